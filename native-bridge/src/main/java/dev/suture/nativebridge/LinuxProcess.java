package dev.suture.nativebridge;

import dev.suture.elf.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One process of this machine, told from a later one with the same pid by its start time. Every method reads
 * {@code /proc} anew and throws {@link ProcessVanishedException} once the process has ended and
 * {@link PermissionDeniedException} where the kernel does not let it look.
 */
public final class LinuxProcess {
    private static final String DELETED_MARK = " (deleted)";
    /** USER_HZ, in which the kernel reports start times; fixed at 100 on all architectures that matter (time(7)). */
    private static final long TICKS_PER_SECOND = 100;

    private final int pid;
    private final long startTicks;
    private final ProcFiles files;

    private LinuxProcess(int pid, long startTicks) {
        this.pid = pid;
        this.startTicks = startTicks;
        this.files = new ProcFiles(pid);
    }

    /** The process that has this pid now. */
    public static LinuxProcess of(int pid) {
        return new LinuxProcess(
                pid, ThreadStat.parse(new ProcFiles(pid).read("stat")).startTicks());
    }

    /**
     * The processes of this machine whose mappings may be read, by ascending pid: no kernel threads, no zombies, none
     * of other users unless Suture has the rights.
     */
    public static List<LinuxProcess> all() {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.map(path -> path.getFileName().toString())
                    .filter(name -> Character.isDigit(name.charAt(0)))
                    .map(Integer::parseInt)
                    .sorted()
                    .flatMap(candidate -> ifReadable(candidate).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the processes in /proc; is it mounted?", e);
        }
    }

    private static Optional<LinuxProcess> ifReadable(int pid) {
        try {
            LinuxProcess process = of(pid);
            // Kernel threads and zombies have an empty file; a refusal throws.
            return process.files.isEmpty("maps") ? Optional.empty() : Optional.of(process);
        } catch (ProcessVanishedException | PermissionDeniedException e) {
            return Optional.empty(); // ended between listing and looking, or not ours to look at
        }
    }

    public int pid() {
        return pid;
    }

    /** When it started, in clock ticks since boot: with the pid, what makes a process unmistakable until reboot. */
    public long startTicks() {
        return startTicks;
    }

    /** When it started, to a hundredth of a second. */
    public Instant startTime() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
            long bootSeconds = lines.filter(line -> line.startsWith("btime "))
                    .mapToLong(line -> Long.parseLong(line.substring("btime ".length())))
                    .findFirst()
                    .orElseThrow();
            return Instant.ofEpochSecond(bootSeconds).plusMillis(startTicks * 1000 / TICKS_PER_SECOND);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the time of boot from /proc/stat.", e);
        }
    }

    /** Whether it still runs: neither ended, nor a zombie, nor replaced by another process with the same pid. */
    public boolean alive() {
        try {
            ThreadStat stat = ThreadStat.parse(files.read("stat"));
            return stat.startTicks() == startTicks && !stat.dead();
        } catch (ProcessVanishedException e) {
            return false;
        }
    }

    /** Throws {@link ProcessVanishedException} unless it is {@link #alive()}. */
    public void requireAlive() {
        ThreadStat stat = ThreadStat.parse(files.read("stat"));
        if (stat.startTicks() != startTicks) {
            throw new ProcessVanishedException(pid, "its pid belongs to another process (" + stat.name() + ") by now.");
        }
        if (stat.dead()) {
            throw files.vanished();
        }
    }

    /** Its short name (comm), at most 15 bytes. */
    public String name() {
        return ThreadStat.parse(files.read("stat")).name();
    }

    /** Program and arguments as it was started with; empty if it has overwritten them. */
    public List<String> commandLine() {
        String text = files.read("cmdline");
        return text.isEmpty() ? List.of() : Arrays.asList(text.split("\0"));
    }

    /**
     * The path of its executable in its own mount namespace, without the mark of a deleted file. It may name another
     * file by now or none; {@link #executableFile()} can always be opened.
     */
    public Path executable() {
        String link = exeLink();
        return Path.of(link.endsWith(DELETED_MARK) ? link.substring(0, link.length() - DELETED_MARK.length()) : link);
    }

    /** Whether its executable has been unlinked or replaced since it was started. */
    public boolean executableDeleted() {
        return exeLink().endsWith(DELETED_MARK);
    }

    /** A path under {@code /proc} that opens the very executable it runs, even if that was deleted or replaced. */
    public Path executableFile() {
        return files.path("exe");
    }

    private String exeLink() {
        return files.readLink("exe")
                .orElseThrow(() -> new ProcessUnsupportedException(
                        pid, "Process " + pid + " is a kernel thread or has ended: it has no executable."));
    }

    /** The ids of its threads, ascending; the first thread's is the pid unless that one has ended. */
    public int[] threadIds() {
        try (Stream<Path> entries = Files.list(files.path("task"))) {
            return entries.mapToInt(path -> Integer.parseInt(path.getFileName().toString()))
                    .sorted()
                    .toArray();
        } catch (IOException e) {
            throw files.failure("task", e);
        } catch (UncheckedIOException e) {
            throw files.failure("task", e.getCause());
        }
    }

    /** The name of the user it runs as (effective uid), or the number where the user has no name here. */
    public String user() {
        String uid = files.status("Uid").orElseThrow(files::vanished).split("\\s+")[1];
        try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"))) {
            return lines.map(line -> line.split(":"))
                    .filter(fields -> fields.length > 2 && fields[2].equals(uid))
                    .map(fields -> fields[0])
                    .findFirst()
                    .orElse(uid);
        } catch (IOException | UncheckedIOException e) {
            return uid; // no user names on this machine
        }
    }

    /** The process that traces it, if any. */
    public Optional<Integer> tracerPid() {
        return files.status("TracerPid").map(Integer::valueOf).filter(tracer -> tracer != 0);
    }

    /**
     * Throws {@link AlreadyTracedException} if another process traces it. A tracer of single threads is found only when
     * they are to be stopped.
     */
    public void requireUntraced() {
        tracerPid().ifPresent(tracer -> {
            throw Permissions.traced(pid, tracer);
        });
    }

    /** Whether it was stopped by a signal, e.g. SIGSTOP. */
    public boolean stopped() {
        return ThreadStat.parse(files.read("stat")).state() == 'T';
    }

    /** The control group by which it is kept from running, if any. */
    public Optional<Path> frozenBy() {
        return ControlGroups.frozen(files.read("cgroup"));
    }

    /** What it has mapped, by ascending address. The kernel may change it the moment after. */
    public List<MemoryMapping> maps() {
        List<MemoryMapping> mappings =
                files.read("maps").lines().map(MemoryMapping::parse).toList();
        if (mappings.isEmpty()) {
            throw files.vanished();
        }
        return mappings;
    }

    /**
     * A path that opens the very file behind a mapping of this process, even if it was deleted or replaced or lies in
     * another mount namespace. Needs CAP_SYS_ADMIN or CAP_CHECKPOINT_RESTORE for deleted files (proc_pid_map_files(5)).
     *
     * @throws IllegalArgumentException if the mapping is not {@linkplain MemoryMapping#fileBacked file-backed}
     */
    public Path fileOf(MemoryMapping mapping) {
        if (!mapping.fileBacked()) {
            throw new IllegalArgumentException("No file is mapped at 0x" + Long.toHexString(mapping.start()) + ".");
        }
        Path exact = files.path("map_files").resolve(mapping.mapFilesName());
        if (Files.isReadable(exact)) {
            return exact;
        }
        Path inNamespace = files.path("root").resolve(mapping.path().substring(1));
        if (!mapping.deleted() && hasInode(inNamespace, mapping.inode())) {
            return inNamespace;
        }
        requireAlive();
        if (maps().stream().noneMatch(current -> current.mapFilesName().equals(mapping.mapFilesName()))) {
            throw new ProcessMemoryException(
                    pid,
                    mapping.start(),
                    "Process " + pid + " no longer has " + mapping.path() + " mapped at 0x"
                            + Long.toHexString(mapping.start()) + "; read its mappings again.");
        }
        throw new PermissionDeniedException(
                pid,
                "The file that process " + pid + " has mapped from " + mapping.path()
                        + " was deleted or replaced, and only root (or CAP_SYS_ADMIN, CAP_CHECKPOINT_RESTORE) may open"
                        + " it through " + exact + ". Run Suture as root, or start the process again.");
    }

    private static boolean hasInode(Path path, long inode) {
        try {
            return Files.getAttribute(path, "unix:ino") instanceof Long found && found == inode;
        } catch (IOException e) {
            return false; // not there or not to be seen: the caller explains
        }
    }

    /**
     * What its program is made for.
     *
     * @throws ProcessUnsupportedException if it is none that can be traced
     */
    public Machine machine() {
        return ProgramKind.architectureOf(this).machine();
    }

    /** The size of its pages in bytes, e.g. 4096; on AArch64 the kernel may have been built for larger ones. */
    public int pageSize() {
        return AuxiliaryVector.pageSize(files);
    }

    /** Opens its memory; the caller closes it. */
    public ProcessMemory openMemory() {
        requireAlive();
        return new ProcessMemory(this);
    }

    ProcFiles files() {
        return files;
    }

    /** The state of one thread; empty if it has ended. */
    Optional<ThreadStat> threadStat(int tid) {
        try {
            return Optional.of(ThreadStat.parse(files.read("task/" + tid + "/stat")));
        } catch (ProcessVanishedException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinuxProcess that && that.pid == pid && that.startTicks == startTicks;
    }

    @Override
    public int hashCode() {
        return Integer.hashCode(pid) * 31 + Long.hashCode(startTicks);
    }

    @Override
    public String toString() {
        return "process " + pid;
    }
}
