package dev.suture.plugin;

/**
 * A process that maps a target ELF.
 *
 * @param pid its number
 * @param command its command line, cut to one line
 * @param threads number of threads
 * @param mappedFile path of the mapped file as the process knows it
 */
public record TargetProcess(int pid, String command, int threads, String mappedFile) {}
