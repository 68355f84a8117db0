package dev.suture.nativebridge;

/** What seccomp(2) in a process says to the system calls that {@link Tracee} makes there. */
public sealed interface SeccompAnswer {
    /** There is no filter, or all of them allow the calls. */
    record Allowed() implements SeccompAnswer {}

    /**
     * A call would not be let through.
     *
     * @param call its name, e.g. {@code mmap}
     * @param consequence what the filter does, with the filter as subject, e.g. {@code kills the process for it}
     */
    record Refused(String call, String consequence) implements SeccompAnswer {}

    /**
     * There are filters, and they cannot be read.
     *
     * @param why a clause
     */
    record Unknown(String why) implements SeccompAnswer {}
}
