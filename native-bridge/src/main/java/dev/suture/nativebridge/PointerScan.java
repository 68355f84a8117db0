package dev.suture.nativebridge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * Looks through the memory a process has written for words that are addresses of a range: a pointer to code that is to be
 * unmapped, or a return address on the stack of a coroutine. The process runs on meanwhile. Pages that were never
 * touched are not read, nor is what lies below the stack pointers, where returned functions have left their traces.
 *
 * <p>Words count as they are and as glibc disguises the addresses it keeps in atexit(3) handlers and jump buffers
 * (PTR_MANGLE of x86_64: exclusive or with a guard, then rotated left by 17).
 */
public final class PointerScan {
    private static final int CHUNK = 1 << 20;
    private static final int MANGLE_ROTATION = 17;
    /** At the end of a stack: a control block with the thread's variables. */
    private static final int CONTROL_BLOCKS = 16 * 1024;

    /** Below the stack pointer, of x86_64 (psABI, "The Stack Frame"); AArch64 has none. */
    private static final long RED_ZONE = 128;
    /** Bits 63, present, and 62, swapped, of an entry of /proc/PID/pagemap (proc_pid_pagemap(5)). */
    private static final long HELD = 3L << 62;

    private final LinuxProcess process;
    private final ProcessMemory memory;
    private final AddressRange wanted;
    private final AddressRange except;
    private final LongPredicate counts;
    private final LongPredicate onStacks;
    private final long guard;
    private final long[] stackPointers;
    private final long[] threadPointers;
    private final long page;
    private final long[] words = new long[CHUNK / Long.BYTES];
    private final byte[] bytes = new byte[CHUNK];

    /**
     * A word that is an address of the range.
     *
     * @param address where it stands
     * @param value the address it is, with any disguise taken off
     * @param mapping the mapping it stands in
     */
    public record Found(long address, long value, MemoryMapping mapping) {}

    /**
     * What came of it.
     *
     * @param found the first words that were found
     * @param scanned how many bytes were read
     * @param left how many bytes were not, as there were more than allowed
     */
    public record Result(List<Found> found, long scanned, long left) {
        public Result {
            found = List.copyOf(found);
        }
    }

    /**
     * @param wanted the range
     * @param except what is not looked through
     * @param counts whether an address of the range counts
     * @param onStacks the same on the stacks of the threads, of which it may be known that none will return there
     * @param guard glibc's pointer guard, 0 if unknown
     * @param stackPointers of all threads, as they stood not long ago
     * @param threadPointers of all threads; none if unknown
     */
    public PointerScan(
            LinuxProcess process,
            ProcessMemory memory,
            AddressRange wanted,
            AddressRange except,
            LongPredicate counts,
            LongPredicate onStacks,
            long guard,
            long[] stackPointers,
            long[] threadPointers) {
        this.process = process;
        this.memory = memory;
        this.wanted = wanted;
        this.except = except;
        this.counts = counts;
        this.onStacks = onStacks;
        this.guard = guard;
        this.stackPointers = stackPointers.clone();
        this.threadPointers = threadPointers.clone();
        this.page = process.pageSize();
    }

    /** @param limit how many bytes to read at most */
    public Result run(long limit) {
        List<Found> found = new ArrayList<>();
        long scanned = 0;
        long left = 0;
        // First where programs keep their pointers most: variables, heap and stacks come before what is large.
        List<MemoryMapping> mappings = process.maps().stream()
                .filter(this::mayHoldPointers)
                .filter(m -> !isStackOfEndedThread(m))
                .sorted(Comparator.comparing((MemoryMapping m) -> m.path().isEmpty())
                        .thenComparingLong(MemoryMapping::length))
                .toList();
        Path pagemap = process.files().path("pagemap");
        try (FileChannel pages = FileChannel.open(pagemap)) {
            for (MemoryMapping mapping : mappings) {
                for (AddressRange range : held(pages, mapping)) {
                    long end = Math.min(range.end(), range.start() + Math.max(0, limit - scanned));
                    scan(new AddressRange(range.start(), end), mapping).ifPresent(found::add);
                    scanned += end - range.start();
                    left += range.end() - end;
                }
            }
        } catch (IOException e) {
            throw process.files().failure("pagemap", e);
        }
        return new Result(found, scanned, left);
    }

    private boolean mayHoldPointers(MemoryMapping mapping) {
        return mapping.readable()
                && mapping.writable()
                && mapping.isPrivate()
                && (mapping.end() <= except.start() || mapping.start() >= except.end());
    }

    /** The parts of a mapping with memory behind them, less what lies below the stack pointers. */
    private List<AddressRange> held(FileChannel pages, MemoryMapping mapping) throws IOException {
        List<AddressRange> result = new ArrayList<>();
        int count = (int) Math.min(mapping.length() / page, 1 << 16);
        ByteBuffer entries = ByteBuffer.allocate(count * Long.BYTES).order(ByteOrder.nativeOrder());
        long begin = -1;
        long live = liveFrom(mapping);
        long at = mapping.start();
        while (at < mapping.end()) {
            entries.clear();
            int read = pages.read(entries, at / page * Long.BYTES);
            if (read < Long.BYTES) {
                break;
            }
            for (int i = 0; i + Long.BYTES <= read && at < mapping.end(); i += Long.BYTES, at += page) {
                boolean isHeld = (entries.getLong(i) & HELD) != 0;
                if (isHeld && begin < 0) {
                    begin = at;
                } else if (!isHeld && begin >= 0) {
                    add(result, Math.max(begin, live), at);
                    begin = -1;
                }
            }
        }
        if (begin >= 0) {
            add(result, Math.max(begin, live), at);
        }
        return result;
    }

    /**
     * Whether a mapping is the stack of a thread that has ended: the C library keeps some for threads to come. Such a one
     * ends with the control block of no thread, which begins with its own address and has it once more as its third word
     * (tcbhead_t of glibc and struct pthread of musl, x86_64).
     */
    private boolean isStackOfEndedThread(MemoryMapping mapping) {
        int length = (int) Math.min(mapping.length(), CONTROL_BLOCKS);
        boolean hasThread = Arrays.stream(stackPointers).anyMatch(mapping::contains);
        if (threadPointers.length == 0 || hasThread || !mapping.path().isEmpty()) {
            return false;
        }
        long from = mapping.end() - length;
        int read = memory.readSome(from, bytes, 0, length) / Long.BYTES;
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asLongBuffer().get(words, 0, read);
        for (int i = 0; i + 2 < read; i++) {
            long address = from + (long) i * Long.BYTES;
            if (words[i] == address
                    && words[i + 2] == address
                    && Arrays.stream(threadPointers).noneMatch(t -> t == address)) {
                return true;
            }
        }
        return false;
    }

    /** Where a mapping begins to be in use: at the lowest stack pointer in it, if there is any. */
    private long liveFrom(MemoryMapping mapping) {
        return Arrays.stream(stackPointers)
                .filter(mapping::contains)
                .map(sp -> Math.max(mapping.start(), (sp - RED_ZONE) & -Long.BYTES))
                .min()
                .orElse(mapping.start());
    }

    private static void add(List<AddressRange> result, long from, long to) {
        if (from < to) {
            result.add(new AddressRange(from, to));
        }
    }

    /** Whether it is the stack a thread was started with. */
    private boolean isStack(MemoryMapping mapping) {
        return mapping.path().equals("[stack]")
                || Arrays.stream(stackPointers).anyMatch(mapping::contains)
                        && Arrays.stream(threadPointers).anyMatch(mapping::contains);
    }

    private Optional<Found> scan(AddressRange range, MemoryMapping mapping) {
        LongPredicate counting = isStack(mapping) ? onStacks : counts;
        for (long at = range.start(); at < range.end(); at += CHUNK) {
            int length = (int) Math.min(CHUNK, range.end() - at);
            int read = memory.readSome(at, bytes, 0, length) & -Long.BYTES;
            ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asLongBuffer().get(words, 0, read / Long.BYTES);
            int index = find(read / Long.BYTES, counting);
            if (index >= 0) {
                long word = words[index];
                return Optional.of(
                        new Found(at + (long) index * Long.BYTES, wanted.contains(word) ? word : plain(word), mapping));
            }
        }
        return Optional.empty();
    }

    private int find(int count, LongPredicate counting) {
        long start = wanted.start();
        long length = wanted.end() - start;
        for (int i = 0; i < count; i++) {
            long word = words[i];
            boolean asItIs = Long.compareUnsigned(word - start, length) < 0 && counting.test(word);
            boolean disguised =
                    guard != 0 && Long.compareUnsigned(plain(word) - start, length) < 0 && counting.test(plain(word));
            if (asItIs || disguised) {
                return i;
            }
        }
        return -1;
    }

    private long plain(long mangled) {
        return Long.rotateRight(mangled, MANGLE_ROTATION) ^ guard;
    }
}
