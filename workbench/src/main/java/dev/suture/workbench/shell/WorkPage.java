package dev.suture.workbench.shell;

import dev.suture.workbench.build.BuildPane;
import dev.suture.workbench.build.BuildWays;
import dev.suture.workbench.dock.DockLayout;
import dev.suture.workbench.dock.DockView;
import dev.suture.workbench.dock.Docks;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.tasks.TasksPane;
import dev.suture.workbench.text.Messages;
import java.util.List;
import java.util.Map;
import javafx.scene.layout.StackPane;

/** The docked views of work while nothing is reviewed: the build, and all tasks. */
final class WorkPage extends StackPane {
    private static final String BUILD = "build";
    private static final String TASKS = "tasks";

    private final Docks docks;
    private final BuildPane build;
    private final TasksPane tasks;

    /** @param ways where one can go from a build */
    WorkPage(WorkbenchModel model, BuildWays ways) {
        Messages messages = model.messages();
        setId("work-page");
        build = new BuildPane(model.build(), ways, messages);
        tasks = new TasksPane(model.background().tasks(), messages);
        docks = new Docks(
                List.of(
                        new DockView(BUILD, messages.text("view.build"), Icons.BUILD, build, false),
                        new DockView(TASKS, messages.text("view.tasks"), Icons.TASKS, tasks, false)),
                DockLayout.Tabs.of(BUILD, TASKS),
                Map.of(),
                () -> {});
        getChildren().add(docks);
    }

    void showBuild() {
        docks.show(BUILD);
        build.focusLog();
    }

    void showTasks() {
        docks.show(TASKS);
        tasks.focusList();
    }

    boolean showsTasks() {
        return docks.isShown(TASKS);
    }
}
