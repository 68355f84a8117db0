package dev.suture.report.html;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.suture.diff.markup.Markup;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Severity;
import dev.suture.diff.model.Status;
import dev.suture.report.view.ObjectView;
import dev.suture.report.view.ReportView;
import dev.suture.report.view.Side;
import java.io.PrintWriter;
import java.util.List;

/**
 * A comparison as one page without anything outside it: it may be mailed, opened from a file and printed. What is on it
 * without its script is everything but the rows.
 */
public final class HtmlReport {
    private static final int OPEN_FROM_THE_START = 3;

    /** Hundreds of findings of one kind would push the changes out of sight. */
    private static final int FINDINGS_IN_SIGHT = 4;

    private static final List<Status> STATUSES = List.of(Status.CHANGED, Status.ADDED, Status.DELETED);

    private final RowsWanted rows;
    private final SourceWanted source;

    /**
     * @param rows of how many changes the page holds the rows
     * @param source whether source lines stand between them
     */
    public HtmlReport(RowsWanted rows, SourceWanted source) {
        this.rows = rows;
        this.source = source;
    }

    /** Writes the page. */
    public void print(ReportView whole, PrintWriter out) throws JsonProcessingException {
        ReportView view = whole.weightiestFirst();
        Markup page = new Markup(out);
        PageHead head = new PageHead(page);
        head.print(view, Side.base(view.report()), Side.patched(view.report()));
        bar(page, view);
        page.raw("<main class=\"wrap\">").line();
        page.raw(
                "<noscript><p class=\"norows\">Rows need the page's own script; everything else is here.</p></noscript>");
        findings(page, view);
        objects(page, view);
        page.raw("<p class=\"nothing\" id=\"nothing\" hidden>No change has all that the filter asks for.</p>")
                .line();
        page.raw("</main>").line();
        head.end();
    }

    private static void bar(Markup page, ReportView view) {
        page.raw("<nav class=\"bar\" hidden aria-label=\"Changes\"><div class=\"wrap\">")
                .raw("<input id=\"filter\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\"")
                .raw(" aria-label=\"Filter changes\"")
                .raw(" placeholder=\"Filter ( / ): name, status:added, kind:data, reason:…\">")
                .raw("<span class=\"group\">");
        for (Status status : STATUSES) {
            long count = view.differing().stream()
                    .flatMap(o -> o.changes().stream())
                    .filter(c -> c.status() == status)
                    .count();
            String word = PageHead.word(status);
            if (count > 0) {
                page.open(
                                "button",
                                "type",
                                "button",
                                "class",
                                word,
                                "data-toggle-status",
                                word,
                                "aria-pressed",
                                "true",
                                "title",
                                "Show or hide what is " + word)
                        .text("%s %d".formatted(Signs.of(status), count))
                        .close("button");
            }
        }
        page.raw("</span><span class=\"group\">")
                .raw("<button type=\"button\" id=\"previous\">Previous<kbd>p</kbd></button>")
                .raw("<button type=\"button\" id=\"next\">Next<kbd>n</kbd></button></span>")
                .raw("<span class=\"group\"><button type=\"button\" id=\"fold\">Fold / unfold</button>")
                .raw("<button type=\"button\" id=\"source\" aria-pressed=\"true\" hidden>Source<kbd>s</kbd></button>")
                .raw("<button type=\"button\" id=\"layout\">Unified</button>")
                .raw("<button type=\"button\" id=\"theme\">Dark</button></span>")
                .raw("<span class=\"tally\" id=\"tally\" role=\"status\"></span></div></nav>")
                .line();
    }

    /** What needs a decision, before everything else; what only is to be known stands with its change. */
    private static void findings(Markup page, ReportView view) {
        findings(page, view, Severity.BLOCKER, "What stands in the way of a hot patch");
        findings(page, view, Severity.WARNING, "What a person should look at");
    }

    private static void findings(Markup page, ReportView view, Severity severity, String heading) {
        List<LinkedFinding> found = LinkedFinding.all(view, severity);
        if (found.isEmpty()) {
            return;
        }
        page.raw("<section class=\"findings\">").element("h2", "", heading);
        found.stream().limit(FINDINGS_IN_SIGHT).forEach(f -> FindingBox.print(page, f.finding(), f.link()));
        if (found.size() > FINDINGS_IN_SIGHT) {
            page.raw("<details class=\"others\">")
                    .element("summary", "", "%d more".formatted(found.size() - FINDINGS_IN_SIGHT));
            found.stream().skip(FINDINGS_IN_SIGHT).forEach(f -> FindingBox.print(page, f.finding(), f.link()));
            page.close("details");
        }
        page.close("section").line();
    }

    private void objects(Markup page, ReportView view) throws JsonProcessingException {
        ChangeSection section = new ChangeSection(page, source);
        int number = 0;
        int opened = 0;
        for (ObjectView object : view.differing()) {
            page.open("section", "class", "object");
            objectHeading(page, object);
            boolean amongMinor = false;
            for (Change change : object.changes()) {
                if (!amongMinor && ObjectView.isMinor(change)) {
                    amongMinor = true;
                    minorHeading(page, object);
                }
                boolean withRows = number < rows.most();
                boolean open = withRows
                        && opened < OPEN_FROM_THE_START
                        && change.status() == Status.CHANGED
                        && !ObjectView.isMinor(change);
                opened += open ? 1 : 0;
                section.print(object, change, number++, withRows, open);
            }
            page.close("section").line();
        }
    }

    /** Tells what needs no reading from what stands in front of it. */
    private static void minorHeading(Markup page, ObjectView object) {
        List<Change> minor =
                object.changes().stream().filter(ObjectView::isMinor).toList();
        long aside = minor.stream().filter(c -> c.suppressed().isPresent()).count();
        String what = aside == 0
                ? "Only line numbers differ"
                : aside == minor.size() ? "Set aside" : "Set aside, or only line numbers differ";
        page.element("h3", "minor", "%s · %d".formatted(what, minor.size())).line();
    }

    private static void objectHeading(Markup page, ObjectView object) {
        page.open("h2").element("span", "mono", object.object().name());
        page.open("span", "class", "tally");
        if (object.object().status() != Status.CHANGED) {
            String word = PageHead.word(object.object().status());
            page.element("span", word, "object " + word);
        }
        for (Status status : STATUSES) {
            long count =
                    object.changes().stream().filter(c -> c.status() == status).count();
            if (count > 0) {
                page.open("span", "class", PageHead.word(status), "title", PageHead.word(status))
                        .text("%s %d".formatted(Signs.of(status), count))
                        .close("span");
            }
        }
        page.element("span", "", "%d unchanged".formatted(object.object().unchanged()))
                .close("span")
                .close("h2")
                .line();
    }
}
