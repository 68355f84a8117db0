package dev.suture.workbench.diff;

import dev.suture.workbench.review.ReviewModel;

/** Next and previous difference, across the borders of changes. */
public final class Navigator {
    private final ReviewModel review;
    private final DiffModel diff;

    public Navigator(ReviewModel review, DiffModel diff) {
        this.review = review;
        this.diff = diff;
    }

    /**
     * The next difference of this change, or the first of the next change.
     *
     * @return whether there was one
     */
    public boolean next() {
        return !rendering() && (diff.move(1) || review.move(1));
    }

    /**
     * The previous difference of this change, or the last of the previous change.
     *
     * @return whether there was one
     */
    public boolean previous() {
        if (rendering()) {
            return false;
        }
        if (diff.move(-1)) {
            return true;
        }
        boolean moved = review.move(-1);
        if (moved) {
            diff.startNextAtLast();
        }
        return moved;
    }

    /** Rows are on their way: a key that repeats must not skip changes nobody saw. */
    private boolean rendering() {
        return diff.state().get() instanceof DiffState.Rendering;
    }
}
