package dev.suture.workbench.export;

import dev.suture.workbench.diff.RowSource;
import dev.suture.workbench.review.ReviewModel;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Problem;
import dev.suture.workbench.text.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Writes the review that is open into a file: Markdown if its name ends in {@code .md}, else HTML. */
public final class ReviewExport {
    private final ReviewModel review;
    private final Background background;
    private final RowSource rows;
    private final Messages messages;
    private final ReadOnlyObjectWrapper<Outcome> outcome = new ReadOnlyObjectWrapper<>(new Outcome.None());

    /** What the last export came to. */
    public sealed interface Outcome {
        /** There was none. */
        record None() implements Outcome {}

        /** The file is there. */
        record Written(Path file) implements Outcome {}

        /** It could not be written. */
        record Failed(Problem problem) implements Outcome {}
    }

    public ReviewExport(ReviewModel review, Background background, RowSource rows, Messages messages) {
        this.review = review;
        this.background = background;
        this.rows = rows;
        this.messages = messages;
    }

    public ReadOnlyObjectProperty<Outcome> outcome() {
        return outcome.getReadOnlyProperty();
    }

    /** Writes beside the FX thread; the picture of a Markdown file lies beside it as SVG. */
    public void write(Path file) {
        Optional<ExportedReview.Request> request = ExportedReview.Request.of(review);
        if (request.isEmpty()) {
            return;
        }
        background.run(
                messages.text("export.task", file.getFileName()),
                job -> {
                    write(file, ExportedReview.of(request.get(), rows, messages, job));
                    return file;
                },
                written -> outcome.set(new Outcome.Written(written)),
                problem -> outcome.set(new Outcome.Failed(problem)));
    }

    private void write(Path file, ExportedReview exported) throws IOException {
        Path whole = file.toAbsolutePath();
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".md")) {
            String name = whole.getFileName().toString();
            Path picture = whole.resolveSibling(name.substring(0, name.length() - 3) + "-anatomy.svg");
            save(picture, exported.anatomy());
            save(
                    whole,
                    new MarkdownReview(messages)
                            .text(exported, picture.getFileName().toString()));
        } else {
            save(whole, new HtmlReview(messages).page(exported));
        }
    }

    /** With the permissions that any file of the user has: it is made to be handed on. */
    private static void save(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }
}
