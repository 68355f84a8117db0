package dev.suture.workbench.shell;

import dev.suture.agent.Build;
import dev.suture.build.BuildResult;
import dev.suture.diff.DiffEngine;
import dev.suture.diff.DiffOptions;
import dev.suture.diff.TreeDiff;
import dev.suture.diff.judge.UserspaceRules;
import dev.suture.diff.model.DiffReport;
import dev.suture.examples.TicketdExample;
import dev.suture.manager.StoreLocation;
import dev.suture.manager.WindowLauncher.Request;
import dev.suture.workbench.anatomy.AnatomyModel;
import dev.suture.workbench.build.BuildModel;
import dev.suture.workbench.build.BuildService;
import dev.suture.workbench.build.MachineBuildService;
import dev.suture.workbench.build.WizardModel;
import dev.suture.workbench.build.WorkFolders;
import dev.suture.workbench.callers.CallersModel;
import dev.suture.workbench.demo.DemoSession;
import dev.suture.workbench.demo.LiveAnswers;
import dev.suture.workbench.deploy.DeployViewModel;
import dev.suture.workbench.deploy.service.DeployContext;
import dev.suture.workbench.deploy.service.DeployService;
import dev.suture.workbench.deploy.service.ManagerDeployService;
import dev.suture.workbench.diff.DiffModel;
import dev.suture.workbench.diff.DiffTabs;
import dev.suture.workbench.diff.DisassembledRows;
import dev.suture.workbench.diff.Navigator;
import dev.suture.workbench.export.ReviewExport;
import dev.suture.workbench.flow.FlowModel;
import dev.suture.workbench.flow.FlowSource;
import dev.suture.workbench.mark.Marks;
import dev.suture.workbench.mark.RecordFiles;
import dev.suture.workbench.mark.RecordStore;
import dev.suture.workbench.review.Comparer;
import dev.suture.workbench.review.Definitions;
import dev.suture.workbench.review.History;
import dev.suture.workbench.review.InputWatch;
import dev.suture.workbench.review.ReviewModel;
import dev.suture.workbench.review.ReviewState;
import dev.suture.workbench.review.Reviewing;
import dev.suture.workbench.review.Selection;
import dev.suture.workbench.start.Recent;
import dev.suture.workbench.start.RecentWork;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Job;
import dev.suture.workbench.task.Problems;
import dev.suture.workbench.text.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** All that the window shows, without a control in it. */
public final class WorkbenchModel implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Messages messages;
    private final Background background;
    private final Function<Path, DeployService> deployServices;
    private final ReviewModel review;
    private final Reviewing reviewing;
    private final DiffTabs tabs;
    private final ReviewExport export;
    private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");
    private final History history;
    private final InputWatch watch;
    private final DiffModel diff;
    private final Navigator navigator;
    private final AnatomyModel anatomy;
    private final FlowModel flow;
    private final CallersModel callers;
    private final RecentWork recent = new RecentWork();
    private final DeployViewModel deploy;
    private final BuildModel build;
    private final WorkFolders workFolders;
    private final ReadOnlyObjectWrapper<Optional<BuildResult>> built = new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<WizardModel> wizard = Optional.empty();
    private final ReadOnlyObjectWrapper<Preparation> preparation = new ReadOnlyObjectWrapper<>(new Preparation.Done());
    private final ReadOnlyObjectWrapper<Optional<Pair>> pair = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Live>> live = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper deploying = new ReadOnlyBooleanWrapper();
    /** Both guarded by this: a background thread sets the one, the closing thread the other. */
    private Optional<DemoSession> started = Optional.empty();

    private boolean closed;

    public WorkbenchModel(
            Messages messages,
            Background background,
            ReviewModel review,
            DiffModel diff,
            Function<Path, DeployService> deployServices,
            BuildService buildService,
            WorkFolders workFolders) {
        this.messages = messages;
        this.background = background;
        this.deployServices = deployServices;
        this.review = review;
        this.reviewing = new Reviewing(review, messages);
        this.tabs = new DiffTabs(review, diff, () -> new DiffModel(background, diff.source(), messages));
        this.export = new ReviewExport(review, background, diff.source(), messages);
        this.history = new History(review);
        this.watch = new InputWatch(background, InputWatch.PAUSE, review::refresh);
        this.diff = diff;
        this.navigator = new Navigator(review, diff);
        this.anatomy = new AnatomyModel(background, review, messages);
        this.flow = new FlowModel(background, review, diff, FlowSource.disassembled(), messages);
        this.callers = new CallersModel(background, review, messages);
        this.deploy = new DeployViewModel(background, messages);
        deploying.addListener((o, was, is) -> deploy.watch(is));
        this.build = new BuildModel(background, buildService, messages);
        this.workFolders = workFolders;
        build.onDone(this::openBuilt);
        review.selection().addListener((o, was, is) -> {
            notice.set("");
            diff.show(is);
        });
        export.outcome().addListener((o, was, is) -> notice.set(told(is)));
        review.state().addListener((o, was, is) -> {
            if (is instanceof ReviewState.Ready(DiffReport report)) {
                compared(report);
            }
        });
    }

    /** The real one: compares, disassembles and deploys on this machine. */
    public static WorkbenchModel real(Executor ui) {
        return real(ui, new RecordFiles(StoreLocation.standard().resolve("reviews")), ManagerDeployService::new);
    }

    /** As {@link #real(Executor)}, with the records of reviews kept elsewhere, and other means to deploy. */
    public static WorkbenchModel real(Executor ui, RecordStore records, Function<Path, DeployService> deployServices) {
        Messages messages = Messages.english();
        Background background = new Background(ui, new Problems(messages));
        Comparer comparer = (base, patched, pairs, job) -> new TreeDiff(
                        new DiffEngine(UserspaceRules.all(), DiffOptions.DEFAULT.with(pairs)))
                .compare(base, patched, job);
        return new WorkbenchModel(
                messages,
                background,
                new ReviewModel(background, comparer, new Marks(background, records), messages),
                new DiffModel(background, new DisassembledRows(), messages),
                deployServices,
                new MachineBuildService(() -> Build.current().version()),
                WorkFolders.standard());
    }

    /** The build that runs, or ran last. */
    public BuildModel build() {
        return build;
    }

    /** A wizard with nothing filled in but what is known already. */
    public WizardModel newWizard(Optional<Path> source, List<Path> patches) {
        WizardModel made = new WizardModel(background, build.service(), workFolders, messages);
        source.ifPresent(s -> made.source().folder().set(s.toString()));
        made.patches().add(patches);
        wizard = Optional.of(made);
        return made;
    }

    /** The wizard as it was filled in last. */
    public WizardModel lastWizard() {
        return wizard.orElseGet(() -> newWizard(Optional.empty(), List.of()));
    }

    /** What was built and is reviewed now; empty if something else is. */
    public ReadOnlyObjectProperty<Optional<BuildResult>> built() {
        return built.getReadOnlyProperty();
    }

    /** Reviews the two builds that were made. */
    public void openBuilt(BuildResult result) {
        BuildResult.Pair first = result.pairs().getFirst();
        compare(new Pair(first.base(), first.patched(), Optional.of(first.target()), StoreLocation.standard()));
        built.set(Optional.of(result));
    }

    /** Shows what was asked for. */
    public void open(Request request) {
        switch (request) {
            case Request.Review(Path base, Path patched) ->
                compare(new Pair(base, patched, Optional.empty(), StoreLocation.standard()));
            case Request.Demo(Path workFolder) -> prepareDemo(workFolder);
            case Request.Patch(Path file) -> openPatch(file);
            case Request.Start() -> {}
        }
    }

    /** What was opened lately. */
    public RecentWork recent() {
        return recent;
    }

    /** Opens again what was opened before. */
    public void reopen(Recent what) {
        switch (what.kind()) {
            case REVIEW ->
                open(new Request.Review(what.paths().getFirst(), what.paths().getLast()));
            case PATCH -> open(new Request.Patch(what.paths().getFirst()));
        }
    }

    /** The demo, in a folder of its own that is removed with the model. */
    public void openDemo() {
        background.run(
                Background.UNTITLED,
                job -> Files.createTempDirectory("suture-demo"),
                folder -> open(new Request.Demo(folder)),
                problem -> preparation.set(new Preparation.Failed(problem)));
    }

    /** Back to the beginning; a running comparison ends. */
    public void closeReview() {
        deploying.set(false);
        pair.set(Optional.empty());
        built.set(Optional.empty());
        preparation.set(new Preparation.Done());
        review.close();
        watch.inputs(List.of());
    }

    /** A hot patch, or a package of them, ready to be deployed; nothing is put into a process yet. */
    private void openPatch(Path file) {
        closeReview();
        recent.opened(new Recent(Recent.Kind.PATCH, List.of(file), Instant.now().getEpochSecond()));
        deploy.open(file, deployServices.apply(StoreLocation.standard()));
        deploying.set(true);
    }

    /** Compares two builds. */
    void compare(Pair what) {
        deploying.set(false);
        built.set(built.get().filter(b -> isOf(b, what)));
        pair.set(Optional.of(what));
        if (live.get().isEmpty()) {
            recent.opened(new Recent(
                    Recent.Kind.REVIEW,
                    List.of(what.base(), what.patched()),
                    Instant.now().getEpochSecond()));
        }
        review.open(what.base(), what.patched());
        watch.inputs(List.of(what.base(), what.patched()));
    }

    private static boolean isOf(BuildResult result, Pair what) {
        return result.pairs().getFirst().base().equals(what.base());
    }

    private void compared(DiffReport report) {
        pair.get()
                .ifPresent(p -> deploy.open(
                        new DeployContext(p.base(), p.patched(), p.target(), report), deployServices.apply(p.store())));
        built.get().ifPresent(b -> deploy.name().set(b.order().name()));
        if (review.selection().get() instanceof Selection.Nothing) {
            review.selectFirst();
        }
    }

    private void prepareDemo(Path workFolder) {
        Job job = background.run(
                messages.text("demo.task"),
                j -> kept(DemoSession.start(workFolder, j, messages)),
                session -> {
                    preparation.set(new Preparation.Done());
                    live.set(Optional.of(new Live(
                            session,
                            new LiveAnswers(
                                    background, POLL, () -> session.service().request(TicketdExample.REQUEST)))));
                    compare(new Pair(
                            session.built().baseDir(),
                            session.built().patchedDir(),
                            Optional.of(session.built().baseBinary()),
                            workFolder.resolve("store")));
                },
                problem -> preparation.set(new Preparation.Failed(problem)));
        preparation.set(new Preparation.Working(job));
    }

    /** On a background thread: a service that came up after the window went is ended at once. */
    private synchronized DemoSession kept(DemoSession session) {
        if (closed) {
            session.close();
        } else {
            started = Optional.of(session);
        }
        return session;
    }

    /** Compares the same pair again; what is selected stays. */
    public void again() {
        if (review.report().isPresent()) {
            review.refresh();
        } else {
            pair.get().ifPresent(this::compare);
        }
    }

    public Messages messages() {
        return messages;
    }

    public Background background() {
        return background;
    }

    public ReviewModel review() {
        return review;
    }

    /** What a person does with the changes. */
    public Reviewing reviewing() {
        return reviewing;
    }

    private String told(ReviewExport.Outcome outcome) {
        return switch (outcome) {
            case ReviewExport.Outcome.None() -> "";
            case ReviewExport.Outcome.Written(Path file) -> messages.text("export.done", file);
            case ReviewExport.Outcome.Failed(var problem) -> messages.text("export.failed", problem.why());
        };
    }

    /**
     * Selects what the name stands for that the user points at.
     *
     * @return whether it is anything that was compared; if not, the {@link #notice} says so
     */
    public boolean follow(DiffModel from) {
        Optional<String> name = from.symbol();
        Optional<Selection.OneChange> found = name.flatMap(n ->
                review.report().flatMap(r -> from.shown().flatMap(s -> new Definitions(r).find(s.object(), n))));
        found.ifPresentOrElse(
                review.selection()::set,
                () -> notice.set(name.map(n -> messages.text("definition.outside", n))
                        .orElse(messages.text("definition.no-name"))));
        return found.isPresent();
    }

    /** Something the user is to be told in passing; empty if there is nothing. */
    public ReadOnlyStringProperty notice() {
        return notice.getReadOnlyProperty();
    }

    /** Changes that are open beside the selected one. */
    public DiffTabs tabs() {
        return tabs;
    }

    /** Writes the review for others to read. */
    public ReviewExport export() {
        return export;
    }

    /** What was looked at. */
    public History history() {
        return history;
    }

    /** Refreshes the review when its inputs are rebuilt. */
    public InputWatch watch() {
        return watch;
    }

    public DiffModel diff() {
        return diff;
    }

    public Navigator navigator() {
        return navigator;
    }

    public AnatomyModel anatomy() {
        return anatomy;
    }

    /** The control flow of what is selected. */
    public FlowModel flow() {
        return flow;
    }

    /** Who reaches what is selected. */
    public CallersModel callers() {
        return callers;
    }

    public DeployViewModel deploy() {
        return deploy;
    }

    /** Whether Deploy is shown in the place of the review. */
    public ReadOnlyBooleanProperty deploying() {
        return deploying.getReadOnlyProperty();
    }

    /** To Deploy, where the hot patch is built if there is none yet, or back to the review. */
    public void toggleDeploy() {
        boolean on = !deploying.get();
        if (!on && pair.get().isEmpty()) {
            return; // There is nothing else to show of a hot patch that was opened.
        }
        deploying.set(on);
        if (on && deploy.patch().get().isEmpty()) {
            deploy.build();
        }
    }

    public ReadOnlyObjectProperty<Preparation> preparation() {
        return preparation.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<Pair>> pair() {
        return pair.getReadOnlyProperty();
    }

    /** The example's service; only in the demo. */
    public ReadOnlyObjectProperty<Optional<Live>> live() {
        return live.getReadOnlyProperty();
    }

    /** Ends what was started; takes as long as the example's service needs to end, so not on the FX thread. */
    @Override
    public void close() {
        Optional<DemoSession> toEnd;
        synchronized (this) {
            closed = true;
            toEnd = started;
        }
        background.close();
        review.marks().saveNow();
        toEnd.ifPresent(DemoSession::close);
    }
}
