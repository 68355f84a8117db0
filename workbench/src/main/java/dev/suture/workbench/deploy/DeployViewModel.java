package dev.suture.workbench.deploy;

import dev.suture.diff.model.Finding;
import dev.suture.diff.model.Severity;
import dev.suture.manager.StoredPatch;
import dev.suture.workbench.deploy.change.ChangeModel;
import dev.suture.workbench.deploy.change.CurrentWork;
import dev.suture.workbench.deploy.history.HistoryModel;
import dev.suture.workbench.deploy.process.ProcessModel;
import dev.suture.workbench.deploy.service.DeployContext;
import dev.suture.workbench.deploy.service.DeployService;
import dev.suture.workbench.deploy.service.PatchOrder;
import dev.suture.workbench.parts.Offer;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Job;
import dev.suture.workbench.text.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * From a reviewed pair of builds, or a hot patch that was made before, to patched processes and back. All that is asked of the
 * service runs in the background; one thing at a time.
 */
public final class DeployViewModel {
    private final Messages messages;
    private final CurrentWork work;
    private final ProcessModel processes;
    private final ChangeModel change;
    private final HistoryModel history;
    private final ObjectProperty<Optional<Path>> target = new SimpleObjectProperty<>(Optional.empty());
    private final StringProperty name = new SimpleStringProperty("");
    private final ObservableList<StoredPatch> patches = FXCollections.observableArrayList();
    /** One wrapper for good: it hears of the list weakly, so listeners of a passing one would go deaf with it. */
    private final ObservableList<StoredPatch> patchesView = FXCollections.unmodifiableObservableList(patches);

    private final ObservableList<Finding> blockers = FXCollections.observableArrayList();
    private final ObservableList<Finding> blockersView = FXCollections.unmodifiableObservableList(blockers);
    private final ReadOnlyObjectWrapper<Optional<DeployContext>> context =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<DeployService> service = Optional.empty();

    public DeployViewModel(Background background, Messages messages) {
        this.messages = messages;
        this.work = new CurrentWork(background);
        this.processes = new ProcessModel(background);
        this.history = new HistoryModel(background);
        this.change = new ChangeModel(background, messages, processes, work, this::look);
        target.addListener((o, was, is) -> targetChanged(was, is));
    }

    /** Begins with a pair of builds. */
    public void open(DeployContext with, DeployService by) {
        begin(Optional.of(with), by);
        target.set(with.target());
    }

    /** Begins with a hot patch, or a package of them, from a file. */
    public void open(Path patchFile, DeployService by) {
        begin(Optional.empty(), by);
        target.set(Optional.empty());
        String title = messages.text("deploy.task.open", patchFile.getFileName());
        change.running(work.run(
                title,
                job -> by.open(patchFile),
                found -> {
                    patches.setAll(found);
                    show(found.getFirst());
                },
                problem -> change.refused(problem, Optional.empty())));
    }

    private void begin(Optional<DeployContext> with, DeployService by) {
        service = Optional.of(by);
        context.set(with);
        blockers.setAll(with.map(DeployViewModel::blockers).orElse(List.of()));
        forgetPatch();
        history.read(service);
    }

    private static List<Finding> blockers(DeployContext of) {
        return of.report().objects().stream()
                .flatMap(o -> o.findings().stream())
                .filter(f -> f.severity() == Severity.BLOCKER)
                .toList();
    }

    private void targetChanged(Optional<Path> was, Optional<Path> is) {
        if (context.get().isEmpty()) {
            return;
        }
        forgetPatch();
        String standard = was.map(this::standardName).orElse("");
        if (name.get().isBlank() || name.get().equals(standard)) {
            name.set(is.map(this::standardName).orElse(""));
        }
    }

    private String standardName(Path of) {
        return of.getFileName() + "-fix";
    }

    private void forgetPatch() {
        patches.clear();
        processes.show(Optional.empty(), service);
        change.open(service);
    }

    /** Turns to one of {@link #patches()}. */
    public void show(StoredPatch patch) {
        processes.show(Optional.of(patch), service);
        change.open(service);
    }

    /** Whether, and if not why not, the hot patch can be built. */
    public Offer buildOffer() {
        return new BuildOffer(
                        context.get(),
                        target.get(),
                        name.get(),
                        blockers,
                        work.running().get().map(Job::title),
                        patch().get().isPresent())
                .offer(messages);
    }

    /** Builds the hot patch, takes it into the store and looks up the processes. Does nothing if it is not on offer. */
    public void build() {
        if (!buildOffer().possible()) {
            return;
        }
        DeployContext from = context.get().orElseThrow();
        DeployService by = service.orElseThrow();
        PatchOrder order = new PatchOrder(
                name.get().strip(), from.base(), from.patched(), target.get().orElseThrow());
        Optional<StoredPatch> replaced = patch().get();
        change.running(work.run(
                messages.text("deploy.task.build", order.name()),
                job -> by.build(order, replaced, job),
                built -> {
                    if (!context.get().equals(Optional.of(from))) {
                        return; // Something else was opened meanwhile.
                    }
                    patches.setAll(List.of(built));
                    show(built);
                },
                problem -> change.refused(problem, Optional.empty())));
    }

    /** Looks at the processes and the history again. */
    public void look() {
        processes.look();
        history.read(service);
    }

    /** Keeps all up to date while somebody looks at it. */
    public void watch(boolean on) {
        processes.watch(on);
        if (on) {
            history.read(service);
        }
    }

    /** The reviewed pair of builds; empty where a hot patch was opened. */
    public ReadOnlyObjectProperty<Optional<DeployContext>> context() {
        return context.getReadOnlyProperty();
    }

    /** The ELF that the processes run; another one makes the built patch void. */
    public ObjectProperty<Optional<Path>> target() {
        return target;
    }

    public StringProperty name() {
        return name;
    }

    /** What was built or opened: one, or those of a package. */
    public ObservableList<StoredPatch> patches() {
        return patchesView;
    }

    /** The one of them that is shown. */
    public ReadOnlyObjectProperty<Optional<StoredPatch>> patch() {
        return processes.patch();
    }

    public ProcessModel processes() {
        return processes;
    }

    public ChangeModel change() {
        return change;
    }

    public HistoryModel history() {
        return history;
    }

    /** What is being done now. */
    public ReadOnlyObjectProperty<Optional<Job>> running() {
        return work.running();
    }

    /** The findings that forbid a hot patch. */
    public ObservableList<Finding> blockers() {
        return blockersView;
    }
}
