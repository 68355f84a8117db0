package dev.suture.plugin;

/**
 * A process that maps a target ELF.
 *
 * @param pid its number
 * @param command its command line, cut to one line
 * @param threads number of threads
 * @param mappedFile path of the mapped file as the process knows it
 * @param user name of the user it runs as, or the number where that has no name; empty if it is not known
 */
public record TargetProcess(int pid, String command, int threads, String mappedFile, String user) {
    /** One of an unknown user. */
    public TargetProcess(int pid, String command, int threads, String mappedFile) {
        this(pid, command, threads, mappedFile, "");
    }
}
