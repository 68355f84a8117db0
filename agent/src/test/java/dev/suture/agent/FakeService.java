package dev.suture.agent;

import dev.suture.manager.Action;
import dev.suture.manager.ChangeRequest;
import dev.suture.manager.CheckReport;
import dev.suture.manager.HistoryEntry;
import dev.suture.manager.InstalledPackage;
import dev.suture.manager.Outcome;
import dev.suture.manager.PackageKey;
import dev.suture.manager.PackageOrigin;
import dev.suture.manager.PatchService;
import dev.suture.manager.PatchStatus;
import dev.suture.manager.PlannedStep;
import dev.suture.manager.RecoveryReport;
import dev.suture.manager.SavedStates;
import dev.suture.manager.StatusReport;
import dev.suture.manager.StoreProblem;
import dev.suture.manager.StoredPatch;
import dev.suture.manager.Sweep;
import dev.suture.manager.SweepReport;
import dev.suture.manager.TargetReport;
import dev.suture.manager.WantedState;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchInfo;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.PreflightCheck;
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Answers with every field filled, and changes nothing; a change does what the test says. */
final class FakeService implements PatchService {
    static final StoredPatch PATCH = new StoredPatch(
            new PatchInfo(
                    "11111111-2222-3333-4444-555555555555",
                    "fix-größe",
                    "upatch",
                    "x86_64",
                    "ticketd",
                    "00ff",
                    List.of(new PatchInfo.PatchedFunction("price", 0x1234, 56, 78))),
            Path.of("/store/patches/1/patch.upatch"),
            "2026-01-02T03:04:05.678Z",
            Optional.of(new PackageOrigin("99999999-2222-3333-4444-555555555555", "fix", "1", "2")));
    static final TargetProcess PROCESS = new TargetProcess(4711, "ticketd --port 1", 5, "/usr/bin/ticketd", "nobody");
    static final PatchStatus STATUS = new PatchStatus(
            PATCH,
            PatchState.PARTLY_ACTIVED,
            PatchState.ACTIVED,
            List.of(
                    new PatchStatus.ProcessState(PROCESS, PatchState.ACTIVED, PatchState.DEACTIVED),
                    new PatchStatus.ProcessState(
                            new TargetProcess(4712, "ticketd", 1, "/usr/bin/ticketd (deleted)"),
                            PatchState.NOT_APPLIED)));
    static final Outcome OUTCOME = new Outcome(
            PATCH,
            PatchState.ACTIVED,
            List.of(new ChangeReport(
                    4711,
                    PatchState.ACTIVED,
                    List.of(new ChangeReport.Step("Write the jumps", Duration.ofNanos(123_456))),
                    Duration.ofNanos(234_567),
                    Duration.ofMillis(3),
                    5,
                    42,
                    List.of("Some of it stays mapped."))));
    static final StoreProblem PROBLEM = new StoreProblem(Path.of("/store/patches/2"), "It is broken.", "Mend it.");

    /** What a change does; by default it is done at once. */
    volatile Function<Progress, List<Outcome>> onChange = progress -> List.of(OUTCOME);

    volatile Optional<ChangeRequest> asked = Optional.empty();
    final AtomicInteger recoveries = new AtomicInteger();

    /** A change that has begun waits here for the test, twice: when it begins, and before it ends. */
    static Function<Progress, List<Outcome>> meeting(CyclicBarrier barrier) {
        return progress -> {
            try {
                barrier.await();
                barrier.await();
                return List.of(OUTCOME);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /** A change that goes on until it is cancelled. */
    static Function<Progress, List<Outcome>> untilCancelled(CountDownLatch begun, CountDownLatch ended) {
        return progress -> {
            progress.step("Change process 4711");
            progress.done(1, 2);
            begun.countDown();
            try {
                while (!progress.cancelled()) {
                    Thread.sleep(1);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            ended.countDown();
            throw new PatchException(
                    PatchException.Kind.TROUBLE, "cancelled", "It was cancelled and is back.", "Run it again.");
        };
    }

    @Override
    public List<StoredPatch> list() {
        return List.of(PATCH);
    }

    @Override
    public List<StoredPatch> installedOnly() {
        return List.of(new StoredPatch(PATCH.info(), PATCH.file(), ""));
    }

    @Override
    public List<InstalledPackage> installed() {
        return List.of();
    }

    @Override
    public List<StoreProblem> problems() {
        return List.of(PROBLEM);
    }

    @Override
    public List<WantedState> wanted() {
        return List.of(new WantedState(PATCH.info().id(), PatchState.ACCEPTED, 7));
    }

    @Override
    public List<StoredPatch> known(String identifier) {
        return identifier.equals("ticketd/fix") ? List.of(PATCH) : List.of();
    }

    @Override
    public List<StoredPatch> find(String identifier, Optional<PackageKey> key) {
        return known(identifier);
    }

    @Override
    public StoredPatch add(Path patchFile) {
        return PATCH;
    }

    @Override
    public List<StoredPatch> addPackage(Path source, Optional<PackageKey> key) {
        return List.of(PATCH);
    }

    @Override
    public StoredPatch forget(String identifier, boolean dryRun) {
        return PATCH;
    }

    @Override
    public List<TargetProcess> processes(String identifier) {
        return List.of(PROCESS);
    }

    @Override
    public StatusReport status(Optional<String> identifier) {
        return new StatusReport(List.of(STATUS), List.of(PROBLEM));
    }

    @Override
    public List<TargetReport> targets(Optional<String> identifier) {
        return List.of(
                new TargetReport("ticketd", "00ff", List.of("/usr/bin/ticketd"), List.of(STATUS), List.of(PROCESS)));
    }

    @Override
    public List<CheckReport> check(ChangeRequest request, Progress progress) {
        return List.of(new CheckReport(
                PATCH,
                List.of(PreflightCheck.passed("patch-untouched", "the stored file", "as added")),
                List.of(new CheckReport.ProcessChecks(
                        PROCESS,
                        List.of(PreflightCheck.failed("no-room", "room for the patch", "none", "Restart it."))))));
    }

    @Override
    public List<PlannedStep> plan(ChangeRequest request) {
        return List.of(
                new PlannedStep(
                        "ticketd/fix",
                        Optional.of(4711),
                        "ticketd",
                        "write the jumps",
                        Optional.of(PatchState.DEACTIVED),
                        Optional.of(PatchState.ACTIVED)),
                new PlannedStep("ticketd/fix", Optional.empty(), "", "note it", Optional.empty(), Optional.empty()));
    }

    @Override
    public List<Outcome> change(ChangeRequest request, Progress progress) {
        asked = Optional.of(request);
        return onChange.apply(progress);
    }

    @Override
    public List<PlannedStep> planSweep(Sweep sweep, Set<Integer> pids) {
        return List.of();
    }

    @Override
    public SweepReport sweep(Sweep sweep, Set<Integer> pids, Duration timeout, Progress progress) {
        return new SweepReport(
                List.of(OUTCOME),
                List.of(new SweepReport.Failure(
                        "ticketd/fix",
                        Optional.of(4712),
                        PatchException.Kind.BUSY,
                        "function-busy",
                        "It is in use: %s of %s within %s.".formatted(sweep, pids, timeout),
                        "Wait.")));
    }

    @Override
    public SavedStates save(boolean dryRun) {
        return new SavedStates("2026-01-02T03:04:05Z", wanted());
    }

    @Override
    public RecoveryReport recover(boolean dryRun, Duration timeout, Progress progress) {
        recoveries.incrementAndGet();
        return new RecoveryReport(
                List.of(new RecoveryReport.Entry(
                        "ticketd/fix",
                        4711,
                        Action.APPLY,
                        RecoveryReport.Result.UNDONE,
                        "It is as before.",
                        Optional.of(new RecoveryReport.Failure(
                                PatchException.Kind.BUSY, "function-busy", "Try within %s.".formatted(timeout))))),
                List.of(PROBLEM));
    }

    @Override
    public List<HistoryEntry> history(int count) {
        return List.of(new HistoryEntry(
                Instant.parse("2026-01-02T03:04:05.678Z"),
                "größe",
                "apply",
                "ticketd/fix-größe",
                PATCH.id(),
                List.of(4711),
                Duration.ofMillis(count),
                HistoryEntry.Result.BUSY,
                Optional.of(PatchState.ACTIVED),
                List.of(new HistoryEntry.InProcess(
                        4711, PatchState.ACTIVED, 5, Duration.ofNanos(310), Duration.ofNanos(7), List.of("Noted."))),
                Optional.of(new HistoryEntry.Failure("function-busy", "It is in use.", "Wait."))));
    }
}
