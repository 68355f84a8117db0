package dev.suture.workbench.shell;

import dev.suture.manager.WindowLauncher.Request;
import dev.suture.workbench.text.Messages;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.application.Platform;
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

    /**
     * Takes a hot patch that is dropped, or two files or folders, the base first, as they were named or picked up; and source
     * patches.
     *
     * @param patches takes source patches, and the source folder if it came with them
     */
    void acceptDrops(Scene scene, BiConsumer<Optional<Path>, List<Path>> patches) {
        scene.setOnDragOver(event -> {
            if (dropped(event).isPresent() || patches(files(event)).isPresent()) {
                event.acceptTransferModes(TransferMode.COPY);
            }
            event.consume();
        });
        scene.setOnDragDropped(event -> {
            Optional<Patches> sourcePatches = patches(files(event));
            Optional<Request> request = sourcePatches.isPresent() ? Optional.empty() : dropped(event);
            event.setDropCompleted(request.isPresent() || sourcePatches.isPresent());
            request.ifPresent(model::open);
            sourcePatches.ifPresent(p -> Platform.runLater(() -> patches.accept(p.source(), p.files())));
            event.consume();
        });
    }

    private static Optional<Request> dropped(DragEvent event) {
        return request(files(event));
    }

    private static List<Path> files(DragEvent event) {
        return Optional.ofNullable(event.getDragboard().getFiles()).stream()
                .flatMap(List::stream)
                .map(File::toPath)
                .toList();
    }

    /**
     * Source patches that are dropped.
     *
     * @param source the source folder, if it came with them
     */
    record Patches(Optional<Path> source, List<Path> files) {}

    /** What dropped things ask to build: source patches, and perhaps one source folder with them. */
    static Optional<Patches> patches(List<Path> paths) {
        List<Path> files = paths.stream().filter(Opening::isSourcePatch).toList();
        List<Path> others = paths.stream().filter(p -> !isSourcePatch(p)).toList();
        boolean fits =
                !files.isEmpty() && (others.isEmpty() || others.size() == 1 && Files.isDirectory(others.getFirst()));
        return fits ? Optional.of(new Patches(others.stream().findFirst(), files)) : Optional.empty();
    }

    private static boolean isSourcePatch(Path path) {
        String name = path.toString().toLowerCase(java.util.Locale.ROOT);
        return name.endsWith(".patch") || name.endsWith(".diff");
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
