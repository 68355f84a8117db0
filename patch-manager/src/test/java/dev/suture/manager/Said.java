package dev.suture.manager;

/**
 * A line of {@link RandomChanges}.
 *
 * @param nanos when it was said
 * @param what {@link RandomChanges#BEGIN} and so on
 * @param text the action or the step, without the numbers in it
 */
record Said(long nanos, String what, String text) {
    static Said parse(String line) {
        String[] parts = line.split(" ", 3);
        if (parts.length < 3 || !parts[0].matches("\\d+")) {
            throw new AssertionError("the worker said: " + line);
        }
        return new Said(Long.parseLong(parts[0]), parts[1], parts[2].replaceAll("\\d+", "N"));
    }

    boolean is(String wanted) {
        return what.equals(wanted);
    }

    /** Whether something of the process is touched in what begins with it. */
    boolean touches() {
        return is(RandomChanges.STEP) && !text.startsWith("Check") && !text.startsWith("Look");
    }
}
