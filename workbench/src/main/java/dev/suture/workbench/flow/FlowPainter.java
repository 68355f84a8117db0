package dev.suture.workbench.flow;

import dev.suture.diff.model.Status;
import dev.suture.workbench.drawing.Ink;
import dev.suture.workbench.drawing.Pen;
import dev.suture.workbench.drawing.Spot;
import dev.suture.workbench.flow.FlowPicture.Arrow;
import dev.suture.workbench.flow.FlowPicture.Placed;
import dev.suture.workbench.review.StatusStyle;
import java.util.OptionalInt;

/** Draws a picture with a pen; only what lies in a rectangle of it. */
final class FlowPainter {
    /** Drawn smaller, lines of text are not read; what is seen of a node then is its colour, sign and place. */
    private static final double READABLE = 0.5;

    private static final double LARGEST_TITLE = 30;

    /** Drawn smaller still, pale colours and thin lines would not be seen. */
    private static final double OVERVIEW = 0.25;

    private FlowPainter() {}

    /**
     * What is seen and what stands out.
     *
     * @param scale how large it is drawn
     * @param current the node the user is at
     * @param hovered the node under the pointer
     */
    record View(
            double x, double y, double width, double height, double scale, OptionalInt current, OptionalInt hovered) {
        /** All of a picture. */
        static View all(FlowPicture picture) {
            return new View(0, 0, picture.width(), picture.height(), 1, OptionalInt.empty(), OptionalInt.empty());
        }

        private boolean shows(double left, double top, double right, double bottom) {
            return right >= x && left <= x + width && bottom >= y && top <= y + height;
        }

        private boolean isMarked(int node) {
            return current.orElse(-1) == node || hovered.orElse(-1) == node;
        }
    }

    static void paint(FlowPicture picture, Pen pen, View view) {
        for (Arrow arrow : picture.links()) {
            if (shows(view, arrow)) {
                arrow(pen, view, arrow);
            }
        }
        for (Placed placed : picture.nodes()) {
            if (view.shows(placed.x(), placed.y(), placed.x() + placed.width(), placed.y() + placed.height())) {
                node(pen, view, placed);
            }
        }
        // Above all lines: a label that one runs through cannot be read.
        for (Arrow arrow : picture.links()) {
            if (view.scale() >= READABLE && shows(view, arrow)) {
                arrow.label().ifPresent(at -> label(pen, arrow.link(), at));
            }
        }
    }

    private static boolean shows(View view, Arrow arrow) {
        double left = arrow.spots().stream().mapToDouble(Spot::x).min().orElse(0);
        double right = arrow.spots().stream().mapToDouble(Spot::x).max().orElse(0);
        double top = arrow.spots().stream().mapToDouble(Spot::y).min().orElse(0);
        double bottom = arrow.spots().stream().mapToDouble(Spot::y).max().orElse(0);
        return view.shows(left, top, right, bottom);
    }

    private static void arrow(Pen pen, View view, Arrow arrow) {
        FlowLink link = arrow.link();
        boolean marked = view.isMarked(link.from()) || view.isMarked(link.to());
        double line = link.status() == Status.UNCHANGED ? 1.2 : 1.9;
        pen.path(
                arrow.spots(), Inks.strong(link.status()), marked ? line + 1.1 : line, link.status() == Status.DELETED);
    }

    private static void label(Pen pen, FlowLink link, Spot at) {
        boolean differs = link.status() != Status.UNCHANGED;
        pen.text(
                link.label(),
                at.x() + 2,
                at.y() + FlowLayout.LABEL,
                FlowLayout.labelWidth(link.label()) + FlowLayout.LABEL,
                FlowLayout.LABEL,
                Inks.strong(link.status()),
                differs,
                true);
    }

    private static void node(Pen pen, View view, Placed placed) {
        FlowNode node = placed.node();
        boolean current = view.current().orElse(-1) == node.id();
        boolean several = node.blocks().size() > 1;
        Ink frame = node.status() == Status.UNCHANGED ? Ink.BORDER : Inks.strong(node.status());
        if (current) {
            double around = Math.max(4, 3 / view.scale());
            // A frame of its own around it, so that the colour of the status stays seen.
            pen.box(
                    placed.x() - around,
                    placed.y() - around,
                    placed.width() + 2 * around,
                    placed.height() + 2 * around,
                    Ink.BACKGROUND,
                    Ink.FOCUS,
                    Math.max(2.6, 2 / view.scale()),
                    false);
        }
        pen.box(
                placed.x(),
                placed.y(),
                placed.width(),
                placed.height(),
                view.scale() >= OVERVIEW ? Inks.soft(node.status()) : frame,
                frame,
                view.isMarked(node.id()) ? 2 : 1.2,
                several);
        if (view.scale() < READABLE) {
            titleAlone(pen, view, placed);
            return;
        }
        double x = placed.x() + FlowLayout.MARGIN;
        double baseline = placed.y() + FlowLayout.TITLE - 8;
        double size = FlowLayout.TEXT;
        double letter = size * FlowLayout.LETTER;
        pen.text(StatusStyle.sign(node.status()), x, baseline, 2 * size, size, Inks.strong(node.status()), true, true);
        pen.text(node.title(), x + 2 * letter, baseline, placed.width(), size, Inks.strong(node.status()), true, true);
        for (FlowLine line : node.lines()) {
            baseline += FlowLayout.LINE;
            boolean differs = line.status() != Status.UNCHANGED;
            if (differs) {
                pen.text(
                        StatusStyle.sign(line.status()),
                        x,
                        baseline,
                        size,
                        size,
                        Inks.strong(line.status()),
                        true,
                        true);
            }
            pen.text(
                    line.text(),
                    x + 2 * letter,
                    baseline,
                    placed.width() - 2 * FlowLayout.MARGIN - letter,
                    size,
                    differs ? Inks.strong(line.status()) : node.status() == Status.UNCHANGED ? Ink.MUTED : Ink.TEXT,
                    false,
                    true);
        }
    }

    /** As large as it can be read, where the rest of the node cannot be. */
    private static void titleAlone(Pen pen, View view, Placed placed) {
        FlowNode node = placed.node();
        String text = StatusStyle.sign(node.status()) + " " + node.title();
        double wide = (placed.width() - 2 * FlowLayout.MARGIN) / (text.length() * FlowLayout.LETTER);
        double size = Math.min(
                Math.min(FlowLayout.TEXT / view.scale(), LARGEST_TITLE), Math.min(wide, placed.height() * 0.7));
        if (size * view.scale() >= FlowLayout.TEXT * 0.6) {
            pen.text(
                    text,
                    placed.x() + FlowLayout.MARGIN,
                    placed.middleY() + size * 0.36,
                    placed.width(),
                    size,
                    Inks.strong(node.status()),
                    true,
                    true);
        }
    }
}
