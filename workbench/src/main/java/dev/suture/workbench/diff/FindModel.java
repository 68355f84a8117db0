package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.diff.render.DiffRow.Kind;
import dev.suture.workbench.diff.Found.Match;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Job;
import dev.suture.workbench.task.Latest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** Finds a text in the rows that are shown, behind folds too. */
public final class FindModel {
    private static final int MOST = 10_000;

    private final DiffModel diff;
    private final Latest finding;
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Found> found = new ReadOnlyObjectWrapper<>(Found.NOTHING);
    private RenderedDiff searched = RenderedDiff.of(List.of());

    FindModel(DiffModel diff, Background background) {
        this.diff = diff;
        this.finding = background.latest();
        text.addListener((o, was, is) -> find());
        diff.state().addListener((o, was, is) -> {
            if (is instanceof DiffState.Shown shown && shown.rendered() != searched) {
                find();
            }
        });
    }

    /** What to look for, whatever its case; nothing is looked for while it is empty. */
    public StringProperty text() {
        return text;
    }

    public ReadOnlyObjectProperty<Found> found() {
        return found.getReadOnlyProperty();
    }

    /** Goes to the next ({@code step} 1) or previous (−1) place, and around the end. */
    public void move(int step) {
        found.set(found.get().step(step));
        uncover();
    }

    private void find() {
        String wanted = text.get().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty() || !(diff.state().get() instanceof DiffState.Shown shown)) {
            finding.clear();
            searched = RenderedDiff.of(List.of());
            found.set(Found.NOTHING);
            return;
        }
        searched = shown.rendered();
        List<DiffRow> rows = shown.rendered().rows();
        int near = diff.current().get().map(Difference::first).orElse(0);
        finding.run(
                Background.UNTITLED,
                job -> in(rows, wanted, near, job),
                result -> {
                    found.set(result);
                    uncover();
                },
                problem -> found.set(Found.NOTHING));
    }

    /** @param near the row from which on the first place is looked for */
    static Found in(List<DiffRow> rows, String wanted, int near, Job job) {
        List<Match> matches = new ArrayList<>();
        int at = -1;
        for (int row = 0; row < rows.size() && matches.size() < MOST && !job.cancelled(); row++) {
            if (at < 0 && row >= near) {
                at = matches.size();
            }
            DiffRow here = rows.get(row);
            if (here.kind() != Kind.SAME) {
                add(matches, row, false, here.base(), wanted);
            }
            add(matches, row, true, here.kind() == Kind.SAME ? here.patched().or(here::base) : here.patched(), wanted);
        }
        int first = matches.isEmpty() ? -1 : Math.max(0, at) % matches.size();
        return new Found(wanted, matches, first);
    }

    private static void add(List<Match> matches, int row, boolean patched, Optional<Cell> cell, String wanted) {
        cell.ifPresent(c -> {
            String line = c.text().toLowerCase(Locale.ROOT);
            for (int at = line.indexOf(wanted); at >= 0; at = line.indexOf(wanted, at + wanted.length())) {
                matches.add(new Match(row, patched, at));
            }
        });
    }

    /** Opens the fold behind which the place lies. */
    private void uncover() {
        if (diff.state().get() instanceof DiffState.Shown shown) {
            found.get().current().ifPresent(match -> {
                Line line = shown.layout().lines().get(shown.layout().lineOf(match.row()));
                if (line.look() == Look.FOLD) {
                    diff.open(line.firstRow());
                }
            });
        }
    }
}
