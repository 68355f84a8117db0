package dev.suture.agent.server;

import dev.suture.agent.AgentLocation;
import dev.suture.agent.Me;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The socket an agent listens on. The lock beside it belongs to whoever lives, by the kernel's word: a socket file that a dead
 * agent left is replaced, one of a living agent never.
 */
final class AgentSocket implements AutoCloseable {
    private static final int BACKLOG = 64;

    private final Path path;
    private final FileChannel lockFile;
    private final ServerSocketChannel channel;

    private AgentSocket(Path path, FileChannel lockFile, ServerSocketChannel channel) {
        this.path = path;
        this.lockFile = lockFile;
        this.channel = channel;
    }

    /** @throws PatchException REFUSED if another agent runs there; TROUBLE if the socket cannot be made */
    static AgentSocket open(AgentLocation location, Me me) {
        Path path = location.requireUsable().socket();
        PrivateFolder.require(path.getParent(), me);
        try {
            FileChannel lockFile = FileChannel.open(
                    location.lock(),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                lock(lockFile, path);
                return new AgentSocket(path, lockFile, bind(path));
            } catch (IOException | RuntimeException e) {
                lockFile.close();
                throw e;
            }
        } catch (IOException e) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "socket",
                    "The agent cannot listen at %s: %s.".formatted(path, e.getMessage()),
                    "Name another path in SUTURE_SOCKET, or work without an agent: SUTURE_AGENT=off.",
                    e);
        }
    }

    private static void lock(FileChannel file, Path path) throws IOException {
        FileLock lock;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null; // This process runs it.
        }
        if (lock == null) {
            throw new PatchException(
                    Kind.REFUSED,
                    "agent-runs",
                    "An agent listens at %s already%s.".formatted(path, process(file)),
                    "Use that one; `suture agent stop` ends it.");
        }
        file.truncate(0);
        file.write(
                ByteBuffer.wrap("%d\n".formatted(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
                0);
    }

    /** The pid that its holder has written there, if it has. */
    private static String process(FileChannel file) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(32);
        file.read(pid, 0);
        String text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII).strip();
        return text.isEmpty() ? "" : " (process %s)".formatted(text);
    }

    /** Made under another name, so that under its own it has its rights and is listened on from the first moment. */
    private static ServerSocketChannel bind(Path path) throws IOException {
        Path made = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(made);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(made), BACKLOG);
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
            Files.move(made, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            Files.deleteIfExists(made);
            throw e;
        }
    }

    SocketChannel accept() throws IOException {
        return channel.accept();
    }

    /** No more clients: the file goes while the lock is held, so that a successor's is never taken away. */
    void stopListening() {
        try (channel) {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            System.getLogger(AgentSocket.class.getName())
                    .log(System.Logger.Level.WARNING, "The socket {0} could not be taken away: {1}", path, e);
        }
    }

    /** Another agent may take its place. */
    @Override
    public void close() {
        stopListening();
        try {
            lockFile.close();
        } catch (IOException e) {
            // The end of this process lets go of it too.
        }
    }
}
