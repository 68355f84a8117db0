package dev.suture.workbench.deploy;

import dev.suture.diff.model.Finding;
import dev.suture.diff.model.Severity;
import dev.suture.manager.Outcome;
import dev.suture.manager.PatchStatus;
import dev.suture.manager.StoredPatch;
import dev.suture.workbench.deploy.LogLine.Kind;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Job;
import dev.suture.workbench.task.Latest;
import dev.suture.workbench.task.Problem;
import dev.suture.workbench.task.Work;
import dev.suture.workbench.text.Messages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * From a reviewed pair of builds to a patched process and back. All that is asked of the service runs in the background;
 * one thing at a time.
 */
public final class DeployViewModel {
    private static final Duration WATCH_PAUSE = Duration.ofSeconds(2);

    private final Background background;
    private final Messages messages;
    private final Latest looking;
    private final ObjectProperty<Optional<Path>> target = new SimpleObjectProperty<>(Optional.empty());
    private final StringProperty name = new SimpleStringProperty("");
    private final ObjectProperty<Set<Integer>> chosen = new SimpleObjectProperty<>(Set.of());
    private final ReadOnlyObjectWrapper<Optional<StoredPatch>> patch = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<PatchStatus>> status = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Job>> running = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<DeployOffers> offers;
    private final DeployLog log;
    private final ObservableList<Finding> blockers = FXCollections.observableArrayList();
    /** One wrapper for good: it hears of the list weakly, so listeners of a passing one would go deaf with it. */
    private final ObservableList<Finding> blockersView = FXCollections.unmodifiableObservableList(blockers);

    private Optional<Opened> opened = Optional.empty();
    private Optional<Background.Repeating> watch = Optional.empty();

    private record Opened(DeployContext context, DeployService service) {}

    public DeployViewModel(Background background, Messages messages) {
        this.background = background;
        this.messages = messages;
        this.log = new DeployLog(messages);
        this.looking = background.latest();
        this.offers = new ReadOnlyObjectWrapper<>(current());
        List.of(chosen, patch, status, running).forEach(p -> p.addListener((o, was, is) -> offers.set(current())));
        target.addListener((o, was, is) -> {
            is.map(Path::getFileName).ifPresent(file -> name.set(file + "-fix"));
            forgetPatch();
        });
    }

    /** Begins with a reviewed pair of builds; what was there before is given up. */
    public void open(DeployContext context, DeployService service) {
        opened = Optional.of(new Opened(context, service));
        log.clear();
        problem.set(Optional.empty());
        forgetPatch();
        blockers.setAll(context.report().objects().stream()
                .flatMap(o -> o.findings().stream())
                .filter(f -> f.severity() == Severity.BLOCKER)
                .toList());
        target.set(context.target());
    }

    private void forgetPatch() {
        looking.clear();
        patch.set(Optional.empty());
        status.set(Optional.empty());
        chosen.set(Set.of());
    }

    private DeployOffers current() {
        return new DeployOffers(
                patch.get(), status.get(), chosen.get(), running.get().map(Job::title), messages);
    }

    /** Whether, and if not why not, the hot patch can be built. */
    public Offer buildOffer() {
        return new BuildOffer(
                        opened.map(Opened::context),
                        target.get(),
                        name.get(),
                        blockers,
                        running.get().map(Job::title),
                        patch.get().isPresent())
                .offer(messages);
    }

    /** Builds the hot patch, takes it into the store and looks up the processes. Does nothing if it is not on offer. */
    public void build() {
        if (!buildOffer().possible()) {
            return;
        }
        Opened what = opened.orElseThrow();
        PatchOrder order = new PatchOrder(
                name.get().strip(),
                what.context().base(),
                what.context().patched(),
                target.get().orElseThrow());
        Optional<StoredPatch> replaced = patch.get();
        long start = System.nanoTime();
        start(messages.text("deploy.task.build", order.name()));
        run(
                messages.text("deploy.task.build", order.name()),
                job -> what.service().build(order, replaced, job),
                built -> {
                    patch.set(Optional.of(built));
                    log.say(Kind.DONE, messages.text("deploy.built", built.label()), since(start));
                    look();
                });
    }

    /** Takes an action on the chosen processes. Does nothing if it is not on offer. */
    public void take(DeployAction action) {
        Offer offer = offers.get().offer(action);
        if (!offer.possible()) {
            return;
        }
        StoredPatch taken = patch.get().orElseThrow();
        DeployService service = opened.orElseThrow().service();
        Set<Integer> pids = chosen.get();
        String title = action == DeployAction.APPLY || action == DeployAction.ACTIVE
                ? offer.label()
                : messages.text(
                        "deploy.task.change", offer.label(), taken.info().name());
        start(title);
        run(title, job -> service.change(action, taken, pids, job), this::tell);
    }

    private void start(String title) {
        looking.clear();
        problem.set(Optional.empty());
        log.say(Kind.ACTION, title, Optional.empty());
    }

    private <T> void run(String title, Work<T> work, Consumer<T> done) {
        running.set(Optional.of(background.run(
                title,
                work,
                result -> {
                    running.set(Optional.empty());
                    done.accept(result);
                },
                failure -> {
                    running.set(Optional.empty());
                    problem.set(Optional.of(failure));
                    log.say(Kind.FAILED, failure.why(), Optional.empty());
                    look();
                })));
    }

    private void tell(Outcome outcome) {
        log.tell(outcome);
        look();
    }

    private static Optional<Duration> since(long start) {
        return Optional.of(Duration.ofNanos(System.nanoTime() - start));
    }

    /** Looks up the processes and their states; nothing while an action runs or before there is a patch. */
    public void look() {
        if (running.get().isPresent() || patch.get().isEmpty() || opened.isEmpty()) {
            return;
        }
        StoredPatch of = patch.get().get();
        DeployService service = opened.get().service();
        looking.run(
                messages.text("deploy.task.look"),
                job -> service.status(of),
                found -> {
                    Set<Integer> still = found.processes().stream()
                            .map(p -> p.process().pid())
                            .filter(chosen.get()::contains)
                            .collect(Collectors.toUnmodifiableSet());
                    if (!still.equals(chosen.get())) {
                        chosen.set(still);
                    }
                    if (!status.get().equals(Optional.of(found))) {
                        status.set(Optional.of(found));
                    }
                },
                failure -> problem.set(Optional.of(failure)));
    }

    /** Keeps the processes and states up to date while somebody looks at them. */
    public void watch(boolean on) {
        watch.ifPresent(Background.Repeating::close);
        watch = on
                ? Optional.of(background.every(WATCH_PAUSE, job -> true, tick -> look(), failure -> {}))
                : Optional.empty();
    }

    /** The ELF that the processes run; another one makes the built patch void. */
    public ObjectProperty<Optional<Path>> target() {
        return target;
    }

    public StringProperty name() {
        return name;
    }

    /** The pids the user picked; empty means all. */
    public ObjectProperty<Set<Integer>> chosen() {
        return chosen;
    }

    public ReadOnlyObjectProperty<Optional<StoredPatch>> patch() {
        return patch.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<PatchStatus>> status() {
        return status.getReadOnlyProperty();
    }

    /** What failed last, until something else is tried. */
    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    /** What is being done now. */
    public ReadOnlyObjectProperty<Optional<Job>> running() {
        return running.getReadOnlyProperty();
    }

    /** Which actions can be taken. */
    ReadOnlyObjectProperty<DeployOffers> offers() {
        return offers.getReadOnlyProperty();
    }

    /** What was done, in order. */
    public ObservableList<LogLine> log() {
        return log.lines();
    }

    /** The findings that forbid a hot patch. */
    public ObservableList<Finding> blockers() {
        return blockersView;
    }
}
