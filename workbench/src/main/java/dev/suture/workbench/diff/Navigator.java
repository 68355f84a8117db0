package dev.suture.workbench.diff;

import dev.suture.workbench.review.ReviewModel;
import java.util.function.IntPredicate;

/** Next and previous difference, across the borders of changes where it may leave them. */
public final class Navigator {
    private final IntPredicate beyond;
    private final DiffModel diff;

    private Navigator(IntPredicate beyond, DiffModel diff) {
        this.beyond = beyond;
        this.diff = diff;
    }

    public Navigator(ReviewModel review, DiffModel diff) {
        this(review::move, diff);
    }

    /** One that stays within the change that is shown. */
    static Navigator within(DiffModel diff) {
        return new Navigator(step -> false, diff);
    }

    /**
     * The next difference of this change, or the first of the next change.
     *
     * @return whether there was one
     */
    public boolean next() {
        return !rendering() && (diff.move(1) || beyond.test(1));
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
        boolean moved = beyond.test(-1);
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
