package dev.suture.nativebridge;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * The memory of one process. Reads go through process_vm_readv(2), and through {@code /proc/PID/mem} where that does
 * not reach (memory without read permission, kernels without the call); writes go through {@code /proc/PID/mem} alone,
 * which also writes where the process itself may only read or execute. Words are little-endian. Safe for several
 * threads, one at a time. {@link #close()} frees the descriptor and the buffers; afterwards nothing may be called.
 */
public final class ProcessMemory implements AutoCloseable {
    private static final int SCRATCH = 64 * 1024;
    private static final int IOVEC = 16;

    private final int pid;
    private final int descriptor;
    /** Two struct iovec: the local one first, then the remote one (readv(2)). */
    private final Memory vectors = new Memory(2 * IOVEC);
    // Its address stands inside vectors, where JNA does not see it: only this field keeps it from being freed.
    private Memory scratch = new Memory(SCRATCH);
    private boolean closed;

    ProcessMemory(LinuxProcess process) {
        this.pid = process.pid();
        this.descriptor = Libc.open("/proc/" + pid + "/mem", Libc.O_RDWR | Libc.O_CLOEXEC);
        if (descriptor < 0) {
            throw failure(Native.getLastError(), "open the memory", 0);
        }
    }

    /**
     * Reads {@code length} bytes.
     *
     * @throws ProcessMemoryException if any of them cannot be read; it names the first that cannot
     */
    public byte[] read(long address, int length) {
        byte[] bytes = new byte[length];
        read(address, bytes, 0, length);
        return bytes;
    }

    /** Like {@link #read(long, int)}, into an array of the caller. */
    public synchronized void read(long address, byte[] target, int offset, int length) {
        int done = readSome(address, target, offset, length);
        if (done < length) {
            throw new ProcessMemoryException(
                    pid,
                    address + done,
                    "Cannot read " + (length - done) + " bytes at 0x" + Long.toHexString(address + done)
                            + " of process " + pid + ": nothing is mapped there.");
        }
    }

    /**
     * Reads as much of {@code length} bytes as is there, in one system call where that suffices.
     *
     * @return the number of bytes read from {@code address} on, 0 if not even the first can be read
     */
    public synchronized int readSome(long address, byte[] target, int offset, int length) {
        java.util.Objects.checkFromIndexSize(offset, length, target.length);
        requireOpen();
        if (length == 0) {
            return 0;
        }
        Pointer buffer = scratch(length);
        int done = readVector(address, buffer, length);
        if (done < length) {
            done += readFile(address + done, buffer.share(done), length - done);
        }
        buffer.read(0, target, offset, done);
        return done;
    }

    private int readVector(long address, Pointer buffer, int length) {
        vectors.setLong(0, Pointer.nativeValue(buffer));
        vectors.setLong(8, length);
        vectors.setLong(IOVEC, address);
        vectors.setLong(IOVEC + 8, length);
        long base = Pointer.nativeValue(vectors);
        return (int) readVectors(base, 1, base + IOVEC, 1);
    }

    /**
     * process_vm_readv(2) with arrays of struct iovec at these addresses.
     *
     * @return the number of bytes read; fewer than asked for, or 0, where /proc/PID/mem has to decide
     */
    long readVectors(long local, int localCount, long remote, int remoteCount) {
        long done = Libc.process_vm_readv(pid, local, localCount, remote, remoteCount, 0);
        if (done < 0 && Native.getLastError() == Errno.ESRCH) {
            throw new ProcessVanishedException(pid, "it ended while its memory was read.");
        }
        return Math.max(done, 0);
    }

    /** Prepares to read several places at once; each may have as many bytes as an array can. */
    public ScatteredRead prepareRead(List<AddressRange> places) {
        return new ScatteredRead(this, places);
    }

    private int readFile(long address, Pointer buffer, int length) {
        int done = 0;
        while (done < length) {
            long got = Libc.pread(descriptor, Pointer.nativeValue(buffer) + done, length - done, address + done);
            if (got <= 0) {
                break;
            }
            done += (int) got;
        }
        return done;
    }

    /** Reads a 64-bit word. */
    public long readLong(long address) {
        return ByteBuffer.wrap(read(address, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
    }

    /**
     * Writes bytes, wherever they may be mapped, text included. Not atomic for the process's threads: freeze them where
     * that matters.
     *
     * @throws ProcessMemoryException if not all could be written; it names the first byte that was not
     */
    public synchronized void write(long address, byte[] bytes) {
        requireOpen();
        if (bytes.length == 0) {
            return;
        }
        Pointer buffer = scratch(bytes.length);
        buffer.write(0, bytes, 0, bytes.length);
        int done = 0;
        while (done < bytes.length) {
            long put = Libc.pwrite(descriptor, Pointer.nativeValue(buffer) + done, bytes.length - done, address + done);
            if (put <= 0) {
                int errno = put < 0 ? Native.getLastError() : Errno.ESRCH; // 0: its address space is gone
                throw failure(errno, "write " + (bytes.length - done) + " bytes", address + done);
            }
            done += (int) put;
        }
    }

    /** Writes a 64-bit word. */
    public void writeLong(long address, long value) {
        write(
                address,
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(value)
                        .array());
    }

    /**
     * Writes bytes and reads them back.
     *
     * @throws ProcessMemoryException if they could not be written or something else is there afterwards
     */
    public synchronized void writeVerified(long address, byte[] bytes) {
        write(address, bytes);
        int mismatch = Arrays.mismatch(bytes, read(address, bytes.length));
        if (mismatch >= 0) {
            throw new ProcessMemoryException(
                    pid,
                    address + mismatch,
                    "Process " + pid + " holds other bytes at 0x" + Long.toHexString(address + mismatch)
                            + " than were just written there; something else writes to the same place.");
        }
    }

    /**
     * Checks that the address space this was opened for still is the process's; execve(2) gives it another.
     *
     * @param address one that is mapped for sure
     */
    synchronized void requireSameProgram(long address) {
        requireOpen();
        if (Libc.pread(descriptor, Pointer.nativeValue(scratch), 1, address) != 1) {
            throw new ProcessVanishedException(pid, "it has ended or started another program.");
        }
    }

    private Pointer scratch(int length) {
        if (length > scratch.size()) {
            scratch = new Memory(length);
        }
        return scratch;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The memory of process " + pid + " has been closed.");
        }
    }

    private ProcessAccessException failure(int errno, String action, long address) {
        return switch (errno) {
            case Errno.ESRCH, 2 -> new ProcessVanishedException(pid, "it ended, or started another program.");
            case Errno.EPERM, Errno.EACCES -> Permissions.denied(pid, action);
            default ->
                new ProcessMemoryException(
                        pid,
                        address,
                        "Cannot " + action + " at 0x" + Long.toHexString(address) + " of process " + pid + ": "
                                + Errno.describe(errno) + ".");
        };
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Libc.close(descriptor);
        }
    }
}
