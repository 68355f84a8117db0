package dev.suture.workbench.flow;

import dev.suture.diff.flow.Exit;
import dev.suture.diff.flow.FlowBlock;
import dev.suture.diff.flow.FlowEdge;
import dev.suture.diff.flow.Way;
import dev.suture.diff.model.Status;
import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.workbench.review.StatusStyle;
import dev.suture.workbench.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the picture says in words. */
final class FlowWords {
    private final Messages messages;

    FlowWords(Messages messages) {
        this.messages = messages;
    }

    /** Where a block stands: its offset, or both where they differ. */
    String title(FlowBlock block) {
        Optional<String> base = offset(block.rows().stream().map(DiffRow::base));
        Optional<String> patched = offset(block.rows().stream().map(DiffRow::patched));
        return base.isPresent() && patched.isPresent() && !base.equals(patched)
                ? base.get() + " \u2192 " + patched.get()
                : patched.or(() -> base).orElse("");
    }

    private static Optional<String> offset(Stream<Optional<Cell>> cells) {
        return cells.flatMap(Optional::stream).findFirst().map(c -> "+" + Long.toHexString(c.offset()));
    }

    String several(List<FlowBlock> blocks) {
        return messages.text("flow.several", blocks.size());
    }

    String rows(int rows) {
        return messages.text("flow.rows", rows);
    }

    FlowLine more(int lines) {
        return new FlowLine(Status.UNCHANGED, messages.text("flow.more", lines));
    }

    /** In which way an edge is taken; how that changed where it did. */
    String label(FlowEdge edge) {
        String sign = edge.status() == Status.UNCHANGED ? "" : StatusStyle.sign(edge.status());
        String ways = edge.status() == Status.CHANGED
                ? named(edge.base(), true) + " \u2192 " + named(edge.patched(), true)
                : named(edge.ways(), false);
        return (sign + " " + ways).strip();
    }

    /** @param all whether the way that needs no word is named too */
    private String named(Set<Way> ways, boolean all) {
        return Stream.of(Way.values())
                .filter(ways::contains)
                .filter(w -> all || w != Way.NEXT)
                .map(w -> messages.text("flow.way." + w.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", "));
    }

    String status(Status status) {
        return messages.text("status." + StatusStyle.key(status));
    }

    /** How control leaves the function at the end of a block; empty where it does not. */
    Optional<String> exit(FlowBlock block) {
        return block.exit() == Exit.NONE
                ? Optional.empty()
                : Optional.of(messages.text("flow.exit." + block.exit().name().toLowerCase(Locale.ROOT)));
    }

    /** All that is to be said of a node, for who hovers over it or cannot see it. */
    String told(FlowPicture picture, FlowNode node) {
        List<String> lines = new ArrayList<>();
        lines.add(messages.text("flow.tip.node", node.title(), status(node.status()), rows(node.rows())));
        if (node.blocks().size() == 1) {
            exit(node.blocks().getFirst()).ifPresent(lines::add);
        }
        List<FlowLink> out = picture.links().stream()
                .map(FlowPicture.Arrow::link)
                .filter(l -> l.from() == node.id())
                .toList();
        for (FlowLink link : out) {
            String to = picture.nodes().get(link.to()).node().title();
            lines.add(
                    link.label().isEmpty()
                            ? messages.text("flow.tip.on", to)
                            : messages.text("flow.tip.leads", to, link.label()));
        }
        boolean reached = node.blocks().getFirst().id() == 0
                || picture.links().stream().anyMatch(a -> a.link().to() == node.id());
        if (!reached) {
            lines.add(messages.text("flow.tip.unreached"));
        }
        return String.join("\n", lines);
    }
}
