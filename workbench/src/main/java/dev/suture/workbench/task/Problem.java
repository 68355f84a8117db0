package dev.suture.workbench.task;

/**
 * A failure as people are told of it.
 *
 * @param what what happened, to what
 * @param why the cause
 * @param remedy what to do about it
 * @param id stable, as in a {@link dev.suture.plugin.PatchException}; empty if it has none
 */
public record Problem(String what, String why, String remedy, String id) {
    /** One that has no id. */
    public Problem(String what, String why, String remedy) {
        this(what, why, remedy, "");
    }
}
