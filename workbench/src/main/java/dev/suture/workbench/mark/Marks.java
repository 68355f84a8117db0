package dev.suture.workbench.mark;

import dev.suture.diff.correlate.HandPairs;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Latest;
import dev.suture.workbench.task.Problem;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The record of the pair that is open: changed by the user, undone, redone, and saved after each change. */
public final class Marks {
    private static final System.Logger LOG = System.getLogger(Marks.class.getName());
    private static final int MOST_UNDONE = 200;

    private final RecordStore store;
    private final Latest saving;
    private final ReadOnlyObjectWrapper<ReviewRecord> record = new ReadOnlyObjectWrapper<>(ReviewRecord.EMPTY);
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper redoable = new ReadOnlyBooleanWrapper();
    private final Deque<ReviewRecord> before = new ArrayDeque<>();
    private final Deque<ReviewRecord> after = new ArrayDeque<>();
    private Optional<ItemKey> noted = Optional.empty();
    private Optional<Inputs> inputs = Optional.empty();
    /** What is not in the store yet; read by whoever ends the program. */
    private final AtomicReference<Optional<Unsaved>> unsaved = new AtomicReference<>(Optional.empty());

    private record Inputs(Path base, Path patched) {}

    private record Unsaved(Inputs of, ReviewRecord record) {}

    public Marks(Background background, RecordStore store) {
        this.store = store;
        this.saving = background.latest();
    }

    /** What was kept of a pair of inputs; on a background thread. */
    public ReviewRecord kept(Path base, Path patched) {
        return store.load(base, patched);
    }

    /** Goes on with the record of a pair of inputs. */
    public void open(Path base, Path patched, ReviewRecord kept) {
        inputs = Optional.of(new Inputs(base, patched));
        before.clear();
        after.clear();
        noted = Optional.empty();
        show(kept);
    }

    public ReadOnlyObjectProperty<ReviewRecord> record() {
        return record.getReadOnlyProperty();
    }

    /** Why the last change could not be saved; empty if it was. */
    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty undoable() {
        return undoable.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty redoable() {
        return redoable.getReadOnlyProperty();
    }

    /**
     * Marks items as reviewed, or takes these marks away; one step for undo.
     *
     * @param fingerprint what each of them is made of now
     */
    public void review(Collection<ItemKey> keys, boolean reviewed, Function<ItemKey, String> fingerprint) {
        Map<ItemKey, Mark> changed = new LinkedHashMap<>();
        keys.forEach(
                key -> changed.put(key, record.get().of(key).withReviewed(reviewed ? fingerprint.apply(key) : "")));
        noted = Optional.empty();
        change(record.get().with(changed));
    }

    /** Writes the note of an item in place of the one before; what is typed on one item in a row is one step for undo. */
    public void note(ItemKey key, String text) {
        ReviewRecord changed =
                record.get().with(Map.of(key, record.get().of(key).withNote(text)));
        if (changed.equals(record.get())) {
            return;
        }
        boolean goesOn = noted.filter(key::equals).isPresent() && !before.isEmpty();
        if (goesOn) {
            show(changed);
            save();
        } else {
            change(changed);
        }
        noted = Optional.of(key);
    }

    /** Puts other pairs in the place of those made by hand so far. */
    public void pair(HandPairs pairs) {
        noted = Optional.empty();
        change(record.get().with(pairs));
    }

    /** Takes the last step back. */
    public void undo() {
        step(before, after);
    }

    /** Takes a step again that was taken back. */
    public void redo() {
        step(after, before);
    }

    private void step(Deque<ReviewRecord> from, Deque<ReviewRecord> to) {
        if (!from.isEmpty()) {
            noted = Optional.empty();
            to.push(record.get());
            show(from.pop());
            save();
        }
    }

    private void change(ReviewRecord changed) {
        if (changed.equals(record.get())) {
            return;
        }
        before.push(record.get());
        after.clear();
        if (before.size() > MOST_UNDONE) {
            before.removeLast();
        }
        show(changed);
        save();
    }

    private void show(ReviewRecord shown) {
        undoable.set(!before.isEmpty());
        redoable.set(!after.isEmpty());
        record.set(shown);
    }

    private void save() {
        inputs.ifPresent(i -> {
            Unsaved latest = new Unsaved(i, record.get());
            unsaved.set(Optional.of(latest));
            saving.run(
                    Background.UNTITLED,
                    job -> {
                        saveLatest();
                        return latest;
                    },
                    saved -> problem.set(Optional.empty()),
                    failure -> problem.set(Optional.of(failure)));
        });
    }

    /** Of changes that come fast only the last is written. */
    private synchronized void saveLatest() throws IOException {
        Optional<Unsaved> latest = unsaved.get();
        if (latest.isPresent()) {
            store.save(
                    latest.get().of().base(),
                    latest.get().of().patched(),
                    latest.get().record());
            unsaved.compareAndSet(latest, Optional.empty());
        }
    }

    /** Saves before it returns, on any thread: the program is about to end. */
    public void saveNow() {
        try {
            saveLatest();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The marks of the review cannot be saved: {0}", e.getMessage());
        }
    }
}
