package dev.suture.workbench.review;

/**
 * How far a review has come.
 *
 * @param reviewed changes that were reviewed as they are
 * @param of all changes that count
 * @param stale changes that were reviewed and differ since
 */
public record ReviewProgress(int reviewed, int of, int stale) {
    /** From 0 to 1. */
    public double fraction() {
        return of == 0 ? 0 : (double) reviewed / of;
    }
}
