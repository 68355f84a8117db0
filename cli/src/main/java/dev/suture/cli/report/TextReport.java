package dev.suture.cli.report;

import static dev.suture.diff.item.ItemKind.DATA;
import static dev.suture.diff.item.ItemKind.FUNCTION;
import static dev.suture.diff.model.Status.ADDED;
import static dev.suture.diff.model.Status.CHANGED;
import static dev.suture.diff.model.Status.DELETED;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Reason;
import dev.suture.diff.model.Status;
import dev.suture.report.view.ChangeRows;
import dev.suture.report.view.Names;
import dev.suture.report.view.ObjectView;
import dev.suture.report.view.ReportView;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** A comparison as text: what changed in each object, why, and what the rules say of it. */
public final class TextReport {
    private final Palette palette;
    private final Optional<RowsReport> rows;

    public TextReport(Palette palette) {
        this(palette, Optional.empty());
    }

    /** @param rows what draws each change under its reasons; nothing does where it is absent */
    public TextReport(Palette palette, Optional<RowsReport> rows) {
        this.palette = palette;
        this.rows = rows;
    }

    /** Prints the objects that differ, then a line of counts. */
    public void print(ReportView view, PrintWriter out) {
        view.differing().forEach(o -> object(o, out));
        if (!view.filter().isEverything()) {
            out.println("%d of %d changes shown (filter: %s)."
                    .formatted(view.shown(), view.total(), view.filter().text()));
        }
        if (view.suppressed() > 0) {
            out.println("%d %s set aside by filters of the comparison."
                    .formatted(view.suppressed(), view.suppressed() == 1 ? "change is" : "changes are"));
        }
        out.println(summary(view.report()));
    }

    /** Prints the objects that differ. */
    public void objects(DiffReport report, PrintWriter out) {
        ReportView.of(report).differing().forEach(o -> object(o, out));
    }

    private void object(ObjectView view, PrintWriter out) {
        ObjectDiff object = view.object();
        String note = object.status() == CHANGED
                ? ""
                : palette.status(object.status(), "  (%s)".formatted(word(object.status())));
        out.println(palette.bold(object.name()) + note);
        view.changes().forEach(c -> change(object, c, out));
        view.findings().forEach(f -> finding(f, out));
    }

    private void change(ObjectDiff object, Change change, PrintWriter out) {
        String readable = Names.readable(change.name());
        String line = "%s %-8s %s".formatted(sign(change.status()), word(change.kind()), readable);
        String mangled = readable.equals(change.name()) ? "" : palette.dim("  " + change.name());
        String painted = change.suppressed().isPresent() ? palette.dim(line) : palette.status(change.status(), line);
        out.println("  %s  %s%s".formatted(painted, palette.dim(sizes(change)), mangled));
        change.suppressed().ifPresent(f -> out.println("      set aside by the filter " + f));
        // That an item is new or gone says its sign.
        change.reasons().stream()
                .filter(r -> !r.id().equals(word(change.status())))
                .map(Reason::text)
                .forEach(text -> out.println("      " + Names.briefly(text)));
        if (!change.because().isEmpty()) {
            out.println("      needed by "
                    + String.join(
                            " → ",
                            change.because().stream().map(Names::readable).toList()));
        }
        rows.ifPresent(r -> r.print(ChangeRows.of(object, change), out));
    }

    /** One finding with its remedy, on two lines. */
    public void finding(Finding finding, PrintWriter out) {
        String head = "! %s %s".formatted(finding.severity(), finding.id());
        out.println("  %s  %s"
                .formatted(palette.severity(finding.severity(), head), Names.readable(finding.text(), finding.item())));
        if (!finding.remedy().isBlank()) {
            out.println("      → " + Names.readable(finding.remedy(), finding.item()));
        }
    }

    /** How many of what, in one line. */
    public String summary(DiffReport report) {
        String took = palette.dim("(%s)".formatted(Times.milliseconds(report.elapsed())));
        if (!report.hasDifferences()) {
            return "No differences. " + took;
        }
        long unchanged = report.objects().stream()
                .filter(o -> o.status() != DELETED)
                .mapToLong(ObjectDiff::unchanged)
                .sum();
        return "functions: %s; data: %s; %d unchanged in %d compared objects, %d identical objects. %s %s"
                .formatted(
                        counts(report, FUNCTION),
                        counts(report, DATA),
                        unchanged,
                        report.objects().size(),
                        report.identical(),
                        report.patchable()
                                ? palette.good("No rule forbids a hot patch.")
                                : palette.bad("No hot patch can be made of this."),
                        took);
    }

    private static String counts(DiffReport report, ItemKind kind) {
        return String.join(
                ", ",
                List.of(CHANGED, ADDED, DELETED).stream()
                        .map(s -> "%d %s".formatted(report.count(kind, s), word(s)))
                        .toList());
    }

    private static String sizes(Change change) {
        return switch (change.status()) {
            case ADDED -> "%d bytes".formatted(change.patchedSize());
            case DELETED -> "%d bytes".formatted(change.baseSize());
            case CHANGED, UNCHANGED ->
                change.baseSize() == change.patchedSize()
                        ? "%d bytes".formatted(change.baseSize())
                        : "%d → %d bytes".formatted(change.baseSize(), change.patchedSize());
        };
    }

    static String sign(Status status) {
        return switch (status) {
            case UNCHANGED -> "=";
            case CHANGED -> "~";
            case ADDED -> "+";
            case DELETED -> "-";
        };
    }

    static String word(Status status) {
        return switch (status) {
            case UNCHANGED -> "unchanged";
            case CHANGED -> "changed";
            case ADDED -> "added";
            case DELETED -> "deleted";
        };
    }

    static String word(ItemKind kind) {
        return switch (kind) {
            case FUNCTION -> "function";
            case DATA -> "data";
        };
    }
}
