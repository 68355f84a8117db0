package dev.suture.workbench.build;

import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Latest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The log of a build: its lines, those of them that are shown, and what is looked for in them. */
public final class LogModel {
    private static final int[] NOTHING = {};

    private final Latest searching;
    private final List<LogLine> all = new ArrayList<>();
    private final List<LogLine> errors = new ArrayList<>();
    private final ObservableList<LogLine> shown = FXCollections.observableArrayList();
    /** One wrapper for good: it hears of the list weakly, so listeners of a passing one would go deaf with it. */
    private final ObservableList<LogLine> shownView = FXCollections.unmodifiableObservableList(shown);

    private final BooleanProperty errorsOnly = new SimpleBooleanProperty();
    private final BooleanProperty following = new SimpleBooleanProperty(true);
    private final StringProperty query = new SimpleStringProperty("");
    private final ObjectProperty<Optional<LogLine>> selected = new SimpleObjectProperty<>(Optional.empty());
    private final ReadOnlyIntegerWrapper hitCount = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper errorCount = new ReadOnlyIntegerWrapper();
    /** Numbers of the lines that hold what is looked for, ascending; the first {@link #hitCount} count. */
    private int[] hits = NOTHING;

    public LogModel(Background background) {
        this.searching = background.latest();
        errorsOnly.addListener((o, was, is) -> {
            shown.setAll(is ? errors : all);
            search();
        });
        query.addListener((o, was, is) -> search());
    }

    /** The lines that are shown: all, or only {@linkplain #errorsOnly() errors}. */
    public ObservableList<LogLine> shown() {
        return shownView;
    }

    public BooleanProperty errorsOnly() {
        return errorsOnly;
    }

    /** Whether the view goes along with new lines. */
    public BooleanProperty following() {
        return following;
    }

    /** What is looked for, whatever its case; blank for nothing. */
    public StringProperty query() {
        return query;
    }

    /** The line that the user is at. */
    public ObjectProperty<Optional<LogLine>> selected() {
        return selected;
    }

    /** How many of the lines shown hold what is looked for. */
    public ReadOnlyIntegerProperty hitCount() {
        return hitCount.getReadOnlyProperty();
    }

    /** How many lines are errors. */
    public ReadOnlyIntegerProperty errorCount() {
        return errorCount.getReadOnlyProperty();
    }

    /** How many lines there are in all. */
    public int size() {
        return all.size();
    }

    void clear() {
        all.clear();
        errors.clear();
        shown.clear();
        errorCount.set(0);
        errorsOnly.set(false);
        following.set(true);
        selected.set(Optional.empty());
        query.set("");
        search();
    }

    void append(List<LogLine> lines) {
        if (lines.isEmpty()) {
            return;
        }
        List<LogLine> wrong =
                lines.stream().filter(l -> l.kind() == LogLine.Kind.ERROR).toList();
        all.addAll(lines);
        errors.addAll(wrong);
        errorCount.set(errors.size());
        List<LogLine> more = errorsOnly.get() ? wrong : lines;
        addHits(find(more, wanted()));
        shown.addAll(more);
    }

    /** Goes to the next hit after the selected line, or with −1 to the one before; around the ends. */
    public void step(int direction) {
        int count = hitCount.get();
        if (count == 0) {
            return;
        }
        int from = selected.get().map(LogLine::number).orElse(direction > 0 ? -1 : Integer.MAX_VALUE);
        int at = Arrays.binarySearch(hits, 0, count, from);
        int next = at >= 0 ? at + direction : direction > 0 ? -at - 1 : -at - 2;
        select(all.get(hits[Math.floorMod(next, count)]));
    }

    /** Which of the hits is selected, from 1; 0 if none is. */
    public int hitNumber() {
        return selected.get()
                .map(l -> Math.max(-1, Arrays.binarySearch(hits, 0, hitCount.get(), l.number())) + 1)
                .orElse(0);
    }

    /** Goes to the line at a place of the file, whatever is shown now. */
    public void showAt(long offset) {
        lineAt(offset).ifPresent(line -> {
            errorsOnly.set(false);
            select(line);
        });
    }

    /** The line at a place of the file; empty if it is not of this build. */
    public Optional<LogLine> lineAt(long offset) {
        int low = 0;
        int high = all.size() - 1;
        Optional<LogLine> found = Optional.empty();
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).offset() <= offset) {
                found = Optional.of(all.get(middle));
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return found;
    }

    private void select(LogLine line) {
        following.set(false);
        // Also when it is selected already: whoever hears of it brings it into view.
        selected.set(Optional.empty());
        selected.set(Optional.of(line));
    }

    private String wanted() {
        return query.get().strip().toLowerCase(Locale.ROOT);
    }

    private void search() {
        String wanted = wanted();
        hits = NOTHING;
        hitCount.set(0);
        if (wanted.isEmpty()) {
            searching.clear();
            return;
        }
        List<LogLine> in = List.copyOf(shown);
        int known = all.size();
        searching.run(
                Background.UNTITLED,
                job -> find(in, wanted),
                found -> {
                    hits = found;
                    hitCount.set(found.length);
                    // What came while it was looked for.
                    addHits(find(
                            all.subList(known, all.size()).stream()
                                    .filter(l -> !errorsOnly.get() || l.kind() == LogLine.Kind.ERROR)
                                    .toList(),
                            wanted));
                },
                problem -> {});
    }

    private static int[] find(List<LogLine> lines, String wanted) {
        return wanted.isEmpty()
                ? NOTHING
                : lines.stream()
                        .filter(l -> l.text().toLowerCase(Locale.ROOT).contains(wanted))
                        .mapToInt(LogLine::number)
                        .toArray();
    }

    private void addHits(int[] more) {
        if (more.length == 0) {
            return;
        }
        int count = hitCount.get();
        if (hits.length < count + more.length) {
            hits = Arrays.copyOf(hits, Math.max(2 * count, count + more.length));
        }
        System.arraycopy(more, 0, hits, count, more.length);
        hitCount.set(count + more.length);
    }
}
