package dev.suture.uitests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.manager.WindowLauncher.Request;
import dev.suture.workbench.deploy.service.DeployService;
import dev.suture.workbench.deploy.service.ManagerDeployService;
import dev.suture.workbench.diff.Look;
import dev.suture.workbench.mark.RecordFiles;
import dev.suture.workbench.parts.Png;
import dev.suture.workbench.review.ChangeGroup;
import dev.suture.workbench.review.ReviewState;
import dev.suture.workbench.review.Selection;
import dev.suture.workbench.settings.SettingsFile;
import dev.suture.workbench.shell.Theme;
import dev.suture.workbench.shell.WorkbenchModel;
import dev.suture.workbench.shell.WorkbenchWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import org.fxmisc.richtext.StyledTextArea;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** One window, driven as a person would drive it. */
final class Journey implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;
    private static final long LONG_PATIENCE_SECONDS = 180;
    private static final Path PICTURES = Path.of("target", "screenshots");

    final FxRobot robot = new FxRobot();
    final WorkbenchModel model;
    final WorkbenchWindow window;
    private final Stage stage;
    private int filterings;

    private Journey(Request request, Path records, Function<Path, DeployService> services) throws Exception {
        // The first window of a run loads every class, which takes its time on a busy machine.
        FxToolkit.toolkitContext().setSetupTimeoutInMillis(TimeUnit.SECONDS.toMillis(LONG_PATIENCE_SECONDS));
        stage = FxToolkit.registerPrimaryStage();
        AtomicReference<WorkbenchModel> opened = new AtomicReference<>();
        window = FxToolkit.setupFixture(() -> {
            opened.set(WorkbenchModel.real(Platform::runLater, new RecordFiles(records), services));
            WorkbenchWindow made = new WorkbenchWindow(
                    stage,
                    opened.get(),
                    new SettingsFile(Files.createTempDirectory("suture-window").resolve("window.json")));
            made.show(request);
            return made;
        });
        model = opened.get();
        Platform.runLater(
                () -> model.review().groups().addListener((ListChangeListener<ChangeGroup>) c -> filterings++));
    }

    static Journey begin(Request request) throws Exception {
        return begin(request, Files.createTempDirectory("suture-reviews"));
    }

    /** @param records where marks are kept, from one journey to the next */
    static Journey begin(Request request, Path records) throws Exception {
        return new Journey(request, records, ManagerDeployService::new);
    }

    /** With other means to deploy. */
    static Journey begin(Request request, Function<Path, DeployService> services) throws Exception {
        return new Journey(request, Files.createTempDirectory("suture-reviews"), services);
    }

    static void need(String... tools) {
        for (String tool : tools) {
            assumeTrue(
                    Stream.of(System.getenv("PATH").split(":")).anyMatch(p -> Files.isExecutable(Path.of(p, tool))),
                    "skipped: " + tool + " is not installed");
        }
    }

    /** Waits until something holds on the FX thread. */
    void until(String what, Callable<Boolean> condition) throws Exception {
        until(what, PATIENCE_SECONDS, condition);
    }

    /** Waits for what is built: compilers take their time on a busy machine. */
    void untilBuilt(String what, Callable<Boolean> condition) throws Exception {
        until(what, LONG_PATIENCE_SECONDS, condition);
    }

    private void until(String what, long seconds, Callable<Boolean> condition) throws Exception {
        try {
            WaitForAsyncUtils.waitFor(seconds, TimeUnit.SECONDS, () -> onFx(condition));
        } catch (TimeoutException e) {
            picture("timeout");
            throw new AssertionError("did not happen: " + what, e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    void untilReady() throws Exception {
        until("the comparison is done", () -> model.review().state().get() instanceof ReviewState.Ready);
    }

    <T> T onFx(Callable<T> action) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(action.call());
            } catch (Exception | AssertionError e) {
                result.completeExceptionally(e);
            }
        });
        return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    <N extends Node> N node(String id, Class<N> type) {
        return robot.lookup("#" + id).queryAs(type);
    }

    boolean shows(String id) {
        return robot.lookup("#" + id).tryQuery().filter(Journey::seen).isPresent();
    }

    private static boolean seen(Node node) {
        return node.isVisible() && (node.getParent() == null || seen(node.getParent()));
    }

    /** One side of the diff, {@code base-area} or {@code patched-area}, or {@code unified-area}. */
    StyledTextArea<?, ?> area(String id) {
        return (StyledTextArea<?, ?>) window.scene().lookup("#" + id);
    }

    /** The text of an area as far as it is not folded; on the FX thread. */
    String text(String areaId) {
        return area(areaId).getText();
    }

    /** Whether the diff shows any row; on the FX thread, after a layout. */
    boolean screenHasRows() {
        return Stream.of("base-area", "patched-area")
                .anyMatch(id -> area(id).lookup(".paragraph-text .role-mnemonic") != null);
    }

    /** How often the tree was given new changes; on the FX thread. */
    int filterings() {
        return filterings;
    }

    /**
     * How long it takes until what an action leads to is laid out, as the window itself does it: the next thing is that it is
     * drawn.
     *
     * @param action what the user does; on the FX thread
     * @param shown whether what is laid out is what it leads to; asked after each pulse's layout, on the FX thread
     * @return milliseconds
     */
    double millisUntilShown(Runnable action, Callable<Boolean> shown) throws Exception {
        CompletableFuture<Long> end = new CompletableFuture<>();
        Scene scene = window.scene();
        AtomicReference<Runnable> listener = new AtomicReference<>();
        listener.set(() -> {
            try {
                if (end.isDone()) {
                    scene.removePostLayoutPulseListener(listener.get());
                } else if (shown.call()) {
                    end.complete(System.nanoTime());
                }
                Platform.requestNextPulse();
            } catch (Exception | AssertionError e) {
                end.completeExceptionally(e);
            }
        });
        long start = onFx(() -> {
            scene.addPostLayoutPulseListener(listener.get());
            long now = System.nanoTime();
            action.run();
            Platform.requestNextPulse();
            return now;
        });
        return (end.get(PATIENCE_SECONDS, TimeUnit.SECONDS) - start) / 1e6;
    }

    void layOut() {
        window.scene().getRoot().applyCss();
        window.scene().getRoot().layout();
    }

    /** The name of the selected change, empty if none is. */
    String selectedName() {
        return model.review().selection().get() instanceof Selection.OneChange(ObjectDiff _, Change change)
                ? change.name()
                : "";
    }

    /** Indices of the lines of an area that have a style class. */
    List<Integer> lines(String areaId, String style) throws Exception {
        return onFx(() -> {
            var paragraphs = area(areaId).getParagraphs();
            return IntStream.range(0, paragraphs.size())
                    .filter(i -> paragraphs.get(i).getParagraphStyle() instanceof Look look
                            && look.style().equals(style))
                    .boxed()
                    .toList();
        });
    }

    /** Indices of the lines that are on screen; on the FX thread. */
    List<Integer> onScreenNow(String areaId) {
        layOut();
        StyledTextArea<?, ?> area = area(areaId);
        return IntStream.range(0, area.getVisibleParagraphs().size())
                .map(area::visibleParToAllParIndex)
                .boxed()
                .toList();
    }

    void resize(double width, double height) throws Exception {
        onFx(() -> {
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(width);
            stage.setHeight(height);
            return null;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Takes a picture in each theme, as {@code name-light.png} and {@code name-dark.png}. */
    void pictures(String name) throws Exception {
        for (Theme theme : Theme.values()) {
            onFx(() -> {
                theme.apply(window.scene());
                return null;
            });
            picture(name + "-" + theme.name().toLowerCase(Locale.ROOT));
        }
        onFx(() -> {
            Theme.LIGHT.apply(window.scene());
            return null;
        });
    }

    void picture(String name) throws Exception {
        // Twice: what scrolls into view is only laid out by the pulse after the one that scrolled.
        for (int pulse = 0; pulse < 2; pulse++) {
            onFx(() -> {
                layOut();
                return null;
            });
            WaitForAsyncUtils.waitForFxEvents();
        }
        WritableImage image = onFx(() -> window.scene().snapshot(null));
        Png.write(image, PICTURES.resolve(name + ".png"));
    }

    /** Takes a picture of the window that a node is in, e.g. a dialog, in each theme. */
    void picturesOf(String nodeId, String name) throws Exception {
        for (Theme theme : Theme.values()) {
            Scene scene = onFx(() -> {
                theme.apply(window.scene());
                Scene of = node(nodeId, Node.class).getScene();
                theme.apply(of);
                return of;
            });
            for (int pulse = 0; pulse < 2; pulse++) {
                onFx(() -> {
                    scene.getRoot().applyCss();
                    scene.getRoot().layout();
                    return null;
                });
                WaitForAsyncUtils.waitForFxEvents();
            }
            WritableImage image = onFx(() -> scene.snapshot(null));
            Png.write(image, PICTURES.resolve(name + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png"));
        }
        onFx(() -> {
            Theme.LIGHT.apply(window.scene());
            Theme.LIGHT.apply(node(nodeId, Node.class).getScene());
            return null;
        });
    }

    @Override
    public void close() throws TimeoutException {
        model.close();
        FxToolkit.hideStage();
        FxToolkit.cleanupStages();
    }
}
