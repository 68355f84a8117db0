package dev.suture.nativebridge;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.List;
import java.util.Optional;

/**
 * Finds the mapping around an address while a process is frozen. Linux 6.11 answers in a microsecond (PROCMAP_QUERY,
 * linux/fs.h); earlier kernels have to write out {@code /proc/PID/maps}, once for each freeze.
 */
final class MappingLookup implements AutoCloseable {
    /** _IOWR('f', 17, struct procmap_query), whose size is 104. */
    private static final long PROCMAP_QUERY = 0xc0686611L;

    private static final int SIZE = 104;
    private static final int QUERY_ADDRESS = 16;
    private static final int START = 24;
    private static final int END = 32;
    private static final int OFFSET = 56;
    private static final int INODE = 64;
    private static final int DEVICE_MAJOR = 72;
    private static final int DEVICE_MINOR = 76;
    private static final int ENOENT = 2;

    private final LinuxProcess process;
    private final Memory query = new Memory(SIZE);
    private final int descriptor;
    private List<MemoryMapping> written = List.of();

    MappingLookup(LinuxProcess process) {
        this.process = process;
        this.descriptor = Libc.open("/proc/" + process.pid() + "/maps", Libc.O_RDONLY | Libc.O_CLOEXEC);
        if (descriptor < 0) {
            int errno = Native.getLastError();
            throw errno == Errno.EPERM || errno == Errno.EACCES
                    ? Permissions.denied(process.pid(), "read the mappings")
                    : new ProcessVanishedException(process.pid(), "it has ended.");
        }
    }

    /** Forgets what an earlier freeze has seen. */
    void startOver() {
        written = List.of();
    }

    Optional<AddressRange> find(long address) {
        if (query(address)) {
            return Optional.of(new AddressRange(query.getLong(START), query.getLong(END)));
        }
        return Native.getLastError() == ENOENT
                ? Optional.empty()
                : findWritten(address).map(mapping -> new AddressRange(mapping.start(), mapping.end()));
    }

    /** Whether the same part of the same file is still mapped where a mapping begins; its end is not looked at. */
    boolean isStill(MemoryMapping mapping) {
        if (query(mapping.start())) {
            return query.getLong(INODE) == mapping.inode()
                    && isDevice(mapping.device())
                    && query.getLong(START) - shift(query.getLong(OFFSET), mapping)
                            == mapping.start() - shift(mapping.offset(), mapping);
        }
        return Native.getLastError() != ENOENT
                && findWritten(mapping.start())
                        .filter(now -> now.inode() == mapping.inode()
                                && now.device().equals(mapping.device())
                                && now.start() - now.offset() == mapping.start() - mapping.offset())
                        .isPresent();
    }

    /** Of what maps no file the two ways to ask tell different offsets. */
    private static long shift(long offset, MemoryMapping mapping) {
        return mapping.inode() == 0 ? 0 : offset;
    }

    private boolean isDevice(String device) {
        int colon = device.indexOf(':');
        return query.getInt(DEVICE_MAJOR) == Integer.parseInt(device, 0, colon, 16)
                && query.getInt(DEVICE_MINOR) == Integer.parseInt(device, colon + 1, device.length(), 16);
    }

    /** @return whether the kernel has answered; what it has not, errno tells */
    private boolean query(long address) {
        query.clear();
        query.setLong(0, SIZE);
        query.setLong(QUERY_ADDRESS, address);
        return Libc.ioctl(descriptor, PROCMAP_QUERY, Pointer.nativeValue(query)) >= 0;
    }

    private Optional<MemoryMapping> findWritten(long address) {
        if (written.isEmpty()) {
            written = process.maps();
        }
        return written.stream().filter(mapping -> mapping.contains(address)).findFirst();
    }

    @Override
    public void close() {
        Libc.close(descriptor);
    }
}
