package dev.suture.workbench.anatomy;

import dev.suture.workbench.anatomy.PictureLayout.Link;
import dev.suture.workbench.anatomy.PictureLayout.Placed;
import dev.suture.workbench.anatomy.PictureLayout.Title;
import dev.suture.workbench.drawing.Ink;
import dev.suture.workbench.drawing.Pen;
import dev.suture.workbench.text.Messages;
import java.util.Optional;

/** Draws a laid-out picture with a pen; only what lies between two heights. */
final class Painter {
    /** Blocks lower than this carry no text: it could not be read. */
    private static final double READABLE = 11;

    /** Rows lower than this are plain strips of colour without links: lines would run into each other. */
    private static final double FRAMED = 7;

    private static final double LARGEST_TEXT = 12.5;

    private final Messages messages;

    /**
     * What stands out.
     *
     * @param selected the block of what the user looks at
     * @param hovered the block under the pointer
     */
    record Marked(Optional<Placed> selected, Optional<Placed> hovered) {
        static final Marked NOTHING = new Marked(Optional.empty(), Optional.empty());

        private boolean concerns(Placed placed) {
            return selected.filter(s -> sameChange(s, placed)).isPresent()
                    || hovered.filter(h -> h == placed || sameChange(h, placed)).isPresent();
        }

        private static boolean sameChange(Placed a, Placed b) {
            return a.block().change().isPresent()
                    && a.block().change().get() == b.block().change().orElse(null);
        }
    }

    Painter(Messages messages) {
        this.messages = messages;
    }

    void paint(PictureLayout layout, Pen pen, double top, double bottom, Marked marked) {
        pen.box(0, top, layout.width(), bottom - top, Ink.BACKGROUND, Ink.BACKGROUND, 0, false);
        for (Title title : layout.titles()) {
            if (title.y() <= bottom && title.y() + title.height() >= top) {
                title(layout, pen, title);
            }
        }
        for (Link link : layout.links()) {
            if (link.top() > bottom) {
                break;
            }
            boolean stands = marked.concerns(link.from()) || marked.concerns(link.to());
            if (link.bottom() >= top && (stands || layout.rowHeight() >= FRAMED)) {
                pen.link(
                        link.from().x() + link.from().width(),
                        link.from().y() + link.from().height() / 2,
                        link.to().x(),
                        link.to().y() + link.to().height() / 2,
                        link.role().strong(),
                        stands ? 2.5 : 1.2);
            }
        }
        for (int i = layout.from(top);
                i < layout.blocks().size() && layout.blocks().get(i).y() <= bottom;
                i++) {
            block(pen, layout.blocks().get(i), marked);
        }
        columns(layout, pen, top);
    }

    /** The names of the columns stay in sight. */
    private void columns(PictureLayout layout, Pen pen, double top) {
        pen.box(0, top, layout.width(), PictureLayout.HEAD - 12, Ink.BACKGROUND, Ink.BACKGROUND, 0, false);
        for (Block.Column column : Block.Column.values()) {
            layout.columnX(column)
                    .ifPresent(x -> pen.text(
                            messages.text("anatomy.column." + column.name().toLowerCase(java.util.Locale.ROOT)),
                            x,
                            top + 21,
                            layout.columnWidth(),
                            13,
                            Ink.TEXT,
                            true,
                            false));
        }
    }

    private static void title(PictureLayout layout, Pen pen, Title title) {
        double size = Math.clamp(layout.rowHeight() * 0.62, 9, 13);
        pen.text(
                title.group().object().name(),
                PictureLayout.MARGIN,
                title.y() + size + 4,
                layout.width() - 2 * PictureLayout.MARGIN,
                size,
                Ink.MUTED,
                true,
                false);
    }

    private static void block(Pen pen, Placed placed, Marked marked) {
        Role role = placed.block().role();
        boolean stands = marked.concerns(placed);
        if (placed.height() < FRAMED - 1 && !stands) {
            Ink strip = role == Role.UNCHANGED ? Ink.BORDER : role.strong();
            pen.box(placed.x(), placed.y(), placed.width(), Math.max(1, placed.height()), strip, strip, 0, false);
            return;
        }
        boolean selected = marked.selected().filter(s -> s == placed).isPresent();
        pen.box(
                placed.x(),
                placed.y(),
                placed.width(),
                placed.height(),
                role.soft(),
                selected ? Ink.FOCUS : role == Role.UNCHANGED ? Ink.BORDER : role.strong(),
                stands ? 2.2 : 1,
                role == Role.SET_ASIDE || role == Role.CARRIED);
        if (placed.height() < READABLE) {
            return;
        }
        double size = Math.min(LARGEST_TEXT, placed.height() * 0.62);
        double baseline = placed.y() + Math.min(placed.height() / 2, LARGEST_TEXT) + size * 0.36;
        String bytes = "%,d B".formatted(placed.block().size());
        double bytesWidth = placed.width() > 180 ? bytes.length() * size * 0.62 + 10 : 0;
        Ink ink = role == Role.UNCHANGED || role == Role.SET_ASIDE ? Ink.MUTED : Ink.TEXT;
        pen.text(role.sign(), placed.x() + 8, baseline, size * 2, size, role.strong(), true, true);
        pen.text(
                placed.block().label(),
                placed.x() + 12 + size,
                baseline,
                placed.width() - size - 22 - bytesWidth,
                size,
                ink,
                false,
                true);
        if (bytesWidth > 0) {
            pen.text(
                    bytes,
                    placed.x() + placed.width() - bytesWidth,
                    baseline,
                    bytesWidth,
                    size * 0.92,
                    Ink.MUTED,
                    false,
                    true);
        }
    }
}
