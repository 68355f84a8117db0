package dev.suture.workbench.deploy;

import dev.suture.manager.CheckReport.ProcessChecks;
import dev.suture.manager.HistoryEntry;
import dev.suture.manager.Outcome;
import dev.suture.manager.PatchStatus;
import dev.suture.manager.PatchStatus.ProcessState;
import dev.suture.manager.PlannedStep;
import dev.suture.manager.StoredPatch;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchInfo;
import dev.suture.plugin.PatchInfo.PatchedFunction;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.PreflightCheck;
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import dev.suture.workbench.deploy.service.ChangeOrder;
import dev.suture.workbench.deploy.service.DeployAction;
import dev.suture.workbench.deploy.service.DeployService;
import dev.suture.workbench.deploy.service.NewStarts;
import dev.suture.workbench.deploy.service.PatchOrder;
import dev.suture.workbench.deploy.service.Preview;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** Processes that are numbers with states; no ELF, no ptrace. */
final class FakeDeployService implements DeployService {
    static final Duration FROZEN = Duration.ofNanos(310_000);

    final Map<Integer, PatchState> states = new TreeMap<>();
    final List<String> calls = new ArrayList<>();
    final List<HistoryEntry> history = new ArrayList<>();
    volatile Optional<PatchException> failure = Optional.empty();
    volatile Optional<PatchException> refusal = Optional.empty();
    volatile Optional<CountDownLatch> holdBack = Optional.empty();
    private boolean accepted;

    static StoredPatch patch(String name, String target) {
        PatchInfo info = new PatchInfo(
                "id-" + name,
                name,
                "upatch",
                "x86_64",
                target,
                "abcd",
                List.of(new PatchedFunction("f", 0x1000, 40, 44)));
        return new StoredPatch(info, Path.of("/store", name), "2026-01-01T00:00:00Z");
    }

    synchronized void run(int pid, PatchState state) {
        states.put(pid, state);
    }

    synchronized void end(int pid) {
        states.remove(pid);
    }

    @Override
    public StoredPatch build(PatchOrder order, Optional<StoredPatch> replaced, Progress progress) {
        calls.add("build %s%s".formatted(order.name(), replaced.isPresent() ? " again" : ""));
        fail();
        return patch(order.name(), order.target().getFileName().toString());
    }

    @Override
    public List<StoredPatch> open(Path file) {
        fail();
        return List.of(patch("one", "ticketd"), patch("two", "libticket.so"));
    }

    private void fail() {
        failure.ifPresent(f -> {
            throw f;
        });
    }

    @Override
    public synchronized PatchStatus status(StoredPatch patch) {
        List<ProcessState> processes = states.entrySet().stream()
                .map(e -> new ProcessState(
                        new TargetProcess(e.getKey(), "ticketd", 7, "/opt/ticketd", "alice"), e.getValue()))
                .toList();
        Set<PatchState> all = EnumSet.noneOf(PatchState.class);
        all.addAll(states.values());
        PatchState common = all.size() > 1
                ? PatchState.PARTLY_ACTIVED
                : all.isEmpty() ? PatchState.NOT_APPLIED : all.iterator().next();
        return new PatchStatus(
                patch, accepted && common == PatchState.ACTIVED ? PatchState.ACCEPTED : common, processes);
    }

    @Override
    public NewStarts newStarts(StoredPatch patch) {
        return new NewStarts(NewStarts.Promise.LATE, "No BPF here.");
    }

    @Override
    public synchronized Preview preview(DeployAction action, StoredPatch patch, Set<Integer> pids, Progress progress) {
        calls.add("preview " + action + " " + pids);
        PreflightCheck check = PreflightCheck.passed("function-too-small", "size of each function", "");
        return new Preview(
                List.of(check),
                List.of(new ProcessChecks(new TargetProcess(1, "ticketd", 7, "/opt/ticketd"), List.of(check))),
                List.of(new PlannedStep(
                        patch.label(),
                        Optional.of(1),
                        "ticketd",
                        "write the jumps",
                        Optional.of(PatchState.DEACTIVED),
                        Optional.of(PatchState.ACTIVED))),
                refusal);
    }

    @Override
    public Outcome change(ChangeOrder order, Progress progress) {
        holdBack.ifPresent(latch -> {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        fail();
        return changed(order);
    }

    private synchronized Outcome changed(ChangeOrder order) {
        calls.add(order.action() + " " + order.pids() + " " + order.timeout().toSeconds() + " s");
        PatchState now = switch (order.action()) {
            case APPLY, ACTIVE, ACCEPT -> PatchState.ACTIVED;
            case DEACTIVE -> PatchState.DEACTIVED;
            case REMOVE -> PatchState.NOT_APPLIED;
        };
        accepted = order.action() == DeployAction.ACCEPT;
        List<ChangeReport> reports = new ArrayList<>();
        states.replaceAll((pid, state) -> order.pids().isEmpty() || order.pids().contains(pid) ? now : state);
        if (!accepted) {
            states.keySet()
                    .forEach(pid -> reports.add(new ChangeReport(
                            pid,
                            now,
                            List.of(new ChangeReport.Step(
                                    "Write the jumps", Duration.ofMillis(2), FROZEN, Duration.ZERO)),
                            FROZEN,
                            Duration.ZERO,
                            7,
                            12)));
        }
        history.addFirst(new HistoryEntry(
                Instant.EPOCH,
                "alice",
                order.action().word(),
                order.patch().label(),
                order.patch().id(),
                List.of(),
                Duration.ofMillis(2),
                HistoryEntry.Result.DONE,
                Optional.of(now),
                List.of(),
                Optional.empty()));
        return new Outcome(order.patch(), now, reports);
    }

    @Override
    public synchronized List<HistoryEntry> history() {
        return List.copyOf(history);
    }
}
