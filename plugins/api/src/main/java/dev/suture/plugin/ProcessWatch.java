package dev.suture.plugin;

import java.nio.file.Path;
import java.util.List;

/**
 * Patches the processes that start with an ELF, or load it, while this is open: all patches of the list, in its order, in
 * one go. Processes that run already when it is opened are not touched; whoever patches those as well opens the watch first
 * and looks for processes afterwards, so that none falls between.
 *
 * <p>What it does to a process is told to the {@link ProcessWatchListener}. Safe for use by several threads.
 */
public interface ProcessWatch extends AutoCloseable {
    /** When in its life a process gets the patches. */
    enum Mode {
        /** Before its first call of any function that is replaced. */
        FIRST_CALL,
        /** Some time after its start: until then it runs the base code. */
        LATE
    }

    /** What new processes can count on; one of them may still be {@link Mode#LATE}, and is reported so. */
    Mode mode();

    /**
     * For people: what is promised, what is not, and why; e.g. that new processes run the base code for some milliseconds
     * since the kernel has no BPF.
     */
    String promise();

    /**
     * Takes another list of patches, for processes that are found from now on; an empty list lets them start as they are.
     * All patches must be for the ELF that is watched.
     *
     * @throws PatchException if a file cannot be read or is for another ELF; the list stays as it was
     */
    void patches(List<Path> patchFiles);

    /**
     * Returns when every process that was found before this call has been dealt with and runs, whichever list it got. After
     * {@link #patches} and this, no process gets the former list any more, and none is under the watch's hands unless it
     * starts later.
     */
    void settle();

    /** Deals with the processes found so far and watches no longer. No process is left stopped. */
    @Override
    void close();
}
