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
        query.clear();
        query.setLong(0, SIZE);
        query.setLong(QUERY_ADDRESS, address);
        if (Libc.ioctl(descriptor, PROCMAP_QUERY, Pointer.nativeValue(query)) >= 0) {
            return Optional.of(new AddressRange(query.getLong(START), query.getLong(END)));
        }
        return Native.getLastError() == ENOENT ? Optional.empty() : findWritten(address);
    }

    private Optional<AddressRange> findWritten(long address) {
        if (written.isEmpty()) {
            written = process.maps();
        }
        return written.stream()
                .filter(mapping -> mapping.contains(address))
                .map(mapping -> new AddressRange(mapping.start(), mapping.end()))
                .findFirst();
    }

    @Override
    public void close() {
        Libc.close(descriptor);
    }
}
