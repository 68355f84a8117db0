package dev.suture.workbench.anatomy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The picture with places: in a width, at a height of rows. Coordinates are pixels from the upper left corner.
 *
 * @param width of the whole picture
 * @param height of the whole picture
 * @param rowHeight of one row; what is large takes several
 * @param columnWidth of each column
 * @param gap between columns
 * @param titles where objects begin, from top to bottom
 * @param blocks all blocks, from top to bottom; those of a row have the same {@code y}
 * @param links between blocks of neighbouring columns, from top to bottom
 */
record PictureLayout(
        double width,
        double height,
        double rowHeight,
        double columnWidth,
        double gap,
        List<Title> titles,
        List<Placed> blocks,
        List<Link> links) {
    /** Room above the first object, for the names of the columns. */
    static final double HEAD = 44;

    static final double MARGIN = 24;
    private static final int MOST_ROWS = 4;
    private static final double COLUMN_GAP_SHARE = 0.12;
    private static final double MOST_LINK = 160;

    /** The name of an object and the place it takes. */
    record Title(Group group, double y, double height) {}

    /** A block and its place. */
    record Placed(Group group, Block block, double x, double y, double width, double height) {
        boolean contains(double px, double py) {
            return px >= x && px <= x + width && py >= y && py <= y + height;
        }
    }

    /** A link from the right side of a block to the left side of another, in the colour of a role. */
    record Link(Placed from, Placed to, Role role) {
        double top() {
            return Math.min(from.y(), to.y());
        }

        double bottom() {
            return Math.max(from.y() + from.height(), to.y() + to.height());
        }
    }

    static PictureLayout of(Anatomy anatomy, double width, double rowHeight) {
        return new Builder(width, rowHeight).build(anatomy);
    }

    /** How many rows a block of that size takes: one more for each time it is eight times as large. */
    static int rows(long size) {
        int rows = 1;
        for (long bigger = 256; bigger <= size && rows < MOST_ROWS; bigger *= 8) {
            rows++;
        }
        return rows;
    }

    /** Where a column begins; empty where there are no blocks at all. */
    Optional<Double> columnX(Block.Column column) {
        return blocks.isEmpty() ? Optional.empty() : Optional.of(x(column, columnWidth, gap));
    }

    private static double x(Block.Column column, double columnWidth, double gap) {
        return MARGIN + column.ordinal() * (columnWidth + gap);
    }

    /** The block at a place. */
    Optional<Placed> at(double x, double y) {
        for (int i = from(y); i < blocks.size() && blocks.get(i).y() <= y; i++) {
            if (blocks.get(i).contains(x, y)) {
                return Optional.of(blocks.get(i));
            }
        }
        return Optional.empty();
    }

    /** The first block that may reach down to a place; none is higher than {@value #MOST_ROWS} rows. */
    int from(double y) {
        double wanted = y - MOST_ROWS * rowHeight;
        int low = 0;
        int high = blocks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (blocks.get(middle).y() < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static final class Builder {
        private final double width;
        private final double rowHeight;
        private final double gap;
        private final double columnWidth;
        private final List<Title> titles = new ArrayList<>();
        private final List<Placed> blocks = new ArrayList<>();
        private final List<Link> links = new ArrayList<>();

        private Builder(double width, double rowHeight) {
            this.width = width;
            this.rowHeight = rowHeight;
            this.gap = Math.min(MOST_LINK, width * COLUMN_GAP_SHARE);
            this.columnWidth = Math.max(40, (width - 2 * MARGIN - 2 * gap) / 3);
        }

        private PictureLayout build(Anatomy anatomy) {
            double y = HEAD;
            for (Group group : anatomy.groups()) {
                double titleHeight = Math.max(rowHeight, 14) + 8;
                double begin = y;
                y += titleHeight;
                for (Group.Row row : group.rows()) {
                    y += place(group, row, y);
                }
                titles.add(new Title(group, begin, y - begin));
                y += Math.max(6, rowHeight / 2);
            }
            return new PictureLayout(width, y + MARGIN, rowHeight, columnWidth, gap, titles, blocks, links);
        }

        /** @return the height it took */
        private double place(Group group, Group.Row row, double y) {
            int most = 1;
            for (Block.Column column : Block.Column.values()) {
                most = Math.max(most, row.at(column).map(b -> rows(b.size())).orElse(1));
            }
            double height = most * rowHeight - Math.min(3, rowHeight * 0.2);
            Optional<Placed> before = Optional.empty();
            for (Block.Column column : Block.Column.values()) {
                Optional<Placed> placed = row.at(column).map(b -> placed(group, b, y, height));
                placed.ifPresent(blocks::add);
                if (before.isPresent()
                        && placed.isPresent()
                        && placed.get().block().role() != Role.UNCHANGED) {
                    links.add(new Link(
                            before.get(), placed.get(), placed.get().block().role()));
                }
                before = placed;
            }
            return most * rowHeight;
        }

        private Placed placed(Group group, Block block, double y, double height) {
            return new Placed(group, block, x(block.column(), columnWidth, gap), y, columnWidth, height);
        }
    }
}
