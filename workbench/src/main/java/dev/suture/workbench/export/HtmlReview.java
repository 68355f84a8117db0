package dev.suture.workbench.export;

import dev.suture.diff.markup.Markup;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.Reason;
import dev.suture.workbench.export.ExportedReview.ExportedObject;
import dev.suture.workbench.mark.Seen;
import dev.suture.workbench.review.StatusStyle;
import dev.suture.workbench.text.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A review as one page with nothing outside it and without a script: it may be mailed, printed, and kept. */
final class HtmlReview {
    private final Messages messages;
    private final ItemWords words;

    HtmlReview(Messages messages) {
        this.messages = messages;
        this.words = new ItemWords(messages);
    }

    String page(ExportedReview review) {
        StringWriter text = new StringWriter();
        Markup page = new Markup(new PrintWriter(text));
        page.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                // Nothing may be loaded or run, whatever the objects hold.
                .raw(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .element("title", "", messages.text("export.heading"))
                .raw("<style>" + style() + "</style></head>\n<body>\n");
        head(page, review);
        page.raw("<main>");
        review.objects().forEach(o -> object(page, o));
        page.raw("</main>\n</body></html>\n");
        return text.toString();
    }

    private void head(Markup page, ExportedReview review) {
        page.open("header").element("h1", "", messages.text("export.heading")).open("p", "class", "sides");
        page.text(messages.text("diff.base") + " ")
                .element("code", "", review.report().base());
        page.text(" \u2192 " + messages.text("diff.patched") + " ")
                .element("code", "", review.report().patched());
        page.close("p").open("p", "class", "progress");
        page.raw("<progress max=\"%d\" value=\"%d\"></progress> "
                .formatted(
                        Math.max(1, review.progress().of()), review.progress().reviewed()));
        page.text(words.progress(review.progress())).close("p");
        if (review.rowsLeftOut() > 0) {
            page.element("p", "muted", messages.text("export.rows-left-out", review.rowsLeftOut()));
        }
        // The picture is written by this program, and all text in it is escaped.
        page.raw("<figure>" + review.anatomy() + "</figure>").close("header").line();
    }

    private void object(Markup page, ExportedObject object) {
        page.element("h2", "", object.object().name());
        object.items().forEach(i -> item(page, i));
    }

    private void item(Markup page, ExportedItem item) {
        String status = StatusStyle.key(item.change().status());
        page.open("section", "class", "item " + item.seen().name().toLowerCase(Locale.ROOT))
                .open("h3")
                .element(
                        "span", "sign " + status, StatusStyle.sign(item.change().status()))
                .element("code", "", item.change().name())
                .element("span", "seen", (item.seen() == Seen.REVIEWED ? "\u2713 " : "") + words.seen(item))
                .close("h3")
                .element("p", "muted", words.details(item.change()));
        if (!item.note().isEmpty()) {
            page.element("p", "note", item.note());
        }
        if (!item.change().reasons().isEmpty()) {
            page.open("ul");
            item.change().reasons().forEach(r -> reason(page, r));
            page.close("ul");
        }
        item.findings().forEach(f -> finding(page, f));
        item.rows().filter(r -> !r.isEmpty()).ifPresent(rows -> new RowTable(page, words).print(rows));
        page.close("section").line();
    }

    private static void reason(Markup page, Reason reason) {
        page.open("li")
                .text(reason.text() + " ")
                .element("code", "id", reason.id())
                .close("li");
    }

    private void finding(Markup page, Finding finding) {
        String severity = finding.severity().name().toLowerCase(Locale.ROOT);
        page.open("div", "class", "finding " + severity)
                .element("strong", "", messages.text("severity." + severity))
                .text(" " + finding.text() + " ")
                .element("span", "remedy", finding.remedy())
                .text(" ")
                .element("code", "id", finding.id())
                .close("div");
    }

    private static String style() {
        try (InputStream in = HtmlReview.class.getResourceAsStream("/dev/suture/workbench/export/review.css")) {
            if (in == null) {
                throw new IllegalStateException("the resource review.css is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
