package dev.suture.workbench.shell;

import dev.suture.workbench.anatomy.AnatomyPane;
import dev.suture.workbench.build.BuildPane;
import dev.suture.workbench.build.BuildWays;
import dev.suture.workbench.callers.CallersPane;
import dev.suture.workbench.diff.DiffModel;
import dev.suture.workbench.diff.DiffPane;
import dev.suture.workbench.diff.DiffTabs;
import dev.suture.workbench.diff.Navigator;
import dev.suture.workbench.dock.DockLayout;
import dev.suture.workbench.dock.DockView;
import dev.suture.workbench.dock.Docks;
import dev.suture.workbench.flow.FlowPane;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.review.ChangesPane;
import dev.suture.workbench.review.ReasonPane;
import dev.suture.workbench.review.Selection;
import dev.suture.workbench.tasks.TasksPane;
import dev.suture.workbench.text.Messages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.StackPane;

/** The docked views of a review: changes, diff and reasons. */
final class ReviewPage extends StackPane {
    private static final String CHANGES = "changes";
    private static final String DIFF = "diff";
    private static final String ANATOMY = "anatomy";
    private static final String REASONS = "reasons";
    private static final String BUILD = "build";
    private static final String TASKS = "tasks";
    private static final String FLOW = "flow";
    private static final String CALLERS = "callers";
    /** Below the diff, so that rows and blocks are seen together. */
    private static final Map<String, String> HOMES = Map.of(FLOW, DIFF, CALLERS, DIFF);

    private static final DockLayout STANDARD = new DockLayout.Split(
            true,
            List.of(0.215, 0.8),
            List.of(DockLayout.Tabs.of(CHANGES), DockLayout.Tabs.of(DIFF, ANATOMY), DockLayout.Tabs.of(REASONS)));

    private final WorkbenchModel model;
    private final ChangesPane changes;
    private final AnatomyPane anatomy;
    private final DiffPane diff;
    private final ReasonPane reasons;
    private final FlowPane flow;
    private final CallersPane callers;
    private final Docks docks;
    /** The panes of tabs, by the ids of their views. */
    private final Map<String, DiffPane> beside = new HashMap<>();

    private ContextMenu diffMenu = new ContextMenu();

    /**
     * @param ways where one can go from a build
     * @param moved called after the user moved a view or a divider
     */
    ReviewPage(WorkbenchModel model, BuildWays ways, Runnable moved) {
        this.model = model;
        Messages messages = model.messages();
        setId("review-page");
        changes = new ChangesPane(model.review(), model.reviewing(), this::openBeside, messages);
        anatomy = new AnatomyPane(model.anatomy(), messages);
        diff = new DiffPane(model.diff(), model.navigator(), this::follow, messages);
        reasons = new ReasonPane(model.review(), model.reviewing(), messages);
        flow = new FlowPane(model.flow(), () -> docks().show(DIFF), messages);
        callers = new CallersPane(model.callers(), () -> docks().show(DIFF), messages);
        docks = new Docks(
                List.of(
                        view(CHANGES, Icons.CHANGES, changes, false),
                        view(DIFF, Icons.DIFF, diff, false),
                        view(ANATOMY, Icons.ANATOMY, anatomy, true),
                        view(REASONS, Icons.REASON, reasons, true),
                        view(FLOW, Icons.FLOW, flow, true),
                        view(CALLERS, Icons.CALLERS, callers, true),
                        view(BUILD, Icons.BUILD, new BuildPane(model.build(), ways, messages), true),
                        view(
                                TASKS,
                                Icons.TASKS,
                                new TasksPane(model.background().tasks(), messages),
                                true)),
                STANDARD,
                HOMES,
                () -> {
                    watch();
                    moved.run();
                });
        getChildren().add(docks);
        model.tabs().tabs().addListener(this::tabs);
    }

    private DockView view(String id, Icons icon, Node node, boolean closable) {
        return new DockView(id, model.messages().text("view." + id), icon, node, closable);
    }

    Docks docks() {
        return docks;
    }

    /** Puts the views where they stood earlier. */
    void layOut(DockLayout saved) {
        docks.layOut(saved);
        watch();
    }

    void focusFilter() {
        docks.show(CHANGES);
        changes.focusFilter();
    }

    /** Finds in what has the keyboard: in the text of the diff, else among the changes. */
    void find() {
        Optional<DiffPane> focused = Stream.concat(Stream.of(diff), beside.values().stream())
                .filter(DiffPane::hasFocus)
                .findFirst();
        focused.ifPresentOrElse(DiffPane::find, this::focusFilter);
    }

    /** Finds in the text of the diff in front. */
    void findInDiff() {
        front().map(t -> beside.get(t.id())).orElse(diff).find();
    }

    /** What the keys for differences go through: the tab in front, else the diff of what is selected. */
    Navigator navigator() {
        return front().map(DiffTabs.Tab::navigator).orElse(model.navigator());
    }

    /** The diff in front. */
    DiffModel frontDiff() {
        return front().map(DiffTabs.Tab::diff).orElse(model.diff());
    }

    /** The tab the user is at; empty if that is the diff of what is selected. */
    private Optional<DiffTabs.Tab> front() {
        return model.tabs().tabs().stream()
                .filter(t -> docks.isShown(t.id()))
                .filter(t -> beside.get(t.id()).hasFocus() || !docks.isShown(DIFF))
                .findFirst();
    }

    /** Shows what a name in the code stands for. */
    void follow() {
        follow(frontDiff());
    }

    private void follow(DiffModel from) {
        if (model.follow(from)) {
            docks.show(DIFF);
        }
    }

    /** Puts what the diff in front shows on the clipboard. */
    void copyText() {
        ClipboardContent content = new ClipboardContent();
        content.putString(frontDiff().text());
        Clipboard.getSystemClipboard().setContent(content);
    }

    void openBeside() {
        openBeside(model.review().selection().get());
    }

    void closeTab() {
        front().or(() -> model.tabs().tabs().stream()
                        .filter(t -> docks.isShown(t.id()))
                        .findFirst())
                .ifPresent(t -> docks.close(t.id()));
    }

    private void openBeside(Selection what) {
        if (what instanceof Selection.OneChange one) {
            docks.show(model.tabs().open(one).id());
        }
    }

    private void showSomeDiff() {
        List<DiffTabs.Tab> left = model.tabs().tabs();
        if (left.stream().noneMatch(t -> docks.isShown(t.id()))) {
            docks.show(left.isEmpty() ? DIFF : left.getLast().id());
        }
    }

    private void tabs(ListChangeListener.Change<? extends DiffTabs.Tab> change) {
        while (change.next()) {
            change.getRemoved().forEach(t -> {
                if (beside.remove(t.id()) != null) {
                    docks.close(t.id());
                }
            });
            change.getAddedSubList().forEach(t -> {
                DiffPane pane = new DiffPane(t.diff(), t.navigator(), this::follow, model.messages());
                pane.setMenu(diffMenu);
                beside.put(t.id(), pane);
                docks.open(new DockView(t.id(), t.title(), Icons.DIFF, pane, true), DIFF, () -> {
                    beside.remove(t.id());
                    model.tabs().close(t.id());
                    // Once it is closed: whoever closes a change reads on in others, not in what was behind it.
                    Platform.runLater(this::showSomeDiff);
                });
            });
        }
    }

    /** Whoever wrote a note is done with it, and goes on among the changes. */
    void doneAndNext() {
        boolean wrote = reasons.isWriting();
        model.reviewing().doneAndNext();
        if (wrote) {
            focusTree();
        }
    }

    void focusNote() {
        docks.show(REASONS);
        reasons.focusNote();
    }

    /** What a right click offers. */
    void setMenus(Function<List<String>, ContextMenu> menus) {
        changes.setMenu(menus.apply(List.of(
                "review.mark",
                "review.next",
                "review.note",
                "view.new-tab",
                "",
                "review.pair",
                "review.unpair",
                "",
                "review.undo",
                "review.redo")));
        diffMenu = menus.apply(List.of(
                "go.definition",
                "go.back",
                "go.forward",
                "",
                "go.find-diff",
                "diff.copy",
                "",
                "view.all-rows",
                "view.source",
                "view.unified",
                "",
                "view.new-tab",
                "review.mark"));
        diff.setMenu(diffMenu);
    }

    void focusTree() {
        changes.focusTree();
    }

    AnatomyPane anatomy() {
        return anatomy;
    }

    void showDiff() {
        docks.show(DIFF);
    }

    void showAnatomy() {
        docks.show(ANATOMY);
    }

    void toggleReasons() {
        docks.toggle(REASONS);
    }

    void showBuild() {
        docks.show(BUILD);
    }

    void closeBuild() {
        docks.close(BUILD);
    }

    void toggleBuild() {
        docks.toggle(BUILD);
    }

    /** The control flow, with the keyboard in it; away again if it is there already. */
    void toggleFlow() {
        docks.toggle(FLOW);
        if (docks.isShown(FLOW)) {
            flow.focusPicture();
        }
    }

    /** Who reaches what is selected, with the keyboard in it; away again if it is there already. */
    void toggleCallers() {
        docks.toggle(CALLERS);
        if (docks.isShown(CALLERS)) {
            callers.focusTree();
        }
    }

    void toggleTasks() {
        docks.toggle(TASKS);
    }

    /** Pictures and trees are made when somebody sees them. */
    private void watch() {
        model.anatomy().watch(docks.isShown(ANATOMY));
        model.flow().watch(docks.isShown(FLOW));
        model.callers().watch(docks.isShown(CALLERS));
    }
}
