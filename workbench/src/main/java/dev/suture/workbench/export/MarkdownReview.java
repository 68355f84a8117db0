package dev.suture.workbench.export;

import dev.suture.diff.model.Finding;
import dev.suture.diff.model.Reason;
import dev.suture.workbench.diff.DiffText;
import dev.suture.workbench.export.ExportedReview.ExportedObject;
import dev.suture.workbench.mark.Seen;
import dev.suture.workbench.review.StatusStyle;
import dev.suture.workbench.text.Messages;
import java.util.Locale;

/** A review as GitHub-flavoured Markdown. */
final class MarkdownReview {
    private static final String FENCE = "```";

    private final Messages messages;
    private final ItemWords words;
    private final StringBuilder text = new StringBuilder();

    MarkdownReview(Messages messages) {
        this.messages = messages;
        this.words = new ItemWords(messages);
    }

    /** @param picture name of the file that holds the picture */
    String text(ExportedReview review, String picture) {
        line("# " + messages.text("export.heading"));
        line("");
        line("- " + messages.text("diff.base") + ": " + code(review.report().base()));
        line("- " + messages.text("diff.patched") + ": " + code(review.report().patched()));
        line("- " + words.progress(review.progress()));
        line("");
        line("![" + messages.text("view.anatomy") + "](" + picture.replace(" ", "%20") + ")");
        if (review.rowsLeftOut() > 0) {
            line("");
            line(messages.text("export.rows-left-out", review.rowsLeftOut()));
        }
        review.objects().forEach(this::object);
        return text.toString();
    }

    private void object(ExportedObject object) {
        line("");
        line("## " + escaped(object.object().name()));
        object.items().forEach(this::item);
    }

    private void item(ExportedItem item) {
        line("");
        line("### " + StatusStyle.sign(item.change().status()) + " "
                + code(item.change().name()));
        line("");
        line("- [" + (item.seen() == Seen.REVIEWED ? "x" : " ") + "] " + words.seen(item));
        line("- " + words.details(item.change()));
        for (Reason reason : item.change().reasons()) {
            line("- " + escaped(reason.text()) + " (" + code(reason.id()) + ")");
        }
        for (Finding finding : item.findings()) {
            line("- **" + finding.severity().name().toUpperCase(Locale.ROOT) + "** " + escaped(finding.text()) + " ("
                    + code(finding.id()) + ") " + escaped(finding.remedy()));
        }
        if (!item.note().isEmpty()) {
            line("");
            item.note().lines().forEach(l -> line("> " + escaped(l)));
        }
        item.rows().filter(r -> !r.isEmpty()).ifPresent(rows -> {
            String diff = DiffText.of(rows, words::fold);
            String fence = FENCE;
            while (diff.contains(fence)) {
                fence += "`";
            }
            line("");
            line(fence + "diff");
            // A minus as programs that colour differences know it.
            text.append(diff.replace("\u2212 ", "- "));
            line(fence);
        });
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** A code span with enough ticks around it (CommonMark 6.1). */
    private static String code(String text) {
        String ticks = "`";
        while (text.contains(ticks)) {
            ticks += "`";
        }
        String pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
        return ticks + pad + text.replace('\n', ' ') + pad + ticks;
    }

    /** Text in which nothing is taken for markup (CommonMark 2.4). */
    private static String escaped(String text) {
        return text.replaceAll("([\\\\`*_{}\\[\\]<>#|~])", "\\\\$1");
    }
}
