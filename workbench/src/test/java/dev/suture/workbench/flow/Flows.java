package dev.suture.workbench.flow;

import dev.suture.diff.flow.Exit;
import dev.suture.diff.flow.FlowBlock;
import dev.suture.diff.flow.FlowEdge;
import dev.suture.diff.flow.FlowGraph;
import dev.suture.diff.flow.Way;
import dev.suture.diff.model.Status;
import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.diff.render.DiffRow.Kind;
import dev.suture.diff.render.DiffRow.Role;
import dev.suture.diff.render.DiffRow.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Graphs for tests, block by block and edge by edge. */
final class Flows {
    private static final int STEP = 16;

    private final List<FlowBlock> blocks = new ArrayList<>();
    private final List<FlowEdge> edges = new ArrayList<>();

    /** Another block, with so many instructions of four bytes from sixteen times its number on. */
    Flows block(Status status, int instructions) {
        List<DiffRow> rows = new ArrayList<>();
        for (int i = 0; i < instructions; i++) {
            rows.add(row(status, blocks.size() * STEP + 4L * i));
        }
        blocks.add(new FlowBlock(blocks.size(), status, rows, Exit.NONE, Exit.NONE));
        return this;
    }

    static DiffRow row(Status status, long offset) {
        Optional<Cell> cell = Optional.of(new Cell(offset, List.of(new Token("at " + offset, Role.MNEMONIC, false))));
        return switch (status) {
            case UNCHANGED -> new DiffRow(Kind.SAME, cell, cell);
            case CHANGED -> new DiffRow(Kind.CHANGED, cell, cell);
            case ADDED -> new DiffRow(Kind.ADDED, Optional.empty(), cell);
            case DELETED -> new DiffRow(Kind.DELETED, cell, Optional.empty());
        };
    }

    Flows edge(int from, int to, Status status, Way way) {
        Set<Way> ways = Set.of(way);
        edges.add(
                switch (status) {
                    case UNCHANGED -> new FlowEdge(from, to, status, ways, ways);
                    case CHANGED -> new FlowEdge(from, to, status, Set.of(Way.NEXT), ways);
                    case ADDED -> new FlowEdge(from, to, status, Set.of(), ways);
                    case DELETED -> new FlowEdge(from, to, status, ways, Set.of());
                });
        return this;
    }

    FlowGraph graph() {
        return new FlowGraph(blocks, edges);
    }

    /** Branches one after the other, as many as told: each two blocks, and the one in the middle differs. */
    static FlowGraph ladder(int branches) {
        Flows flows = new Flows();
        for (int i = 0; i < branches; i++) {
            flows.block(Status.UNCHANGED, 2).block(i == branches / 2 ? Status.CHANGED : Status.UNCHANGED, 2);
        }
        flows.block(Status.UNCHANGED, 1);
        for (int i = 0; i < branches; i++) {
            flows.edge(2 * i, 2 * i + 1, Status.UNCHANGED, Way.NOT_TAKEN)
                    .edge(2 * i, 2 * i + 2, Status.UNCHANGED, Way.TAKEN)
                    .edge(2 * i + 1, 2 * i + 2, Status.UNCHANGED, Way.NEXT);
        }
        return flows.graph();
    }
}
