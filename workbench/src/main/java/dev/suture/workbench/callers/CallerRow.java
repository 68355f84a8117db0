package dev.suture.workbench.callers;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Status;
import dev.suture.diff.reach.Reach;
import dev.suture.diff.reach.Use.How;
import java.util.Optional;

/**
 * One line of the tree.
 *
 * @param depth how many steps it is from what is asked about, which is 0
 * @param name of the function or datum
 * @param kind which of them it is
 * @param object where it is
 * @param status what became of it
 * @param use how it uses the one it stands below; empty for what is asked about
 * @param mark what is to be known of it besides
 * @param unfolding whether it has lines below it, and whether they are shown
 * @param reach how much leads to it; of what is asked about only
 */
public record CallerRow(
        int depth,
        String name,
        ItemKind kind,
        String object,
        Status status,
        Optional<Uses> use,
        Mark mark,
        Unfolding unfolding,
        Optional<Reach> reach) {
    /**
     * How one uses another.
     *
     * @param how called, or its address taken
     * @param datum whether it is a datum that is used
     * @param places at how many places
     */
    public record Uses(How how, boolean datum, int places) {}

    /** What is to be known of a line. */
    public enum Mark {
        NONE,
        /** It stands on the way down to itself already: it goes round from here. */
        CYCLE,
        /** Nobody that is known uses it, but others can by its name. */
        OFFERED,
        /** Nobody that is known uses it. */
        UNUSED
    }

    /** Whether there are lines below one. */
    public enum Unfolding {
        NONE,
        FOLDED,
        UNFOLDED
    }
}
