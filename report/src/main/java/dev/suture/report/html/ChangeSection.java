package dev.suture.report.html;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.suture.diff.markup.Markup;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.Reason;
import dev.suture.diff.model.Status;
import dev.suture.diff.render.DiffRow;
import dev.suture.report.view.ChangeRows;
import dev.suture.report.view.Names;
import dev.suture.report.view.ObjectView;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One change: a line, and what unfolds below it. */
final class ChangeSection {
    private final Markup page;

    private final SourceWanted source;

    ChangeSection(Markup page, SourceWanted source) {
        this.page = page;
        this.source = source;
    }

    /**
     * @param number its number on the page, from 0
     * @param withRows whether its rows come along
     * @param open whether it is unfolded from the start
     */
    void print(ObjectView object, Change change, int number, boolean withRows, boolean open)
            throws JsonProcessingException {
        List<Finding> findings = object.findingsOf(change);
        String readable = Names.readable(change.name());
        page.raw("<details")
                .raw(open ? " open" : "")
                .raw(" class=\"change")
                .raw(change.suppressed().isPresent() ? " aside" : "")
                .raw(ObjectView.isMinor(change) ? " minor" : "")
                .raw("\" id=\"c" + number + "\"");
        data("status", lower(change.status()));
        data("kind", lower(change.kind()));
        data("reasons", join(change.reasons().stream().map(Reason::id).toList()));
        data(
                "severities",
                join(findings.stream().map(f -> lower(f.severity())).distinct().toList()));
        data("findings", join(findings.stream().map(Finding::id).distinct().toList()));
        data("suppressed", change.suppressed().orElse(""));
        data("section", change.item().section().name());
        data("object", object.object().name());
        data("text", String.join(" ", change.name(), readable, object.object().name()));
        page.raw(">");
        summary(change, readable, findings);
        page.open("div", "class", "about");
        about(change, readable, findings);
        page.close("div");
        rows(object, change, withRows);
        page.close("details").line();
    }

    private void data(String key, String value) {
        page.raw(" data-" + key + "=\"").text(value).raw("\"");
    }

    private void summary(Change change, String readable, List<Finding> findings) {
        String status = lower(change.status());
        page.open("summary")
                .open("span", "class", "sign " + status, "title", status)
                .text(Signs.of(change.status()))
                .close("span")
                .element("span", "kind", lower(change.kind()))
                .element("span", "name mono", readable);
        findings.stream()
                .map(f -> lower(f.severity()))
                .distinct()
                .forEach(s -> page.element("span", "flag " + s, s.toUpperCase(Locale.ROOT)));
        if (change.status() == Status.CHANGED) {
            change.reasons().stream().limit(3).forEach(r -> page.element("span", "chip", r.id()));
        }
        page.element("span", "size", sizes(change)).close("summary");
    }

    private void about(Change change, String readable, List<Finding> findings) {
        change.suppressed()
                .ifPresent(f -> page.element("p", "", "Set aside by the filter " + f + ": it does not count."));
        if (!change.reasons().isEmpty()) {
            page.open("ul");
            change.reasons().forEach(r -> page.element("li", "", Names.briefly(r.text())));
            page.close("ul");
        }
        if (!change.because().isEmpty()) {
            String chain = change.because().stream().map(Names::readable).collect(Collectors.joining(" → "));
            page.open("p").text("Needed by ").element("code", "", chain).close("p");
        }
        findings.forEach(f -> FindingBox.print(page, f, ""));
        page.open("p", "class", "detail");
        if (!readable.equals(change.name())) {
            page.text("Symbol ").element("code", "", change.name()).text(" · ");
        }
        page.text("Section ").element("code", "", change.item().section().name());
        change.parent().ifPresent(p -> page.text(" · part of ").element("code", "", Names.readable(p)));
        change.pass().ifPresent(p -> page.text(" · paired by ").text(p));
        if (change.status() == Status.CHANGED) {
            // Rounded down: what differs is never 100 % alike.
            page.text(" · %d %% alike".formatted((int) Math.floor(100 * change.similarity())));
        }
        page.close("p");
    }

    private void rows(ObjectView object, Change change, boolean withRows) throws JsonProcessingException {
        if (!withRows) {
            page.open("div", "class", "norows")
                    .text("The page was made without these rows; ")
                    .element("code", "", "--rows all")
                    .text(" or ")
                    .element("code", "", "--function '" + object.object().name() + ":" + change.name() + "'")
                    .text(" shows them.")
                    .close("div");
            return;
        }
        List<DiffRow> rows = source.select(ChangeRows.of(object.object(), change, source != SourceWanted.NO)
                .rows());
        boolean withSource = rows.stream().anyMatch(r -> r.kind() == DiffRow.Kind.SOURCE);
        page.raw(withSource ? "<div class=\"place\" data-source></div>" : "<div class=\"place\"></div>")
                .raw("<script type=\"application/json\" class=\"data\">")
                .raw(RowsData.of(rows))
                .raw("</script>");
    }

    static String sizes(Change change) {
        return switch (change.status()) {
            case ADDED -> "%d bytes".formatted(change.patchedSize());
            case DELETED -> "%d bytes".formatted(change.baseSize());
            case CHANGED, UNCHANGED ->
                change.baseSize() == change.patchedSize()
                        ? "%d bytes".formatted(change.baseSize())
                        : "%d → %d bytes".formatted(change.baseSize(), change.patchedSize());
        };
    }

    private static String join(List<String> words) {
        return String.join(" ", words);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
