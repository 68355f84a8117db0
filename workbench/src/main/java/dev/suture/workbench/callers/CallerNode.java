package dev.suture.workbench.callers;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.reach.CallerIndex;
import dev.suture.diff.reach.Member;
import dev.suture.diff.reach.Reach;
import dev.suture.diff.reach.Use;
import dev.suture.workbench.callers.CallerRow.Mark;
import dev.suture.workbench.callers.CallerRow.Unfolding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A node of the tree; what is below it is looked up when it is unfolded. Used by one thread at a time. */
final class CallerNode {
    /** Nobody unfolds that far by hand; who is the only caller is shown with what it calls. */
    private static final int FARTHEST_BY_ITSELF = 12;

    private final CallerIndex index;
    private final Member member;
    private final Optional<CallerNode> parent;
    private final Optional<Use> use;
    private final Optional<Reach> reach;
    private final int depth;
    private final boolean cycle;
    private final List<CallerNode> children = new ArrayList<>();
    private boolean looked;
    private boolean unfolded;

    private CallerNode(
            CallerIndex index, Member member, Optional<CallerNode> parent, Optional<Use> use, Optional<Reach> reach) {
        this.index = index;
        this.member = member;
        this.parent = parent;
        this.use = use;
        this.reach = reach;
        this.depth = parent.map(p -> p.depth + 1).orElse(0);
        this.cycle = parent.filter(p -> p.holds(member)).isPresent();
    }

    /** What is asked about, with how much leads to it. */
    static CallerNode root(CallerIndex index, Member member) {
        return new CallerNode(index, member, Optional.empty(), Optional.empty(), Optional.of(index.reach(member)));
    }

    /** Whether it or one it stands below is the member. */
    private boolean holds(Member wanted) {
        return member.item() == wanted.item()
                || parent.filter(p -> p.holds(wanted)).isPresent();
    }

    Member member() {
        return member;
    }

    Optional<CallerNode> parent() {
        return parent;
    }

    private List<CallerNode> children() {
        if (!looked) {
            looked = true;
            if (!cycle) {
                index.users(member)
                        .forEach(u -> children.add(
                                new CallerNode(index, u.by(), Optional.of(this), Optional.of(u), Optional.empty())));
            }
        }
        return children;
    }

    boolean unfolded() {
        return unfolded;
    }

    void fold(boolean open) {
        unfolded = open && !children().isEmpty();
    }

    /** Unfolds it, and on as long as there is only one way to go. */
    void unfoldWhereAlone() {
        CallerNode at = this;
        for (int i = 0; i < FARTHEST_BY_ITSELF; i++) {
            at.fold(true);
            if (at.children().size() != 1) {
                return;
            }
            at = at.children().getFirst();
        }
    }

    /** Itself and what is unfolded below it. */
    void addTo(List<CallerNode> lines) {
        lines.add(this);
        if (unfolded) {
            children().forEach(c -> c.addTo(lines));
        }
    }

    CallerRow row(Known known) {
        return new CallerRow(
                depth,
                member.item().name(),
                member.item().kind(),
                member.unit().name(),
                known.change(member).status(),
                use.map(u -> new CallerRow.Uses(
                        u.how(),
                        parent.filter(p -> p.member.item().kind() == ItemKind.DATA)
                                .isPresent(),
                        u.places())),
                mark(),
                children().isEmpty() ? Unfolding.NONE : unfolded ? Unfolding.UNFOLDED : Unfolding.FOLDED,
                reach);
    }

    private Mark mark() {
        if (cycle) {
            return Mark.CYCLE;
        }
        if (!children().isEmpty() && !index.isEntry(member)) {
            return Mark.NONE;
        }
        return member.item().isLocal() ? Mark.UNUSED : Mark.OFFERED;
    }
}
