package dev.suture.cli.demo;

import dev.suture.cli.report.Layout;
import dev.suture.cli.report.Palette;
import dev.suture.cli.report.PatchReport;
import dev.suture.cli.report.RowsReport;
import dev.suture.cli.report.TextReport;
import dev.suture.examples.BuiltExample;
import dev.suture.examples.RunningService;
import dev.suture.examples.TicketdExample;
import dev.suture.manager.Action;
import dev.suture.manager.ChangeRequest;
import dev.suture.manager.Outcome;
import dev.suture.manager.PatchFiles;
import dev.suture.manager.PatchManager;
import dev.suture.manager.PatchService;
import dev.suture.manager.PatchStatus;
import dev.suture.manager.StoredPatch;
import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.BuiltPatch;
import dev.suture.plugin.PatchPlugin;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import dev.suture.report.view.ChangeRows;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Builds the example service, patches it while it runs, starts another that is patched from its first call, and takes the
 * patch out again; checks each answer.
 */
public final class TerminalDemo {
    /** What the patch is called. */
    public static final String PATCH_NAME = "party-price";

    /** Where it lies in the folder of the demonstration. */
    public static final String PATCH_FILE = PATCH_NAME + ".upatch";

    private static final String KIND = "upatch";
    private static final String SHOWN_FUNCTION = "group_discount";
    private static final int SHOWN_ROWS = 7;
    private static final int WORKERS = 4;

    private final DemoFolder folder;
    private final List<PatchPlugin> plugins;
    private final Stage stage;
    private final Conversation conversation;
    private final PatchReport patchReport;
    private final int columns;

    /**
     * @param folder where to work
     * @param plugins the patch kinds; {@code upatch} is used
     * @param columns width of the terminal in characters
     * @param cancelled asked between the steps; if it says so, the service is ended and the demonstration fails
     */
    public TerminalDemo(
            DemoFolder folder,
            List<PatchPlugin> plugins,
            PrintWriter out,
            Palette palette,
            int columns,
            BooleanSupplier cancelled) {
        this.folder = folder;
        this.plugins = plugins;
        this.stage = new Stage(out, palette, cancelled);
        this.conversation = new Conversation(stage);
        this.patchReport = new PatchReport(palette);
        this.columns = columns;
    }

    /**
     * Shows everything.
     *
     * @throws dev.suture.plugin.PatchException if a check does not hold or a step fails
     * @throws dev.suture.examples.ExampleException if the example cannot be built or run
     */
    public void run() {
        BuiltExample example = buildExample();
        stage.heading("Start the service as it is, with its bug");
        try (RunningService service = RunningService.start(example.baseBinary(), WORKERS)) {
            stage.line("process %d, port %d on the loopback interface".formatted(service.pid(), service.port()));
            conversation.ask(
                    service, TicketdExample.BASE_ANSWER, "As expected it is wrong: a group of five should save 10 %.");
            Conversation.Stats before = conversation.stats(service);
            BuiltPatch built = buildPatch(example);
            PatchManager manager = PatchManager.open(folder.path().resolve("store"), plugins);
            StoredPatch patch = manager.add(built.file());
            apply(manager, patch, service, before);
            try (LaterInstance later = LaterInstance.start(stage, conversation, manager, example)) {
                status(manager, patch, List.of(service, later.service()));
                offAndOn(manager, patch, List.of(service, later.service()));
                remove(manager, patch, List.of(service, later.service()));
            }
            stage.heading("End the services" + (folder.kept() ? "; everything stays in " + folder.path() : ""));
        }
    }

    private BuiltExample buildExample() {
        stage.heading("Build ticketd, a ticket office, without and with a source patch");
        long start = System.nanoTime();
        BuiltExample example = TicketdExample.build(folder.path());
        stage.line("base     " + example.baseDir());
        stage.took(
                "patched  %s, with %s"
                        .formatted(example.patchedDir(), example.patchFile().getFileName()),
                start);
        return example;
    }

    private BuiltPatch buildPatch(BuiltExample example) {
        stage.heading("Make a hot patch of the difference");
        long start = System.nanoTime();
        Path output = folder.path().resolve(PATCH_FILE);
        BuiltPatch built = new PatchFiles(plugins)
                .build(
                        KIND,
                        new BuildRequest(
                                PATCH_NAME,
                                example.baseDir(),
                                example.patchedDir(),
                                example.baseBinary(),
                                Optional.empty(),
                                output),
                        Progress.NONE);
        long made = System.nanoTime();
        TextReport text = new TextReport(stage.palette());
        stage.show(out -> text.objects(built.report(), out));
        stage.line(stage.palette().bold(SHOWN_FUNCTION) + " side by side:");
        ChangeRows change =
                ChangeRows.named(built.report(), SHOWN_FUNCTION, false).getFirst();
        RowsReport rows = new RowsReport(stage.palette(), Layout.SIDE_BY_SIDE, columns - Stage.INDENT, RowsReport.ALL);
        stage.show(out -> rows.printExcerpt(change, out, SHOWN_ROWS));
        stage.took(
                "%s replaces %d functions of the build %s"
                        .formatted(
                                output.getFileName(),
                                built.info().functions().size(),
                                built.info().targetBuildId().substring(0, 12)),
                start + System.nanoTime() - made);
        return built;
    }

    private void apply(PatchService manager, StoredPatch patch, RunningService service, Conversation.Stats before) {
        stage.heading("Apply it to the running process");
        change(Action.APPLY, manager, patch);
        conversation.ask(service, TicketdExample.PATCHED_ANSWER, "The answer is right.");
        Conversation.Stats after = conversation.stats(service);
        stage.check(
                service.isAlive() && after.pid() == service.pid() && before.pid() == service.pid(),
                "It is the same process, %d.".formatted(service.pid()),
                after.text());
        stage.check(
                after.served() > before.served() && after.uptime() > before.uptime(),
                "Its state survived: uptime and counters go on from where they were.",
                "before: %s, after: %s".formatted(before.text(), after.text()));
    }

    private void status(PatchService manager, StoredPatch patch, List<RunningService> services) {
        stage.heading("Ask how the patch stands");
        PatchStatus status =
                manager.status(Optional.of(patch.info().id())).patches().getFirst();
        stage.show(out -> patchReport.status(List.of(status), out));
        for (RunningService service : services) {
            PatchState own = status.processes().stream()
                    .filter(p -> p.process().pid() == service.pid())
                    .map(PatchStatus.ProcessState::state)
                    .findFirst()
                    .orElse(PatchState.UNKNOWN);
            stage.check(
                    own == PatchState.ACTIVED, "Process %d itself says ACTIVED.".formatted(service.pid()), own.label());
        }
    }

    private void offAndOn(PatchService manager, StoredPatch patch, List<RunningService> services) {
        stage.heading("Switch it off, and on again, in both");
        change(Action.DEACTIVE, manager, patch);
        services.forEach(s -> conversation.ask(s, TicketdExample.BASE_ANSWER, "The former code runs."));
        change(Action.ACTIVE, manager, patch);
        services.forEach(s -> conversation.ask(s, TicketdExample.PATCHED_ANSWER, "The new code runs."));
    }

    private void remove(PatchService manager, StoredPatch patch, List<RunningService> services) {
        stage.heading("Take it out again");
        change(Action.REMOVE, manager, patch);
        for (RunningService service : services) {
            conversation.ask(service, TicketdExample.BASE_ANSWER, "The former answer is back.");
            stage.check(service.isAlive(), "Process %d still runs.".formatted(service.pid()), "it ended");
        }
    }

    private void change(Action action, PatchService manager, StoredPatch patch) {
        ChangeRequest request = ChangeRequest.of(action, patch.info().id());
        Outcome outcome = manager.change(request, new Watched()).getFirst();
        stage.show(out -> patchReport.outcome(outcome, out));
    }

    /** Hands Ctrl-C on to the driver. */
    private final class Watched implements Progress {
        @Override
        public boolean cancelled() {
            return stage.isCancelled();
        }
    }
}
