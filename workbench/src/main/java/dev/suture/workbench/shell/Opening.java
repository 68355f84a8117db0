package dev.suture.workbench.shell;

import dev.suture.manager.WindowLauncher.Request;
import dev.suture.workbench.text.Messages;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Lets the user say what to open: with choosers, or by dropping it on the window. */
final class Opening {
    private final Window window;
    private final WorkbenchModel model;
    private final Messages messages;

    Opening(Window window, WorkbenchModel model) {
        this.window = window;
        this.model = model;
        this.messages = model.messages();
    }

    /** Two object files. */
    void objects() {
        chooseFile("open.base.file")
                .ifPresent(base -> chooseFile("open.patched.file")
                        .ifPresent(patched -> model.open(new Request.Review(base, patched))));
    }

    /** Two folders of object files. */
    void builds() {
        chooseFolder("open.base.folder")
                .ifPresent(base -> chooseFolder("open.patched.folder")
                        .ifPresent(patched -> model.open(new Request.Review(base, patched))));
    }

    /** A hot patch, or a package of them. */
    void patch() {
        chooseFile("open.patch").ifPresent(file -> model.open(new Request.Patch(file)));
    }

    private Optional<Path> chooseFile(String titleKey) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(messages.text(titleKey));
        return Optional.ofNullable(chooser.showOpenDialog(window)).map(File::toPath);
    }

    private Optional<Path> chooseFolder(String titleKey) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(messages.text(titleKey));
        return Optional.ofNullable(chooser.showDialog(window)).map(File::toPath);
    }

    /** Takes a hot patch that is dropped, or two files or folders: the base first, as they were named or picked up. */
    void acceptDrops(Scene scene) {
        scene.setOnDragOver(event -> {
            if (dropped(event).isPresent()) {
                event.acceptTransferModes(TransferMode.COPY);
            }
            event.consume();
        });
        scene.setOnDragDropped(event -> {
            Optional<Request> request = dropped(event);
            event.setDropCompleted(request.isPresent());
            request.ifPresent(model::open);
            event.consume();
        });
    }

    private static Optional<Request> dropped(DragEvent event) {
        return Optional.ofNullable(event.getDragboard().getFiles())
                .flatMap(files -> request(files.stream().map(File::toPath).toList()));
    }

    /**
     * What dropped things ask for: one is a hot patch or a package; of two, the first is the base, unless only its name says that
     * it is the patched one.
     */
    static Optional<Request> request(List<Path> paths) {
        if (paths.size() == 1) {
            return Optional.of(new Request.Patch(paths.getFirst()));
        }
        if (paths.size() != 2) {
            return Optional.empty();
        }
        boolean turned = isPatched(paths.getFirst()) && !isPatched(paths.getLast());
        Path base = turned ? paths.getLast() : paths.getFirst();
        Path patched = turned ? paths.getFirst() : paths.getLast();
        return Optional.of(new Request.Review(base, patched));
    }

    private static boolean isPatched(Path path) {
        return path.toString().toLowerCase(java.util.Locale.ROOT).contains("patched");
    }
}
