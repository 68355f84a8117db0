package dev.suture.workbench.dock;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.stream.Stream;

/** Where views stand: splits of splits, and in the end tabs. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DockLayout.Split.class, name = "split"),
    @JsonSubTypes.Type(value = DockLayout.Tabs.class, name = "tabs")
})
public sealed interface DockLayout {
    /** The ids of all views in it. */
    Stream<String> views();

    /**
     * The same with one more view, below the tabs that hold another.
     *
     * @param divider where those end and the view begins, from 0 to 1
     */
    default DockLayout below(String other, String view, double divider) {
        return switch (this) {
            case Tabs tabs ->
                tabs.ids().contains(other) ? new Split(false, List.of(divider), List.of(tabs, Tabs.of(view))) : tabs;
            case Split split ->
                new Split(
                        split.horizontal(),
                        split.dividers(),
                        split.parts().stream()
                                .map(part -> part.below(other, view, divider))
                                .toList());
        };
    }

    /**
     * Parts beside or below each other.
     *
     * @param horizontal whether beside each other
     * @param dividers where one part ends and the next begins, from 0 to 1; one fewer than parts
     */
    record Split(boolean horizontal, List<Double> dividers, List<DockLayout> parts) implements DockLayout {
        public Split {
            dividers = List.copyOf(dividers);
            parts = List.copyOf(parts);
            if (parts.isEmpty() || dividers.size() != parts.size() - 1) {
                throw new IllegalArgumentException("a split has one divider fewer than parts");
            }
        }

        @Override
        public Stream<String> views() {
            return parts.stream().flatMap(DockLayout::views);
        }
    }

    /**
     * Views behind each other.
     *
     * @param ids the views, from left to right
     * @param selected which of them is in front
     */
    record Tabs(List<String> ids, String selected) implements DockLayout {
        public Tabs {
            ids = List.copyOf(ids);
        }

        /** One view alone. */
        public static Tabs of(String... ids) {
            return new Tabs(List.of(ids), ids[0]);
        }

        @Override
        public Stream<String> views() {
            return ids.stream();
        }
    }
}
