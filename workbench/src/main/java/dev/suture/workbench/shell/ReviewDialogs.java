package dev.suture.workbench.shell;

import dev.suture.workbench.review.PairChooser;
import dev.suture.workbench.text.Messages;
import java.io.File;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Stage;

/** What a review asks in a window of its own. */
final class ReviewDialogs {
    private final Stage window;
    private final WorkbenchModel model;
    private final Messages messages;

    ReviewDialogs(Stage window, WorkbenchModel model) {
        this.window = window;
        this.model = model;
        this.messages = model.messages();
    }

    /** With what the selected item is to be paired. */
    void pair() {
        new PairChooser(model.review(), model.reviewing(), messages).show(window);
    }

    /** Into which file the review is to be written. */
    void export() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(messages.text("export.title"));
        FileChooser.ExtensionFilter html = new FileChooser.ExtensionFilter(messages.text("export.html"), "*.html");
        FileChooser.ExtensionFilter markdown =
                new FileChooser.ExtensionFilter(messages.text("export.markdown"), "*.md");
        chooser.getExtensionFilters().addAll(html, markdown);
        chooser.setInitialFileName("review.html");
        Optional.ofNullable(chooser.showSaveDialog(window)).map(File::toPath).ifPresent(model.export()::write);
    }
}
