package dev.suture.workbench.flow;

import dev.suture.diff.flow.FlowGraph;
import java.util.List;

/**
 * What is to be drawn of a graph, before anything has a place.
 *
 * @param graph all of it
 * @param nodes the boxes, by their ids
 * @param links the arrows
 * @param nodeOf for each block of the graph, the node that stands for it
 */
public record FlowOutline(FlowGraph graph, List<FlowNode> nodes, List<FlowLink> links, List<Integer> nodeOf) {
    public FlowOutline {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
        nodeOf = List.copyOf(nodeOf);
    }
}
