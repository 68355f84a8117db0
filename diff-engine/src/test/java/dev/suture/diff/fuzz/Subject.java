package dev.suture.diff.fuzz;

/** What is to endure every input. Called by one thread at a time. */
@FunctionalInterface
public interface Subject {
    /**
     * Does all it can with the input.
     *
     * @return in a word what came of it, to be counted
     */
    String run(Input input) throws Exception;
}
