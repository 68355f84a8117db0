package dev.suture.workbench.deploy.process;

import dev.suture.manager.PatchStatus;
import dev.suture.manager.StoredPatch;
import dev.suture.workbench.deploy.service.DeployService;
import dev.suture.workbench.deploy.service.NewStarts;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Latest;
import dev.suture.workbench.task.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The processes that map the target of a patch, looked up again and again while somebody sees them. */
public final class ProcessModel {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Background background;
    private final Latest looking;
    private final ReadOnlyObjectWrapper<Optional<StoredPatch>> patch = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<PatchStatus>> status = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<NewStarts> newStarts = new ReadOnlyObjectWrapper<>(NewStarts.UNWATCHED);
    private final ObjectProperty<Set<Integer>> chosen = new SimpleObjectProperty<>(Set.of());
    private final ObservableList<ProcessRow> rows = FXCollections.observableArrayList();
    /** One wrapper for good: it hears of the list weakly, so listeners of a passing one would go deaf with it. */
    private final ObservableList<ProcessRow> rowsView = FXCollections.unmodifiableObservableList(rows);

    private Optional<DeployService> service = Optional.empty();
    private Optional<Background.Repeating> watch = Optional.empty();
    private boolean underWay;

    public ProcessModel(Background background) {
        this.background = background;
        this.looking = background.latest();
    }

    /** What was seen in one look. */
    private record Seen(PatchStatus status, NewStarts newStarts) {}

    /** Shows the processes of a patch's target; none without a patch. */
    public void show(Optional<StoredPatch> of, Optional<DeployService> by) {
        looking.clear();
        underWay = false;
        service = by;
        status.set(Optional.empty());
        problem.set(Optional.empty());
        newStarts.set(NewStarts.UNWATCHED);
        rows.clear();
        chosen.set(Set.of());
        patch.set(of);
        look();
    }

    /** Looks now; what is looked up already is looked up anew, as it may be of before a change. */
    public void look() {
        if (patch.get().isEmpty() || service.isEmpty()) {
            return;
        }
        StoredPatch of = patch.get().get();
        DeployService by = service.get();
        underWay = true;
        looking.run(
                Background.UNTITLED,
                job -> new Seen(by.status(of), by.newStarts(of)),
                seen -> {
                    underWay = false;
                    seen(seen);
                },
                failure -> {
                    underWay = false;
                    problem.set(Optional.of(failure));
                });
    }

    private void seen(Seen seen) {
        problem.set(Optional.empty());
        newStarts.set(seen.newStarts());
        fill(seen.status().processes().stream().map(ProcessRow::of).toList());
        if (!status.get().equals(Optional.of(seen.status()))) {
            status.set(Optional.of(seen.status()));
        }
    }

    /** Row by row, so that a list which shows them keeps its selection and its place. Both are sorted by pid. */
    private void fill(List<ProcessRow> now) {
        Set<Integer> pids = now.stream().map(ProcessRow::pid).collect(Collectors.toSet());
        rows.removeIf(r -> !pids.contains(r.pid()));
        for (int i = 0; i < now.size(); i++) {
            ProcessRow row = now.get(i);
            if (i >= rows.size() || rows.get(i).pid() != row.pid()) {
                rows.add(i, row);
            } else if (!rows.get(i).equals(row)) {
                rows.set(i, row);
            }
        }
    }

    /** Keeps what is seen up to date while somebody looks at it. */
    public void watch(boolean on) {
        if (on == watch.isPresent()) {
            return;
        }
        watch.ifPresent(Background.Repeating::close);
        watch = on
                ? Optional.of(background.every(
                        PAUSE,
                        job -> true,
                        tick -> {
                            if (!underWay) {
                                look();
                            }
                        },
                        failure -> {}))
                : Optional.empty();
    }

    public ReadOnlyObjectProperty<Optional<StoredPatch>> patch() {
        return patch.getReadOnlyProperty();
    }

    /** How the patch stands; empty until it was seen. */
    public ReadOnlyObjectProperty<Optional<PatchStatus>> status() {
        return status.getReadOnlyProperty();
    }

    /** Why the processes could not be looked up, the last time. */
    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<NewStarts> newStarts() {
        return newStarts.getReadOnlyProperty();
    }

    /**
     * The pids that changes are restricted to; empty means all. One that has ended stays among them: what was meant for it must
     * not go to all others.
     */
    public ObjectProperty<Set<Integer>> chosen() {
        return chosen;
    }

    /** The processes, by pid. */
    public ObservableList<ProcessRow> rows() {
        return rowsView;
    }
}
