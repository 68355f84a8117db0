package dev.suture.nativebridge;

/**
 * The fields of {@code /proc/PID/stat} or {@code /proc/PID/task/TID/stat} that are used here (proc_pid_stat(5)).
 *
 * @param name the thread's name (comm)
 * @param state its state letter, e.g. {@code S}, {@code R}, {@code T}, {@code Z}
 * @param parent the process that started it, or that it was left to
 * @param startTicks when it started, in clock ticks since boot
 * @param startStack where the first thread's stack begins, growing downwards; 0 if the kernel does not say
 */
record ThreadStat(String name, char state, int parent, long startTicks, long startStack) {
    private static final int STATE = 3;
    private static final int PARENT = 4;
    private static final int START_TIME = 22;
    private static final int START_STACK = 28;

    static ThreadStat parse(String line) {
        // The name stands in parentheses and may itself contain blanks and parentheses: cut at the last one.
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')');
        String[] fields = line.substring(close + 2).split(" ");
        return new ThreadStat(
                line.substring(open + 1, close),
                fields[0].charAt(0),
                Integer.parseInt(fields[PARENT - STATE]),
                Long.parseLong(fields[START_TIME - STATE].strip()),
                Long.parseUnsignedLong(fields[START_STACK - STATE].strip()));
    }

    /** Whether it has ended and only waits to be collected. */
    boolean dead() {
        return state == 'Z' || state == 'X';
    }
}
