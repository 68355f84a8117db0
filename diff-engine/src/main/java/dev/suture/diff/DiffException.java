package dev.suture.diff;

/** Inputs that cannot be compared, e.g. objects of two machines, or a folder without objects. */
public final class DiffException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message names the inputs, what is wrong with them and what to do */
    public DiffException(String message) {
        super(message);
    }
}
