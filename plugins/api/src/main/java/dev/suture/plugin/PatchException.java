package dev.suture.plugin;

/** Something that people have to be told: what happened, to what, why, and what to do about it. */
public final class PatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of failure it is; the command line turns it into an exit code. */
    public enum Kind {
        /** Something is missing, broken or not allowed. */
        TROUBLE,
        /** A rule forbids it. */
        REFUSED,
        /** A patched function is in use and did not leave in time. */
        BUSY
    }

    private final Kind kind;
    private final String id;
    private final String remedy;

    /**
     * @param id stable, e.g. {@code build-id-mismatch}
     * @param message what happened, to what, and why
     * @param remedy what to do about it
     */
    public PatchException(Kind kind, String id, String message, String remedy) {
        super(message);
        this.kind = kind;
        this.id = id;
        this.remedy = remedy;
    }

    public PatchException(Kind kind, String id, String message, String remedy, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.id = id;
        this.remedy = remedy;
    }

    public Kind kind() {
        return kind;
    }

    public String id() {
        return id;
    }

    public String remedy() {
        return remedy;
    }
}
