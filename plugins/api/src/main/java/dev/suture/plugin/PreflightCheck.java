package dev.suture.plugin;

/**
 * One thing that was looked at in a process before a patch is put in, without stopping it.
 *
 * @param id stable; that of the {@link PatchException} by which a change would be refused where it fails, e.g. {@code
 *     function-too-small}
 * @param what what was looked at, e.g. {@code size of each function}
 * @param result how it went
 * @param detail what was found, or why it was skipped; empty where it passed and there is no more to say
 * @param remedy what to do about it; empty unless it failed
 */
public record PreflightCheck(String id, String what, Result result, String detail, String remedy) {
    /** How a check went. */
    public enum Result {
        PASSED,
        FAILED,
        /** Not looked at. */
        SKIPPED
    }

    public static PreflightCheck passed(String id, String what, String detail) {
        return new PreflightCheck(id, what, Result.PASSED, detail, "");
    }

    public static PreflightCheck failed(String id, String what, String detail, String remedy) {
        return new PreflightCheck(id, what, Result.FAILED, detail, remedy);
    }

    public static PreflightCheck skipped(String id, String what, String why) {
        return new PreflightCheck(id, what, Result.SKIPPED, why, "");
    }
}
