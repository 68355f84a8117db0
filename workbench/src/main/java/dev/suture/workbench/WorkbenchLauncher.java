package dev.suture.workbench;

import dev.suture.manager.WindowLauncher;
import dev.suture.workbench.settings.SettingsFile;
import dev.suture.workbench.shell.WorkbenchModel;
import dev.suture.workbench.shell.WorkbenchWindow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.util.Duration;

/**
 * Opens the window for the command line. It extends no JavaFX class, so that it can be loaded where there is no display.
 */
public final class WorkbenchLauncher implements WindowLauncher {
    private static final int DONE = 0;
    private static final int TROUBLE = 2;
    private static final Duration REHEARSAL = Duration.seconds(1);

    /** The name of the desktop entry as well. */
    private static final String APPLICATION = "suture";

    /** Held, because java.util.logging forgets the level of a logger that nobody holds. */
    private static final Logger CONTROLS_LOG = Logger.getLogger("javafx.scene.control");

    @Override
    public boolean hasDisplay() {
        return Display.ofThisMachine().present();
    }

    /** Not on the FX thread. The toolkit starts once for each program run. */
    @Override
    public int open(Request request) {
        return open(request, SettingsFile.standard(), stage -> {});
    }

    @Override
    public void rehearse() {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        try {
            Path folder = Files.createTempDirectory("suture-window");
            Path settings = folder.resolve("window.json");
            open(new Request.Start(), new SettingsFile(settings), WorkbenchLauncher::closeSoon);
            Files.deleteIfExists(settings);
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Once it has been laid out and painted. */
    private static void closeSoon(Stage stage) {
        PauseTransition painted = new PauseTransition(REHEARSAL);
        painted.setOnFinished(e -> stage.close());
        painted.play();
    }

    private int open(Request request, SettingsFile settings, Consumer<Stage> afterwards) {
        CountDownLatch closed = new CountDownLatch(1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicReference<WorkbenchModel> model = new AtomicReference<>();
        // A list that ends before its view does is no news either (VirtualFlow, "index exceeds maxCellCount").
        CONTROLS_LOG.setLevel(Level.WARNING);
        onToolkit(() -> {
            try {
                // By it desktops know whose window this is; JavaFX tells it of classes that extend Application only.
                com.sun.glass.ui.Application.GetApplication().setName(APPLICATION);
                Stage stage = new Stage();
                stage.setOnHidden(e -> closed.countDown());
                model.set(WorkbenchModel.real(Platform::runLater));
                new WorkbenchWindow(stage, model.get(), settings).show(request);
                afterwards.accept(stage);
            } catch (RuntimeException | LinkageError e) {
                failure.set(e);
                closed.countDown();
            }
        });
        // Ctrl+C and SIGTERM close no window; what was started must end all the same.
        Thread end = new Thread(() -> Optional.ofNullable(model.get()).ifPresent(WorkbenchModel::close));
        Runtime.getRuntime().addShutdownHook(end);
        int code = await(closed);
        Optional.ofNullable(model.get()).ifPresent(WorkbenchModel::close);
        Runtime.getRuntime().removeShutdownHook(end);
        Platform.exit();
        if (failure.get() != null) {
            throw new IllegalStateException("The window could not be opened: " + failure.get(), failure.get());
        }
        return code;
    }

    private static void onToolkit(Runnable action) {
        // JavaFX warns that it is not on the module path. That is so by intent and no news to whoever opens a window.
        Logger fx = Logger.getLogger("javafx");
        Level level = fx.getLevel();
        fx.setLevel(Level.SEVERE);
        try {
            Platform.startup(action);
        } catch (IllegalStateException alreadyRunning) {
            Platform.runLater(action);
        } finally {
            fx.setLevel(level);
        }
    }

    private static int await(CountDownLatch closed) {
        try {
            closed.await();
            return DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return TROUBLE;
        }
    }
}
