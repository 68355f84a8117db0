package dev.suture.workbench.diff;

import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;
import javafx.scene.Scene;

/**
 * Makes two areas scroll as one. The one that moved leads; the other follows after layout and before anything is drawn,
 * so that nobody sees them apart. Not by bindings: in the middle of a layout RichTextFX tells of places where an area
 * only passes through, and two areas that follow each other there never come to rest.
 */
final class ScrollLink {
    /** Pixels; less is rounding. */
    private static final double APART = 0.5;

    private final Axis vertical;
    private final Axis horizontal;
    private final Runnable afterLayout = this::align;

    private ScrollLink(DiffArea one, DiffArea other) {
        vertical = new Axis(one, other, a -> a.estimatedScrollYProperty().getValue(), DiffArea::scrollYToPixel);
        horizontal = new Axis(one, other, a -> a.estimatedScrollXProperty().getValue(), DiffArea::scrollXToPixel);
    }

    /** Links them as long as they are in a scene together. */
    static void link(DiffArea one, DiffArea other) {
        ScrollLink link = new ScrollLink(one, other);
        one.sceneProperty().addListener((o, was, is) -> link.move(was, is));
        link.move(null, one.getScene());
    }

    private void move(Scene from, Scene to) {
        if (from != null) {
            from.removePostLayoutPulseListener(afterLayout);
        }
        if (to != null) {
            to.addPostLayoutPulseListener(afterLayout);
        }
    }

    private void align() {
        vertical.align();
        horizontal.align();
    }

    /** One of the two directions. */
    private static final class Axis {
        private final DiffArea one;
        private final DiffArea other;
        private final ToDoubleFunction<DiffArea> place;
        private final BiConsumer<DiffArea, Double> scroll;
        private double oneWas;
        private double otherWas;

        Axis(DiffArea one, DiffArea other, ToDoubleFunction<DiffArea> place, BiConsumer<DiffArea, Double> scroll) {
            this.one = one;
            this.other = other;
            this.place = place;
            this.scroll = scroll;
        }

        void align() {
            double oneIs = place.applyAsDouble(one);
            double otherIs = place.applyAsDouble(other);
            boolean oneMoved = Math.abs(oneIs - oneWas) >= APART;
            boolean otherMoved = Math.abs(otherIs - otherWas) >= APART;
            if (Math.abs(oneIs - otherIs) >= APART && (oneMoved || otherMoved)) {
                DiffArea follower = oneMoved ? other : one;
                scroll.accept(follower, oneMoved ? oneIs : otherIs);
                follower.layout();
            }
            oneWas = place.applyAsDouble(one);
            otherWas = place.applyAsDouble(other);
        }
    }
}
