package dev.suture.workbench.flow;

import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.workbench.drawing.Spot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A graph whose nodes and arrows have their places. Immutable. */
public final class FlowPicture {
    /** How much a step aside counts against one up or down, where the nearest is looked for. */
    private static final double ACROSS = 3;

    private final FlowOutline outline;
    private final List<Placed> nodes;
    private final List<Arrow> links;
    private final double width;
    private final double height;
    private final Map<Long, Integer> baseAt = new HashMap<>();
    private final Map<Long, Integer> patchedAt = new HashMap<>();

    /** A node with its place. */
    public record Placed(FlowNode node, double x, double y, double width, double height) {
        double middleX() {
            return x + width / 2;
        }

        double middleY() {
            return y + height / 2;
        }

        boolean holds(double px, double py) {
            return px >= x && px <= x + width && py >= y && py <= y + height;
        }
    }

    /**
     * An arrow with its way.
     *
     * @param spots where it begins, bends and ends
     * @param label where its label stands, by its upper left corner; empty where it has none
     */
    public record Arrow(FlowLink link, List<Spot> spots, Optional<Spot> label) {
        public Arrow {
            spots = List.copyOf(spots);
        }
    }

    /** The ways one can go with the arrow keys. */
    public enum Direction {
        UP,
        DOWN,
        LEFT,
        RIGHT
    }

    FlowPicture(FlowOutline outline, List<Placed> nodes, List<Arrow> links, double width, double height) {
        this.outline = outline;
        this.nodes = List.copyOf(nodes);
        this.links = List.copyOf(links);
        this.width = width;
        this.height = height;
        outline.graph().blocks().forEach(block -> {
            int node = outline.nodeOf().get(block.id());
            for (DiffRow row : block.rows()) {
                row.base().ifPresent(c -> baseAt.put(c.offset(), node));
                row.patched().ifPresent(c -> patchedAt.put(c.offset(), node));
            }
        });
    }

    public FlowOutline outline() {
        return outline;
    }

    /** The nodes, by their ids. */
    public List<Placed> nodes() {
        return nodes;
    }

    public List<Arrow> links() {
        return links;
    }

    public double width() {
        return width;
    }

    public double height() {
        return height;
    }

    /** The node at a place. */
    OptionalInt at(double x, double y) {
        return nodes.stream()
                .filter(n -> n.holds(x, y))
                .mapToInt(n -> n.node().id())
                .findFirst();
    }

    /** The node that a row of the function belongs to; the row of source lines belongs to that of the next instruction. */
    public OptionalInt of(DiffRow row) {
        Optional<Integer> node = row.patched()
                .map(Cell::offset)
                .map(patchedAt::get)
                .or(() -> row.base().map(Cell::offset).map(baseAt::get));
        return node.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /** The node to which an arrow key leads: up and down along the arrows, sideways to what stands there. */
    public OptionalInt step(int from, Direction direction) {
        Placed here = nodes.get(from);
        Comparator<Placed> nearest = Comparator.comparingDouble(
                p -> Math.abs(p.middleX() - here.middleX()) + ACROSS * Math.abs(p.middleY() - here.middleY()));
        var candidates = switch (direction) {
            case DOWN ->
                links.stream()
                        .filter(l -> l.link().from() == from && l.link().to() != from)
                        .map(l -> nodes.get(l.link().to()))
                        .sorted(Comparator.comparing((Placed p) -> p.y() < here.y())
                                .thenComparing(Placed::middleX));
            case UP ->
                links.stream()
                        .filter(l -> l.link().to() == from && l.link().from() != from)
                        .map(l -> nodes.get(l.link().from()))
                        .sorted(Comparator.comparing((Placed p) -> p.y() > here.y())
                                .thenComparing(nearest));
            case LEFT ->
                nodes.stream()
                        .filter(p -> beside(here, p) && p.middleX() < here.middleX())
                        .sorted(nearest);
            case RIGHT ->
                nodes.stream()
                        .filter(p -> beside(here, p) && p.middleX() > here.middleX())
                        .sorted(nearest);
        };
        return candidates.mapToInt(p -> p.node().id()).findFirst();
    }

    private static boolean beside(Placed here, Placed other) {
        return Math.abs(other.middleY() - here.middleY()) <= Math.max(here.height(), other.height());
    }
}
