package dev.suture.workbench.diff;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Role;
import dev.suture.diff.render.DiffRow.Token;
import dev.suture.diff.render.RowRenderer;
import dev.suture.workbench.review.Selection;
import dev.suture.workbench.review.Selection.OneChange;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Latest;
import dev.suture.workbench.text.Messages;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** The rows of the selected change, how they stand on the screen, and which of the differences the user is at. */
public final class DiffModel {
    /** Two hexadecimal digits, a space, and the character; the gaps between groups make a quarter of one more. */
    private static final double COLUMNS_OF_BYTES = 4.25;

    private final RowSource source;
    private final Messages messages;
    private final Latest rendering;
    private final ReadOnlyObjectWrapper<DiffState> state = new ReadOnlyObjectWrapper<>(new DiffState.Nothing());
    private final ReadOnlyObjectWrapper<Optional<Difference>> current = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObjectProperty<DiffSettings> settings = new SimpleObjectProperty<>(DiffSettings.STANDARD);
    /** First rows of the folds that the user opened in this change. */
    private final Set<Integer> opened = new HashSet<>();

    private int bytesInRow = RowRenderer.BYTES_IN_ROW;
    private final FindModel find;
    private final ReadOnlyObjectWrapper<Optional<String>> symbol = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<OptionalInt> row = new ReadOnlyObjectWrapper<>(OptionalInt.empty());
    private final ReadOnlyObjectWrapper<Optional<RowRange>> target = new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<Wanted> wanted = Optional.empty();
    private boolean rowsOnTheirWay;
    private boolean startAtLast;

    /** Rows that the user wants to see, as they are without source lines between them. */
    private record Wanted(DiffRow first, DiffRow last) {}

    /** Both are made on a background thread. */
    private record Made(RenderedDiff rendered, DiffLayout layout) {}

    public DiffModel(Background background, RowSource source, Messages messages) {
        this.source = source;
        this.messages = messages;
        this.rendering = background.latest();
        this.find = new FindModel(this, background);
        current.addListener((o, was, is) -> is.ifPresent(d -> row.set(OptionalInt.of(d.first()))));
        settings.addListener(
                (o, was, is) -> rearrange(was.source() != is.source() || was.sourceText() != is.sourceText()));
    }

    /** Shows what is selected; rows come from a background task, and only the latest selection's are shown. */
    public void show(Selection selection) {
        symbol.set(Optional.empty());
        if (selection instanceof OneChange one
                && state.get() instanceof DiffState.Shown
                && shown().filter(s -> DiffTabs.isSame(s, one)).isPresent()) {
            // The same thing, compared anew: it stays on screen until its new rows are there.
            render(one.object(), one.change(), OptionalInt.of(position()));
            return;
        }
        current.set(Optional.empty());
        row.set(OptionalInt.empty());
        wanted = Optional.empty();
        switch (selection) {
            case Selection.OneChange(ObjectDiff object, Change change) -> {
                state.set(new DiffState.Rendering(object, change));
                render(object, change, OptionalInt.empty());
            }
            case Selection.WholeObject(ObjectDiff _) -> clear();
            case Selection.Nothing() -> clear();
        }
    }

    private void clear() {
        rendering.clear();
        rowsOnTheirWay = false;
        state.set(new DiffState.Nothing());
    }

    /** @param stayAt the difference the user is at; empty if the change is new to the user */
    private void render(ObjectDiff object, Change change, OptionalInt stayAt) {
        opened.clear();
        rowsOnTheirWay = true;
        DiffSettings wanted = settings.get();
        int bytes = bytesInRow;
        rendering.run(
                messages.text("task.render", change.name()),
                job -> {
                    RenderedDiff rendered = rendered(object, change, wanted, bytes);
                    return new Made(rendered, DiffLayout.of(rendered, wanted, Set.of(), this::foldText));
                },
                made -> shown(object, change, made, stayAt),
                problem -> {
                    rowsOnTheirWay = false;
                    state.set(new DiffState.Failed(object, change, problem));
                });
    }

    /** On a background thread; where the source is wanted and cannot be had, the instructions are better than nothing. */
    private RenderedDiff rendered(ObjectDiff object, Change change, DiffSettings wanted, int bytes) {
        List<DiffRow> text = wanted.sourceText() ? source.source(object, change) : List.of();
        return text.isEmpty()
                ? RenderedDiff.of(source.rows(object, change, wanted.source(), bytes))
                : RenderedDiff.ofSource(text);
    }

    private String foldText(int rows) {
        return messages.text("diff.fold", rows);
    }

    private void shown(ObjectDiff object, Change change, Made made, OptionalInt stayAt) {
        rowsOnTheirWay = false;
        state.set(new DiffState.Shown(object, change, made.rendered(), made.layout()));
        List<Difference> differences = made.rendered().differences();
        if (!differences.isEmpty()) {
            int last = differences.size() - 1;
            current.set(Optional.of(differences.get(Math.clamp(stayAt.orElse(startAtLast ? last : 0), 0, last))));
        }
        startAtLast = false;
        goToWanted();
    }

    /** Brings what is shown in line with the settings and the opened folds; it stays in sight until then. */
    private void rearrange(boolean otherRows) {
        switch (state.get()) {
            case DiffState.Shown shown
            when otherRows || rowsOnTheirWay -> render(shown.object(), shown.change(), OptionalInt.of(position()));
            case DiffState.Shown(ObjectDiff object, Change change, RenderedDiff rendered, DiffLayout _) -> {
                DiffSettings wanted = settings.get();
                Set<Integer> open = Set.copyOf(opened);
                rendering.run(
                        Background.UNTITLED,
                        job -> DiffLayout.of(rendered, wanted, open, this::foldText),
                        layout -> {
                            state.set(new DiffState.Shown(object, change, rendered, layout));
                            goToWanted();
                        },
                        problem -> state.set(new DiffState.Failed(object, change, problem)));
            }
            case DiffState.Rendering(ObjectDiff object, Change change) -> render(object, change, OptionalInt.empty());
            case DiffState.Failed _, DiffState.Nothing _ -> {}
        }
    }

    /**
     * Says how much room there is, so that bytes and what they are as characters are both seen.
     *
     * @param columns characters that fit beside each other, on one side or in the area both share
     */
    public void fit(int columns) {
        int bytes = columns < COLUMNS_OF_BYTES * RowRenderer.BYTES_IN_ROW
                ? RowRenderer.BYTES_IN_ROW / 2
                : RowRenderer.BYTES_IN_ROW;
        if (bytes != bytesInRow) {
            bytesInRow = bytes;
            boolean isData = switch (state.get()) {
                case DiffState.Shown shown -> shown.change().kind() == ItemKind.DATA;
                case DiffState.Rendering(ObjectDiff _, Change change) -> change.kind() == ItemKind.DATA;
                case DiffState.Failed _, DiffState.Nothing _ -> false;
            };
            if (isData) {
                rearrange(true);
            }
        }
    }

    /** The change whose rows are shown, or on their way. */
    public Optional<OneChange> shown() {
        return switch (state.get()) {
            case DiffState.Nothing() -> Optional.empty();
            case DiffState.Rendering(ObjectDiff object, Change change) -> Optional.of(new OneChange(object, change));
            case DiffState.Failed(ObjectDiff object, Change change, var _) ->
                Optional.of(new OneChange(object, change));
            case DiffState.Shown shown -> Optional.of(new OneChange(shown.object(), shown.change()));
        };
    }

    /** Finds a text in the rows. */
    public FindModel find() {
        return find;
    }

    /** What the rows say, for the clipboard; empty text where there are none. */
    public String text() {
        return state.get() instanceof DiffState.Shown shown
                ? DiffText.whole(shown.rendered().rows())
                : "";
    }

    /** Takes note of the name the user clicked on. */
    void pointAt(Optional<String> name) {
        symbol.set(name);
    }

    /** The name the user clicked on; else the first in the difference the user is at, of the patched side if it can be. */
    public Optional<String> symbol() {
        return symbol.get().or(() -> current.get().flatMap(this::firstSymbol));
    }

    private Optional<String> firstSymbol(Difference difference) {
        if (!(state.get() instanceof DiffState.Shown shown)) {
            return Optional.empty();
        }
        List<DiffRow> rows = shown.rendered().rows();
        return rows.subList(difference.first(), Math.min(rows.size(), difference.last() + 1)).stream()
                .flatMap(r -> Stream.of(r.patched(), r.base()))
                .flatMap(Optional::stream)
                .flatMap(c -> c.tokens().stream())
                .filter(t -> t.role() == Role.SYMBOL)
                .map(Token::text)
                .findFirst();
    }

    /** What makes the rows. */
    public RowSource source() {
        return source;
    }

    public ReadOnlyObjectProperty<DiffState> state() {
        return state.getReadOnlyProperty();
    }

    /** How the user wants to read differences; never null. */
    public ObjectProperty<DiffSettings> settings() {
        return settings;
    }

    /** The difference the user is at; empty where there is none. */
    public ReadOnlyObjectProperty<Optional<Difference>> current() {
        return current.getReadOnlyProperty();
    }

    /** All differences of what is shown. */
    public List<Difference> differences() {
        return state.get() instanceof DiffState.Shown shown ? shown.rendered().differences() : List.of();
    }

    /**
     * Goes to the next ({@code step} 1) or previous (−1) difference.
     *
     * @return whether there was one
     */
    public boolean move(int step) {
        List<Difference> all = differences();
        int at = position() + step;
        if (at < 0 || at >= all.size()) {
            return false;
        }
        current.set(Optional.of(all.get(at)));
        return true;
    }

    /** Which of the differences is {@link #current}; -1 if none is. */
    public int position() {
        return current.get()
                .map(d -> Collections.binarySearch(differences(), d, Comparator.comparingInt(Difference::first)))
                .orElse(-1);
    }

    /** Goes to the difference that holds a row, if one does. */
    public void moveTo(int row) {
        differences().stream().filter(d -> d.contains(row)).findFirst().ifPresent(d -> current.set(Optional.of(d)));
    }

    /** The row the user is at: where the caret was put, or the first of the difference; empty where there is none. */
    public ReadOnlyObjectProperty<OptionalInt> row() {
        return row.getReadOnlyProperty();
    }

    /** Takes note of the row that the user went to. */
    void pointAtRow(int index) {
        row.set(OptionalInt.of(index));
    }

    /** The rows that are to be brought on screen and marked; empty once nobody asks for any. */
    public ReadOnlyObjectProperty<Optional<RowRange>> target() {
        return target.getReadOnlyProperty();
    }

    /**
     * Goes to some rows of the function that is shown, be they folded or not on screen.
     *
     * @param first the first of them, told by its offsets
     * @param last the last of them
     */
    public void goTo(DiffRow first, DiffRow last) {
        wanted = Optional.of(new Wanted(first, last));
        if (settings.get().sourceText()) {
            settings.set(settings.get().withSourceText(false));
        } else if (!rowsOnTheirWay) {
            goToWanted();
        }
    }

    private void goToWanted() {
        if (wanted.isEmpty() || !(state.get() instanceof DiffState.Shown shown)) {
            return;
        }
        List<DiffRow> rows = shown.rendered().rows();
        Optional<RowRange> range =
                RowRange.find(rows, wanted.get().first(), wanted.get().last());
        OptionalInt fold = range.map(r -> shown.layout().foldOf(r)).orElseGet(OptionalInt::empty);
        if (fold.isPresent()) {
            // It is gone to once that is unfolded, which may be on its way.
            if (opened.add(fold.getAsInt())) {
                rearrange(false);
            }
            return;
        }
        wanted = Optional.empty();
        range.ifPresent(r -> {
            shown.rendered().differences().stream()
                    .filter(d -> d.last() >= r.first() && d.first() <= r.last())
                    .findFirst()
                    .ifPresent(d -> current.set(Optional.of(d)));
            row.set(OptionalInt.of(r.first()));
            target.set(range);
            target.set(Optional.empty());
        });
    }

    /** Shows the rows behind a fold, named by its first row. */
    public void open(int firstRow) {
        if (!rowsOnTheirWay && opened.add(firstRow)) {
            rearrange(false);
        }
    }

    /** Shows what is folded next to the difference the user is at, before and behind it. */
    public void openBesideCurrent() {
        if (rowsOnTheirWay || !(state.get() instanceof DiffState.Shown shown)) {
            return;
        }
        boolean any = current.get()
                .map(d -> opened.addAll(shown.layout().foldsBeside(d)))
                .orElse(false);
        if (any) {
            rearrange(false);
        }
    }

    /** Makes the change that is shown next begin at its last difference: the user came to it from behind. */
    public void startNextAtLast() {
        startAtLast = true;
    }
}
