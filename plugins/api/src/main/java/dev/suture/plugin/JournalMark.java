package dev.suture.plugin;

/**
 * One thing a driver is about to do to a process, or has just done. The words are the driver's own: nobody but the driver
 * that wrote a mark has to understand it.
 *
 * @param step what, short and stable, e.g. {@code map}
 * @param start first address it concerns; 0 if none
 * @param length how many bytes of the process's memory; 0 if none
 * @param data whatever else the driver needs to finish or undo it, e.g. bytes in hex; empty if nothing
 */
public record JournalMark(String step, long start, long length, String data) {
    public JournalMark(String step, long start, long length) {
        this(step, start, length, "");
    }
}
