package dev.suture.workbench.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.Severity;
import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.diff.render.DiffRow.Kind;
import dev.suture.diff.render.DiffRow.Role;
import dev.suture.diff.render.DiffRow.Token;
import dev.suture.workbench.DirectUi;
import dev.suture.workbench.mark.Marks;
import dev.suture.workbench.mark.RecordStore;
import dev.suture.workbench.review.Changes;
import dev.suture.workbench.review.ReviewModel;
import dev.suture.workbench.review.ReviewState;
import dev.suture.workbench.review.Reviewing;
import dev.suture.workbench.review.Selection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewExportTest {
    private static final String NOTE = "Is <this> *right*?";

    @TempDir
    Path folder;

    private final DirectUi ui = new DirectUi();
    private final DiffReport report = Changes.report(Changes.with(
            Changes.object("a.o", Changes.edited("charge", 2), Changes.added(ItemKind.FUNCTION, "board")),
            new Finding("data-changed", Severity.BLOCKER, "charge", "It <differs>.", "Look.")));
    private ReviewModel model;
    private ReviewExport export;

    @BeforeEach
    void open() {
        model = new ReviewModel(
                ui.background,
                (base, patched, pairs, job) -> report,
                new Marks(ui.background, RecordStore.FORGETFUL),
                ui.messages);
        model.open(Path.of("base"), Path.of("patched"));
        ui.until(() -> model.state().get() instanceof ReviewState.Ready);
        var object = report.objects().getFirst();
        model.selection().set(new Selection.OneChange(object, object.changes().getFirst()));
        new Reviewing(model, ui.messages).toggle();
        model.marks().note(model.selectedKey().orElseThrow(), NOTE);
        export = new ReviewExport(model, ui.background, (o, c, source, bytes) -> rows(), ui.messages);
    }

    @AfterEach
    void close() {
        ui.close();
    }

    private static List<DiffRow> rows() {
        List<DiffRow> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(new DiffRow(Kind.SAME, cell(i, "nop", false), cell(i, "nop", false)));
        }
        rows.add(new DiffRow(Kind.CHANGED, cell(40, "mov 1", true), cell(40, "mov <2>", true)));
        return rows;
    }

    private static Optional<Cell> cell(int at, String text, boolean differs) {
        return Optional.of(new Cell(at, List.of(new Token(text, Role.OPERAND, differs))));
    }

    private String written(String name) throws Exception {
        Path file = folder.resolve(name);
        export.write(file);
        ui.until(() -> export.outcome().get() instanceof ReviewExport.Outcome.Written(Path done) && done.equals(file));
        return Files.readString(file);
    }

    @Test
    void aPageHoldsMarksNotesFindingsRowsAndThePictureAndNothingFromOutside() throws Exception {
        String page = written("review.html");
        assertThat(page)
                .contains("1 of 2 reviewed")
                .contains("Is &lt;this&gt; *right*?")
                .contains("It &lt;differs&gt;.")
                .contains("<mark>mov &lt;2&gt;</mark>")
                .contains("35 equal rows")
                .contains("<svg ")
                .contains("default-src &#39;none&#39;".replace("&#39;", "'"))
                .doesNotContain("<script", "<this>", "<differs>", "src=\"", "href=");
    }

    @Test
    void markdownHoldsTheSameWithThePictureBesideIt() throws Exception {
        String text = written("the review.md");
        assertThat(text)
                .contains("1 of 2 reviewed")
                .contains("> Is \\<this\\> \\*right\\*?")
                .contains("- [x] reviewed")
                .contains("- [ ] not reviewed")
                .contains("```diff\n")
                .contains("\n- mov 1\n+ mov <2>\n")
                .contains("](the%20review-anatomy.svg)");
        assertThat(folder.resolve("the review-anatomy.svg")).content().startsWith("<svg ");
    }

    @Test
    void whatCannotBeWrittenIsTold() {
        export.write(folder.resolve("no such folder").resolve("review.html"));
        ui.until(() -> export.outcome().get() instanceof ReviewExport.Outcome.Failed);
    }
}
