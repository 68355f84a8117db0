package dev.suture.nativebridge;

import dev.suture.elf.Lazy;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The frames of one thread, innermost first, as they were during a freeze. Names are looked up when somebody wants to read
 * them. Immutable.
 */
public final class Backtrace {
    private final int tid;
    private final long[] pcs;
    private final boolean[] exact;
    private final int omitted;
    private final boolean complete;
    private final Lazy<List<StackFrame>> frames;

    /** The arrays become its own. */
    Backtrace(int tid, long[] pcs, boolean[] exact, int omitted, boolean complete, UnwindTables tables) {
        this.tid = tid;
        this.pcs = pcs;
        this.exact = exact;
        this.omitted = omitted;
        this.complete = complete;
        this.frames = Lazy.of(() -> IntStream.range(0, pcs.length)
                .mapToObj(i -> describe(pcs[i], exact[i], tables))
                .toList());
    }

    private static StackFrame describe(long pc, boolean exact, UnwindTables tables) {
        long place = exact ? pc : pc - 1;
        Optional<MappedCode> code = tables.find(place);
        Optional<Symbols.Name> name = code.flatMap(c -> c.symbols().at(place - c.bias()));
        return new StackFrame(
                pc,
                exact,
                name.map(Symbols.Name::name).orElse(""),
                name.map(n -> pc - code.get().bias() - n.start()).orElse(0L),
                code.map(MappedCode::name).orElse(""));
    }

    /** The thread. */
    public int tid() {
        return tid;
    }

    /** How many frames it has, without those {@linkplain #omitted left out}. */
    public int size() {
        return pcs.length;
    }

    /** Program counter or return address of a frame. */
    public long pc(int frame) {
        return pcs[frame];
    }

    /** An address inside the function of a frame, also where a call that does not return is its last instruction. */
    public long place(int frame) {
        return exact[frame] ? pcs[frame] : pcs[frame] - 1;
    }

    /** How many outer frames were left out, as there were too many to keep. */
    public int omitted() {
        return omitted;
    }

    /** Whether it reaches the outermost frame; if not, what lies behind the last frame is not known. */
    public boolean complete() {
        return complete;
    }

    /** The frames with their names; read from symbol tables at the first call, which may take milliseconds. */
    public List<StackFrame> frames() {
        return frames.get();
    }

    /** A frame in each line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < frames().size(); i++) {
            text.append("#%d %s%n".formatted(i, frames().get(i)));
        }
        if (omitted > 0) {
            text.append("and %d more%n".formatted(omitted));
        }
        return complete
                ? text.toString()
                : text.append("incomplete%n".formatted()).toString();
    }
}
