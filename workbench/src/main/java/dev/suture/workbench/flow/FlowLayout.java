package dev.suture.workbench.flow;

import dev.suture.workbench.drawing.Spot;
import dev.suture.workbench.flow.FlowPicture.Arrow;
import dev.suture.workbench.flow.FlowPicture.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.CycleBreakingStrategy;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** Gives nodes and arrows their places: in layers, from the top downwards. */
final class FlowLayout {
    static final double TITLE = 23;
    static final double LINE = 16;
    static final double MARGIN = 8;
    static final double TEXT = 12;
    static final double LABEL = 11;
    /** Width of a letter, by the height of the text; as pens have it that cut texts. */
    static final double LETTER = 0.62;
    /** Longer lines are cut when drawn. */
    static final int LONGEST_LINE = 50;

    private static final double LEAST_WIDTH = 120;
    private static final double AROUND = 20;
    private static final double LABEL_HEIGHT = 14;

    private FlowLayout() {}

    /**
     * @param cancelled asked between the steps of the work
     * @throws CancellationException if so
     */
    static FlowPicture of(FlowOutline outline, BooleanSupplier cancelled) {
        // Once it exists, ELK can make copies of the values that its options begin with.
        LayoutMetaDataService.getInstance();
        ElkNode graph = ElkGraphUtil.createGraph();
        graph.setProperty(LayeredOptions.DIRECTION, Direction.DOWN);
        graph.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        // From the entry downwards: a back edge is what leads to a block one has come through.
        graph.setProperty(LayeredOptions.CYCLE_BREAKING_STRATEGY, CycleBreakingStrategy.DEPTH_FIRST);
        graph.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.BRANDES_KOEPF);
        graph.setProperty(LayeredOptions.PADDING, new ElkPadding(AROUND));
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE, 28.0);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 26.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE, 16.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 14.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 10.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_LABEL, 5.0);
        List<ElkNode> nodes = new ArrayList<>();
        for (FlowNode node : outline.nodes()) {
            ElkNode made = ElkGraphUtil.createNode(graph);
            made.setDimensions(
                    Math.max(width(node), room(node, outline.links())),
                    TITLE + node.lines().size() * LINE + MARGIN);
            nodes.add(made);
        }
        List<ElkEdge> edges = new ArrayList<>();
        for (FlowLink link : outline.links()) {
            edges.add(edge(link, nodes));
        }
        new LayeredLayoutProvider().layout(graph, new BasicProgressMonitor() {
            @Override
            public boolean isCanceled() {
                return cancelled.getAsBoolean();
            }
        });
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("the layout was cancelled");
        }
        return picture(outline, graph, nodes, edges);
    }

    private static double width(FlowNode node) {
        int letters = node.lines().stream()
                .mapToInt(l -> Math.min(LONGEST_LINE, l.text().length()))
                .max()
                .orElse(0);
        double title = (node.title().length() + 4) * TEXT * LETTER;
        return Math.max(LEAST_WIDTH, Math.max(title, (letters + 2) * TEXT * LETTER) + 2 * MARGIN);
    }

    /** Labels stand beside where their arrows begin; where two do, there is to be room for the first between them. */
    private static double room(FlowNode node, List<FlowLink> links) {
        double[] labels = links.stream()
                .filter(l -> l.from() == node.id()
                        && l.to() != node.id()
                        && !l.label().isEmpty())
                .mapToDouble(l -> labelWidth(l.label()))
                .toArray();
        return labels.length == 2 ? (labels.length + 1) * (Math.max(labels[0], labels[1]) + LABEL) : 0;
    }

    static double labelWidth(String label) {
        return label.length() * LABEL * LETTER + 4;
    }

    private static ElkEdge edge(FlowLink link, List<ElkNode> nodes) {
        ElkEdge edge = ElkGraphUtil.createSimpleEdge(nodes.get(link.from()), nodes.get(link.to()));
        if (!link.label().isEmpty()) {
            ElkLabel label = ElkGraphUtil.createLabel(link.label(), edge);
            label.setDimensions(labelWidth(link.label()), LABEL_HEIGHT);
            label.setProperty(LayeredOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.TAIL);
        }
        return edge;
    }

    private static FlowPicture picture(FlowOutline outline, ElkNode graph, List<ElkNode> nodes, List<ElkEdge> edges) {
        List<Placed> placed = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            ElkNode node = nodes.get(i);
            placed.add(new Placed(outline.nodes().get(i), node.getX(), node.getY(), node.getWidth(), node.getHeight()));
        }
        List<Arrow> arrows = new ArrayList<>();
        for (int i = 0; i < edges.size(); i++) {
            arrows.add(arrow(outline.links().get(i), edges.get(i)));
        }
        return new FlowPicture(outline, placed, arrows, graph.getWidth(), graph.getHeight());
    }

    private static Arrow arrow(FlowLink link, ElkEdge edge) {
        ElkEdgeSection section = edge.getSections().getFirst();
        List<Spot> spots = new ArrayList<>();
        spots.add(new Spot(section.getStartX(), section.getStartY()));
        section.getBendPoints().forEach(b -> spots.add(new Spot(b.getX(), b.getY())));
        spots.add(new Spot(section.getEndX(), section.getEndY()));
        Optional<Spot> label = edge.getLabels().stream().findFirst().map(l -> new Spot(l.getX(), l.getY()));
        return new Arrow(link, spots, label);
    }
}
