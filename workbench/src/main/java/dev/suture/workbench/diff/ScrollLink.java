package dev.suture.workbench.diff;

import java.util.function.DoubleConsumer;
import org.reactfx.value.Var;

/**
 * Makes two areas scroll as one. A bidirectional binding would do that too, but where one of them cannot go as far as the
 * other, it would hold that one back.
 */
final class ScrollLink {
    private boolean following;

    private ScrollLink() {}

    static void link(DiffArea one, DiffArea other) {
        ScrollLink vertical = new ScrollLink();
        vertical.follow(one.estimatedScrollYProperty(), other::scrollYToPixel);
        vertical.follow(other.estimatedScrollYProperty(), one::scrollYToPixel);
        ScrollLink horizontal = new ScrollLink();
        horizontal.follow(one.estimatedScrollXProperty(), other::scrollXToPixel);
        horizontal.follow(other.estimatedScrollXProperty(), one::scrollXToPixel);
    }

    private void follow(Var<Double> leader, DoubleConsumer follower) {
        leader.addListener((o, was, is) -> {
            if (!following && is != null) {
                following = true;
                follower.accept(is);
                following = false;
            }
        });
    }
}
