package dev.suture.nativebridge;

import dev.suture.elf.ElfFormatException;
import dev.suture.elf.unwind.UnwindFrame;
import dev.suture.elf.unwind.UnwindStep;
import dev.suture.nativebridge.ThreadWalk.End;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Goes from the innermost frame of a thread of a frozen process to its outermost one, by the records of the code. It
 * ends as complete only at a proper outermost frame; anything else (code without records, memory that cannot be read, a
 * return address that no call stands before, a mapping that has changed since the tables were made) ends it as stopped.
 * Made before a freeze; what it learns in one it knows in the next. For one thread at a time.
 */
final class StackUnwinder {
    /** Nested signal handlers; more are no real ones. */
    private static final int MOST_SIGNALS = 64;

    private static final long PAGE = 4096;

    private final UnwindTables tables;
    private final UnwindFrame frame;
    private final SignalFrameLayout signalFrames;
    private final StackWindow window = new StackWindow();
    private final RowCache rows = new RowCache();
    private final ThreadWalk walk = new ThreadWalk();
    private final long[] registers;
    /** Whether mappings are in this freeze what they were when the tables were made. */
    private final Map<MappedCode, Boolean> unchanged = new IdentityHashMap<>();

    private FrozenProcess process;
    private byte[] callCode = {};
    private byte[] restorerCode = {};

    StackUnwinder(UnwindTables tables) {
        this.tables = tables;
        this.frame = new UnwindFrame(tables.registers());
        this.signalFrames = SignalFrameLayout.of(tables.registers());
        this.registers = new long[tables.registers().count()];
    }

    /**
     * Gets ready for the places where threads of other processes with these files, or of earlier freezes, were seen. Before
     * a freeze; the code is read as it is now.
     */
    void learn(ProcessMemory memory, Architecture architecture) {
        for (MappedCode code : tables.code()) {
            for (long address : code.rows().addresses()) {
                long place = address + code.bias();
                // A place that was interrupted, and not returned to, has no call there, and needs none.
                if (code.range().contains(place) && callEnds(memory, architecture, place + 1)) {
                    entry(place).markCalledFrom();
                }
            }
        }
    }

    UnwindTables tables() {
        return tables;
    }

    /** Walks one thread; the result holds until the next call. */
    ThreadWalk walk(FrozenProcess frozen, FrozenThread thread) {
        if (frozen != process) {
            process = frozen;
            unchanged.clear();
        }
        walk.clear();
        window.begin(frozen.memory(), thread.sp());
        int count = thread.copyDwarfRegisters(registers);
        frame.start(registers, count, thread.pc());
        try {
            follow();
        } catch (ElfFormatException e) {
            stop(frame.stackPointer());
        }
        return walk;
    }

    private void stop(long from) {
        walk.end(End.STOPPED, from);
    }

    private void follow() {
        int signals = 0;
        long callee = frame.stackPointer();
        while (true) {
            RowCache.Entry entry = entry(frame.place());
            boolean atRestorer = entry.row().isEmpty() && isSignalReturn(frame.pc());
            boolean restores = atRestorer
                    || entry.row().isPresent() && entry.row().get().common().signalFrame();
            if (tables.hidden().contains(frame.pc())) {
                walk.end(End.HIDDEN, callee);
                return;
            }
            if (!frame.exact() && !restores && !isCalledFrom(entry)) {
                // No frame: the rules before it do not fit, and the true return address may lie anywhere above.
                stop(callee);
                return;
            }
            walk.add(frame.pc(), frame.stackPointer(), frame.exact());
            if (restores && ++signals > MOST_SIGNALS
                    || !atRestorer && entry.row().isEmpty()
                    || isChanged(entry)) {
                stop(frame.stackPointer());
                return;
            }
            callee = frame.stackPointer();
            boolean mayStay = frame.exact() && !restores;
            UnwindStep step =
                    atRestorer ? interrupted() : frame.step(entry.row().get(), window);
            if (step != UnwindStep.CALLER) {
                walk.end(step == UnwindStep.OUTERMOST ? End.OUTERMOST : End.STOPPED, callee);
                return;
            }
            if (frame.pc() == 0) {
                walk.end(End.ZERO, frame.stackPointer());
                return;
            }
            // The stack grows downwards: a caller's frame lies above. Only a function that has no frame yet lets its
            // caller's stack pointer be its own, and a signal may have been handled on another stack.
            int grown = Long.compareUnsigned(frame.stackPointer(), callee);
            if (!restores && (grown < 0 || grown == 0 && !mayStay)) {
                stop(callee);
                return;
            }
        }
    }

    private RowCache.Entry entry(long place) {
        RowCache.Entry known = rows.find(place);
        if (known != null) {
            return known;
        }
        Optional<MappedCode> found = tables.find(place);
        RowCache.Entry entry = new RowCache.Entry(place, found, found.flatMap(c -> c.row(place)));
        rows.add(entry);
        return entry;
    }

    /** Whether what is mapped there now is not what the tables were made of. */
    private boolean isChanged(RowCache.Entry entry) {
        if (entry.code().isEmpty()) {
            return false;
        }
        MappedCode mapped = entry.code().get();
        Boolean known = unchanged.get(mapped);
        if (known == null) {
            known = process.isStillMapped(mapped.mapping());
            unchanged.put(mapped, known);
        }
        return !known;
    }

    /** A return address has a call before it. Looked at once for each place: only starts of functions are written over. */
    private boolean isCalledFrom(RowCache.Entry entry) {
        if (!entry.calledFrom() && callEnds(process.memory(), process.architecture(), frame.pc())) {
            entry.markCalledFrom();
        }
        return entry.calledFrom();
    }

    private boolean callEnds(ProcessMemory memory, Architecture architecture, long pc) {
        return readCall(memory, pc, architecture.longestCall()) && architecture.callMayEnd(callCode);
    }

    /** Reads what stands before a return address; at the very start of a mapping that is less than a call may take. */
    private boolean readCall(ProcessMemory memory, long pc, int length) {
        callCode = sized(callCode, length);
        if (memory.readSome(pc - length, callCode, 0, length) == length) {
            return true;
        }
        int onPage = (int) (pc & PAGE - 1);
        Arrays.fill(callCode, (byte) 0);
        return onPage < length && memory.readSome(pc - onPage, callCode, length - onPage, onPage) == onPage;
    }

    /** Whether the code at an address is what signal handlers return to, at its start or at its system call. */
    private boolean isSignalReturn(long pc) {
        CallPatterns patterns = process.architecture().patterns();
        byte[] restorer = patterns.restorer();
        restorerCode = sized(restorerCode, restorer.length);
        int toCall = restorer.length - patterns.systemCall().length;
        return holds(pc, restorer) || frame.exact() && holds(pc - toCall, restorer);
    }

    private boolean holds(long address, byte[] wanted) {
        return process.memory().readSome(address, restorerCode, 0, wanted.length) == wanted.length
                && Arrays.equals(restorerCode, wanted);
    }

    private static byte[] sized(byte[] buffer, int length) {
        return buffer.length == length ? buffer : new byte[length];
    }

    /** Goes from where a signal handler has returned to on to what the signal interrupted. */
    private UnwindStep interrupted() {
        long sp = frame.stackPointer();
        if (!window.load(sp, signalFrames.pc() + Long.BYTES)) {
            return UnwindStep.UNREADABLE;
        }
        frame.interrupted(window.read(sp + signalFrames.pc(), Long.BYTES));
        for (int i = 0; i < signalFrames.count(); i++) {
            frame.set(i, window.read(sp + signalFrames.offset(i), Long.BYTES));
        }
        return UnwindStep.CALLER;
    }
}
