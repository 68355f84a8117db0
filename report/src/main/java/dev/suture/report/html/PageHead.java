package dev.suture.report.html;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.markup.Markup;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Severity;
import dev.suture.diff.model.Status;
import dev.suture.report.view.ReportView;
import dev.suture.report.view.Side;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The frame of the page: its declarations, what was compared, the verdict and the counts. */
final class PageHead {
    private static final List<Status> STATUSES = List.of(Status.CHANGED, Status.ADDED, Status.DELETED);

    private final Markup page;
    private final String script = PageResource.script();

    PageHead(Markup page) {
        this.page = page;
    }

    void print(ReportView view, Side base, Side patched) {
        DiffReport report = view.report();
        String style = PageResource.style();
        // Nothing may be loaded and no other script may run, whatever names and strings the objects hold.
        String policy = "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'"
                .formatted(PageResource.hash(style), PageResource.hash(script));
        page.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .open("meta", "http-equiv", "Content-Security-Policy", "content", policy)
                .raw("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta name=\"generator\" content=\"suture diff\">\n")
                .element("title", "", "%s → %s".formatted(base.path(), patched.path()))
                .raw("\n<style>" + style + "</style></head>\n<body>\n<header class=\"head wrap\">");
        titles(report);
        page.raw("<div class=\"facts\">");
        sides(base, patched);
        counts(view);
        page.raw("</div>");
        if (!view.filter().isEverything()) {
            page.open("p")
                    .text("Of %d changes, this page shows the %d that the filter "
                            .formatted(view.total(), view.shown()))
                    .element("code", "", view.filter().text())
                    .text(" selects; verdict and counts are of all.")
                    .close("p");
        }
        page.raw("</header>\n");
    }

    void end() {
        page.raw(
                        "<footer class=\"wrap\">Made by <code>suture diff --format html</code>. Keys: n and p for the next and")
                .raw(
                        " previous change, s for source lines, / for the filter. On paper stands what is unfolded.</footer>\n")
                .raw("<script>" + script + "</script>\n</body></html>\n");
    }

    private void titles(DiffReport report) {
        long blockers = report.objects().stream()
                .flatMap(o -> o.findings().stream())
                .filter(f -> f.severity() == Severity.BLOCKER)
                .count();
        page.raw("<div class=\"titles\"><h1>What differs between the builds</h1>");
        if (!report.hasDifferences()) {
            page.element("span", "verdict none", "= No differences");
        } else if (report.patchable()) {
            page.element("span", "verdict good", "✓ No rule forbids a hot patch");
        } else {
            page.element(
                    "span",
                    "verdict bad",
                    "✕ No hot patch can be made of this: %d %s"
                            .formatted(blockers, blockers == 1 ? "blocker" : "blockers"));
        }
        page.raw("</div>");
    }

    private void sides(Side base, Side patched) {
        page.raw(
                        "<table class=\"sides\"><thead><tr><th class=\"label\"></th><th>Base</th><th>Patched</th></tr></thead>")
                .raw("<tbody>");
        side("Path", "mono", base, patched, s -> Optional.of(s.path()));
        side("Machine", "", base, patched, Side::machine);
        side("Build-id", "mono", base, patched, Side::buildId);
        side("Producer", "producer", base, patched, s -> s.producers().stream().findFirst());
        page.raw("</tbody></table>");
    }

    private void side(String label, String className, Side base, Side patched, Function<Side, Optional<String>> value) {
        Optional<String> one = value.apply(base);
        Optional<String> other = value.apply(patched);
        if (one.isEmpty() && other.isEmpty()) {
            return;
        }
        page.open("tr").open("th", "scope", "row").text(label).close("th");
        if (one.equals(other)) {
            page.open("td", "colspan", "2", "class", className)
                    .text(one.orElse("–"))
                    .close("td");
        } else {
            page.element("td", className, one.orElse("–")).element("td", className, other.orElse("–"));
        }
        page.close("tr");
    }

    private void counts(ReportView view) {
        DiffReport report = view.report();
        page.raw("<div><table class=\"counts\"><thead><tr><th></th>");
        STATUSES.forEach(s -> page.element("th", word(s), "%s %s".formatted(Signs.of(s), word(s))));
        page.raw("</tr></thead><tbody>");
        for (ItemKind kind : List.of(ItemKind.FUNCTION, ItemKind.DATA)) {
            page.open("tr")
                    .open("th", "scope", "row")
                    .text(kind == ItemKind.FUNCTION ? "Functions" : "Data")
                    .close("th");
            for (Status status : STATUSES) {
                long count = report.count(kind, status);
                page.element("td", count == 0 ? "zero" : word(status), count);
            }
            page.close("tr");
        }
        long unchanged =
                report.objects().stream().mapToLong(ObjectDiff::unchanged).sum();
        String aside = view.suppressed() == 0 ? "" : " · %d set aside".formatted(view.suppressed());
        page.raw("</tbody></table>");
        if (view.lineNumbersOnly() > 0) {
            page.element("p", "rest", "%d of them by line numbers only".formatted(view.lineNumbersOnly()));
        }
        page.element(
                        "p",
                        "rest",
                        "%d unchanged · %d identical %s%s"
                                .formatted(
                                        unchanged,
                                        report.identical(),
                                        report.identical() == 1 ? "object" : "objects",
                                        aside))
                .raw("</div>");
    }

    /** The status as a word, which is also its class in the style sheet. */
    static String word(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
