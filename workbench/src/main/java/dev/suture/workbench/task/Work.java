package dev.suture.workbench.task;

/** Work that takes too long for the FX thread. */
@FunctionalInterface
public interface Work<T> {
    /**
     * Runs on a background thread.
     *
     * @param job where it says how far it is
     * @throws Exception told to the user as a {@link Problem}
     */
    T run(Job job) throws Exception;
}
