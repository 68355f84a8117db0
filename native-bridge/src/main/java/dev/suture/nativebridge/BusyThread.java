package dev.suture.nativebridge;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A thread that is, or may be, inside a function.
 *
 * @param tid the thread
 * @param name its name
 * @param function the function
 * @param evidence how that was told
 * @param address the program counter, the return address, or the word on the stack
 * @param depth how far above the stack pointer the frame or the word lies, in bytes; 0 for {@link Evidence#RUNNING}
 * @param frame the number of the frame in the backtrace; empty for {@link Evidence#ON_STACK}
 * @param backtrace the frames of the thread as far as they could be followed
 */
public record BusyThread(
        int tid,
        String name,
        FunctionRange function,
        Evidence evidence,
        long address,
        long depth,
        OptionalInt frame,
        Backtrace backtrace) {
    private static final int MOST_CALLERS = 6;

    /** How a thread was found to be inside a function. */
    public enum Evidence {
        /** Its program counter is in the function: it is running there for certain. */
        RUNNING,
        /** One of its frames is in the function: it will come back there for certain, unless it is unwound otherwise. */
        RETURNS_INTO,
        /**
         * A word on a part of its stack that could not be unwound points into the function: most likely a return
         * address, but it may be a leftover of an earlier call or a number that happens to look like one.
         */
        ON_STACK
    }

    /** Where the frame in the function returns to; empty if its caller is not known. */
    public OptionalLong returnAddress() {
        int caller = frame.orElse(backtrace.size()) + 1;
        return caller < backtrace.size() ? OptionalLong.of(backtrace.pc(caller)) : OptionalLong.empty();
    }

    /** One sentence for people, e.g. {@code thread 4712 (worker-3) is in process_order+0x42, called from main+0x10 (ticketd)}. */
    public String describe() {
        String thread = "thread %d (%s)".formatted(tid, name);
        return switch (evidence) {
            case RUNNING -> "%s is in %s%s".formatted(thread, place(), callers(frame.orElse(0) + 1));
            case RETURNS_INTO ->
                "%s will return to %s%s, from %s"
                        .formatted(
                                thread,
                                place(),
                                callers(frame.orElse(0) + 1),
                                backtrace.frames().getFirst());
            case ON_STACK ->
                "%s may return to %s: 0x%x stands %d bytes up its stack, which could not be followed beyond %s"
                        .formatted(
                                thread,
                                place(),
                                address,
                                depth,
                                backtrace.size() == 0
                                        ? "its start"
                                        : backtrace.frames().getLast().toString());
        };
    }

    private String place() {
        // Of a deep recursion the outer frames are not kept.
        boolean kept = frame.isPresent() && frame.getAsInt() < backtrace.size();
        String file = kept ? backtrace.frames().get(frame.getAsInt()).file() : "";
        String place = "%s+0x%x".formatted(function.name(), address - function.start());
        return file.isEmpty() ? place : place + " (" + file + ")";
    }

    private String callers(int from) {
        List<StackFrame> frames = backtrace.frames();
        if (from >= frames.size()) {
            return "";
        }
        String callers = frames.subList(from, Math.min(frames.size(), from + MOST_CALLERS)).stream()
                .map(StackFrame::toString)
                .collect(Collectors.joining(", "));
        return ", called from " + callers + (from + MOST_CALLERS < frames.size() ? ", …" : "");
    }
}
