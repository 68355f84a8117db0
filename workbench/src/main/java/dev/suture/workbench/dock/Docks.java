package dev.suture.workbench.dock;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.application.Platform;
import javafx.geometry.Orientation;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.StackPane;
import software.coley.bentofx.Bento;
import software.coley.bentofx.control.Header;
import software.coley.bentofx.control.HeaderPane;
import software.coley.bentofx.dockable.Dockable;
import software.coley.bentofx.layout.DockContainer;
import software.coley.bentofx.layout.container.DockContainerBranch;
import software.coley.bentofx.layout.container.DockContainerLeaf;
import software.coley.bentofx.layout.container.DockContainerRootBranch;

/** The docked views of the window: laid out as a {@link DockLayout} says, moved by the user, and told as one again. */
public final class Docks extends StackPane {
    private static final double BELOW_FROM = 0.55;
    private static final double BELOW_HOME_FROM = 0.44;

    private final Map<String, DockView> views = new LinkedHashMap<>();
    /** Views that come and go while the window is open; layouts do not name them. */
    private final Map<String, DockView> passing = new LinkedHashMap<>();

    private final DockLayout standard;
    private final Map<String, String> homes;
    private final Runnable changed;
    private final Map<String, String> places = new HashMap<>();
    private final Map<String, Runnable> onClose = new HashMap<>();
    private Bento bento = new Bento();
    private Map<String, Dockable> dockables = Map.of();
    private DockContainerRootBranch root = bento.dockBuilding().root("root");

    /**
     * @param standard how they stand the first time; names all of them that are not closed then
     * @param homes for views that the standard has closed, the view below which they open; those of one share the place
     * @param changed called after the user moved, closed or selected something
     */
    public Docks(List<DockView> views, DockLayout standard, Map<String, String> homes, Runnable changed) {
        views.forEach(v -> this.views.put(v.id(), v));
        this.standard = standard;
        this.homes = Map.copyOf(homes);
        this.changed = changed;
        getStyleClass().add("docks");
        layOut(standard);
    }

    /** Lays the views out; a layout that leaves out what the window needs, or names what it has not, is not taken. */
    public void layOut(DockLayout layout) {
        DockLayout taken = fits(layout) ? layout : standard;
        views.values().forEach(v -> detach(v));
        passing.values().forEach(v -> detach(v));
        bento = new Bento();
        bento.controlsBuilding().setHeaderFactory(Docks::header);
        dockables = new LinkedHashMap<>();
        views.values().forEach(v -> dockables.put(v.id(), dockable(v)));
        root = bento.dockBuilding().root("root");
        bento.registerRoot(root);
        switch (taken) {
            case DockLayout.Split split -> fill(root, split);
            case DockLayout.Tabs tabs -> root.addContainer(leaf(tabs));
        }
        passing.values().forEach(v -> dockables.put(v.id(), dockable(v)));
        passing.values().forEach(v -> besideFirst(dockables.get(v.id())));
        bento.events().addEventListener(e -> changed.run());
        getChildren().setAll(root);
    }

    /**
     * Adds a view for as long as nobody closes it.
     *
     * @param beside the view it first shares its place with
     * @param closed is run once it is closed
     */
    public void open(DockView view, String beside, Runnable closed) {
        DockView whole = new DockView(view.id(), view.title(), view.icon(), view.node(), true);
        passing.put(whole.id(), whole);
        places.put(whole.id(), beside);
        onClose.put(whole.id(), closed);
        dockables.put(whole.id(), dockable(whole));
        besideFirst(dockables.get(whole.id()));
        show(whole.id());
    }

    private void besideFirst(Dockable dockable) {
        Dockable beside = dockables.get(places.get(dockable.getIdentifier()));
        if (beside.getContainer() == null) {
            show(beside.getIdentifier());
        }
        beside.getContainer().addDockable(dockable);
    }

    private void closed(String id) {
        if (passing.remove(id) != null) {
            places.remove(id);
            dockables.remove(id);
            onClose.remove(id).run();
        }
    }

    /** Back to how it was the first time. */
    public void reset() {
        layOut(standard);
        changed.run();
    }

    /** As in every row of tabs, Tab goes to the one in front and on from there; arrows go to the others. */
    private static Header header(Dockable dockable, HeaderPane pane) {
        Header header = new Header(dockable, pane).withDragDrop();
        header.focusTraversableProperty()
                .bind(pane.getContainer()
                        .selectedDockableProperty()
                        .map(d -> d == dockable)
                        .orElse(false));
        return header;
    }

    private boolean fits(DockLayout layout) {
        List<String> named = layout.views().toList();
        Set<String> once = new HashSet<>(named);
        return once.size() == named.size()
                && views.keySet().containsAll(once)
                && views.values().stream().allMatch(v -> v.closable() || once.contains(v.id()));
    }

    /** Takes a view out of the tab it stood in: a node has one parent. */
    private static void detach(DockView view) {
        if (view.node().getParent() instanceof javafx.scene.layout.BorderPane tab) {
            tab.centerProperty().unbind();
            tab.setCenter(null);
        }
    }

    private Dockable dockable(DockView view) {
        Dockable dockable = bento.dockBuilding().dockable(view.id());
        dockable.setTitle(view.title());
        dockable.setIconFactory(d -> view.icon().node());
        dockable.setNode(view.node());
        dockable.setClosable(view.closable());
        if (passing.containsKey(view.id())) {
            dockable.addCloseListener((path, closing) -> closed(view.id()));
        }
        return dockable;
    }

    private DockContainer container(DockLayout layout) {
        return switch (layout) {
            case DockLayout.Split split -> fill(bento.dockBuilding().branch(), split);
            case DockLayout.Tabs tabs -> leaf(tabs);
        };
    }

    private DockContainerBranch fill(DockContainerBranch branch, DockLayout.Split split) {
        branch.setOrientation(split.horizontal() ? Orientation.HORIZONTAL : Orientation.VERTICAL);
        split.parts().forEach(part -> branch.addContainer(container(part)));
        branch.setDividerPositions(
                split.dividers().stream().mapToDouble(Double::doubleValue).toArray());
        // Room that a larger window brings goes to the middle.
        for (int i = 0; i < split.parts().size(); i++) {
            boolean atTheEdge =
                    split.parts().size() > 2 && (i == 0 || i == split.parts().size() - 1);
            SplitPane.setResizableWithParent(branch.getItems().get(i), !atTheEdge);
        }
        return branch;
    }

    private DockContainerLeaf leaf(DockLayout.Tabs tabs) {
        DockContainerLeaf leaf = bento.dockBuilding().leaf();
        tabs.ids().forEach(id -> leaf.addDockable(dockables.get(id)));
        Optional.ofNullable(dockables.get(tabs.selected())).ifPresent(leaf::selectDockable);
        return leaf;
    }

    /** Whether a view is in front of those it shares its place with. */
    public boolean isShown(String id) {
        Dockable dockable = dockables.get(id);
        DockContainerLeaf leaf = dockable == null ? null : dockable.getContainer();
        return leaf != null && leaf.getSelectedDockable() == dockable;
    }

    /** Brings a view to the front; one that was closed comes back where the standard has it, else below all others. */
    public void show(String id) {
        Dockable dockable = dockables.get(id);
        if (dockable.getContainer() == null) {
            place(id)
                    .or(() -> homes.containsKey(id) ? besideNeighbours(id) : besideGuests(id))
                    .ifPresentOrElse(leaf -> leaf.addDockable(dockable), () -> addBelow(dockable));
        }
        // Not the one from before: laying out anew makes others.
        dockables.get(id).inContainer(DockContainerLeaf::selectDockable);
    }

    /** Closes a view that is closable. */
    public void close(String id) {
        dockables.get(id).inContainer(DockContainerLeaf::closeDockable);
    }

    /** Closes it if it is in front, brings it to the front otherwise. */
    public void toggle(String id) {
        if (isShown(id)) {
            close(id);
        } else {
            show(id);
        }
    }

    /** A tab place that holds a view which shares the standard place of this one. */
    private Optional<DockContainerLeaf> place(String id) {
        return tabsOf(standard).stream()
                .filter(tabs -> tabs.ids().contains(id))
                .flatMap(tabs -> tabs.ids().stream())
                .map(other -> dockables.get(other).getContainer())
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }

    /** Views that open below the same one stand together. */
    private Optional<DockContainerLeaf> besideNeighbours(String id) {
        return homes.entrySet().stream()
                .filter(home -> !home.getKey().equals(id) && home.getValue().equals(homes.get(id)))
                .map(home -> dockables.get(home.getKey()).getContainer())
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }

    /** Views that have no standard place stand together. */
    private Optional<DockContainerLeaf> besideGuests(String id) {
        Set<String> placed = new HashSet<>(standard.views().toList());
        return views.keySet().stream()
                .filter(other -> !other.equals(id) && !placed.contains(other) && !homes.containsKey(other))
                .map(other -> dockables.get(other).getContainer())
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }

    private static List<DockLayout.Tabs> tabsOf(DockLayout layout) {
        return switch (layout) {
            case DockLayout.Tabs tabs -> List.of(tabs);
            case DockLayout.Split split ->
                split.parts().stream().flatMap(p -> tabsOf(p).stream()).toList();
        };
    }

    /** Below its home; without one below everything else, over the whole width. */
    private void addBelow(Dockable dockable) {
        Optional<String> home = Optional.ofNullable(homes.get(dockable.getIdentifier()));
        if (home.isPresent()) {
            layOut(current().below(home.get(), dockable.getIdentifier(), BELOW_HOME_FROM));
            return;
        }
        DockContainerLeaf leaf = bento.dockBuilding().leaf();
        leaf.addDockable(dockable);
        if (root.getOrientation() == Orientation.HORIZONTAL
                && !root.getChildContainers().isEmpty()) {
            // The present root goes, as it is, into the upper part of a new one.
            DockLayout now = current();
            layOut(new DockLayout.Split(
                    false, List.of(BELOW_FROM), List.of(now, DockLayout.Tabs.of(dockable.getIdentifier()))));
        } else {
            root.addContainer(leaf);
            Platform.runLater(() -> root.setDividerPosition(root.getDividers().size() - 1, BELOW_FROM));
        }
    }

    /** How the views stand now, without those that come and go. */
    public DockLayout current() {
        return of(root).orElse(standard);
    }

    /** @return empty if nothing stands there that a layout could name */
    private Optional<DockLayout> of(DockContainer container) {
        return switch (container) {
            case DockContainerLeaf leaf -> {
                List<String> ids = leaf.getDockables().stream()
                        .map(Dockable::getIdentifier)
                        .filter(views::containsKey)
                        .toList();
                Dockable selected = leaf.getSelectedDockable();
                String front = selected == null ? "" : selected.getIdentifier();
                boolean alone = ids.isEmpty() && !leaf.getDockables().isEmpty();
                yield alone
                        ? Optional.empty()
                        : Optional.of(new DockLayout.Tabs(
                                ids, ids.isEmpty() || ids.contains(front) ? front : ids.getFirst()));
            }
            case DockContainerBranch branch -> {
                List<DockLayout> parts = new ArrayList<>();
                List<Double> dividers = new ArrayList<>();
                double[] positions = branch.getDividerPositions();
                // The items, not the containers: a view dropped before another is only in place among these.
                for (int i = 0; i < branch.getItems().size(); i++) {
                    Optional<DockLayout> part =
                            of((DockContainer) branch.getItems().get(i));
                    if (part.isPresent() && !parts.isEmpty()) {
                        dividers.add(positions[i - 1]);
                    }
                    part.ifPresent(parts::add);
                }
                yield switch (parts.size()) {
                    case 0 -> Optional.empty();
                    case 1 -> Optional.of(parts.getFirst());
                    default ->
                        Optional.of(new DockLayout.Split(
                                branch.getOrientation() == Orientation.HORIZONTAL, dividers, parts));
                };
            }
        };
    }
}
