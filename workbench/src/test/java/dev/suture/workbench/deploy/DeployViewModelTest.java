package dev.suture.workbench.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.correlate.Correlator;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.model.Comparison;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Severity;
import dev.suture.diff.model.Status;
import dev.suture.elf.ElfBuilder;
import dev.suture.elf.ElfFile;
import dev.suture.elf.Machine;
import dev.suture.manager.Outcome;
import dev.suture.manager.PatchStatus;
import dev.suture.manager.PatchStatus.ProcessState;
import dev.suture.manager.StoredPatch;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchInfo;
import dev.suture.plugin.PatchInfo.PatchedFunction;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import dev.suture.workbench.DirectUi;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeployViewModelTest {
    private static final Path TARGET = Path.of("build", "ticketd");

    private final DirectUi ui = new DirectUi();
    private final FakeService service = new FakeService();
    private final DeployViewModel model = new DeployViewModel(ui.background, ui.messages);

    /** Processes that are numbers with states; no ELF, no ptrace. */
    private static final class FakeService implements DeployService {
        final Map<Integer, PatchState> states = new TreeMap<>();
        final List<String> calls = new ArrayList<>();
        Optional<PatchException> failure = Optional.empty();
        Optional<CountDownLatch> holdBack = Optional.empty();

        @Override
        public StoredPatch build(PatchOrder order, Optional<StoredPatch> replaced, Progress progress) {
            calls.add("build %s%s".formatted(order.name(), replaced.isPresent() ? " again" : ""));
            failure.ifPresent(f -> {
                throw f;
            });
            PatchInfo info = new PatchInfo(
                    "id",
                    order.name(),
                    "upatch",
                    "x86_64",
                    order.target().getFileName().toString(),
                    "abcd",
                    List.of(new PatchedFunction("f", 0x1000, 40, 44)));
            return new StoredPatch(info, Path.of("store", "id"), "2026-01-01T00:00:00Z");
        }

        @Override
        public synchronized PatchStatus status(StoredPatch patch) {
            List<ProcessState> processes = states.entrySet().stream()
                    .map(e -> new ProcessState(new TargetProcess(e.getKey(), "ticketd", 7, "ticketd"), e.getValue()))
                    .toList();
            PatchState common = processes.isEmpty()
                    ? PatchState.NOT_APPLIED
                    : processes.getFirst().state();
            return new PatchStatus(patch, common, processes);
        }

        @Override
        public Outcome change(DeployAction action, StoredPatch patch, Set<Integer> pids, Progress progress) {
            holdBack.ifPresent(latch -> {
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            failure.ifPresent(f -> {
                throw f;
            });
            calls.add(action + " " + pids);
            PatchState now = switch (action) {
                case APPLY, ACTIVE -> PatchState.ACTIVED;
                case DEACTIVE -> PatchState.DEACTIVED;
                case REMOVE -> PatchState.NOT_APPLIED;
            };
            List<ChangeReport> reports = new ArrayList<>();
            synchronized (this) {
                states.replaceAll((pid, state) -> pids.isEmpty() || pids.contains(pid) ? now : state);
                states.keySet()
                        .forEach(pid -> reports.add(new ChangeReport(
                                pid,
                                now,
                                List.of(new ChangeReport.Step("wrote 1 jump", Duration.ofNanos(12_000))),
                                Duration.ofNanos(310_000),
                                Duration.ZERO,
                                7,
                                12)));
            }
            return new Outcome(patch, now, reports);
        }
    }

    @AfterEach
    void close() {
        ui.close();
    }

    /** A report that differs; its object is the smallest there is, as only its status and findings matter here. */
    private static DiffReport report(Finding... findings) {
        ElfFile empty = ElfFile.of("a.o", new ElfBuilder(Machine.X86_64, ByteOrder.LITTLE_ENDIAN).build());
        ObjectItems items = ObjectItems.of(empty);
        Comparison comparison = new Comparison(items, items, Correlator.correlate(items, items));
        ObjectDiff object = new ObjectDiff("a.o", Status.CHANGED, comparison, List.of(), List.of(findings), 0);
        return new DiffReport("base", "patched", List.of(object), 0, Duration.ZERO);
    }

    private void open(Finding... findings) {
        model.open(
                new DeployContext(Path.of("base"), Path.of("patched"), Optional.of(TARGET), report(findings)), service);
    }

    private void build() {
        open();
        model.build();
        ui.until(() -> model.status().get().isPresent());
    }

    private Offer offer(DeployAction action) {
        return model.offers().get().offer(action);
    }

    @Test
    void whatIsMissingIsSaidInsteadOfDone() {
        assertThat(model.buildOffer().whyNot())
                .hasValueSatisfying(w -> assertThat(w).contains("no comparison"));
        model.open(new DeployContext(Path.of("base"), Path.of("patched"), Optional.empty(), report()), service);
        assertThat(model.buildOffer().whyNot())
                .hasValueSatisfying(w -> assertThat(w).contains("target ELF"));
        model.target().set(Optional.of(TARGET));
        assertThat(model.name().get()).isEqualTo("ticketd-fix");
        assertThat(model.buildOffer().possible()).isTrue();
        model.name().set(" ");
        assertThat(model.buildOffer().possible()).isFalse();
        model.build();
        assertThat(service.calls).isEmpty();
        assertThat(offer(DeployAction.APPLY).whyNot()).contains("Build the hot patch first.");
    }

    @Test
    void aBlockerForbidsBuilding() {
        open(new Finding("data-changed", Severity.BLOCKER, "fares", "It changed.", "Leave it."));
        assertThat(model.blockers()).hasSize(1);
        assertThat(model.buildOffer().whyNot())
                .hasValueSatisfying(w -> assertThat(w).contains("fares"));
        model.build();
        assertThat(service.calls).isEmpty();
    }

    @Test
    void theButtonNamesPatchAndTargetAndAppliesToAllProcesses() {
        service.states.put(1234, PatchState.NOT_APPLIED);
        build();
        assertThat(offer(DeployAction.APPLY))
                .isEqualTo(new Offer("Apply ticketd-fix to ticketd (pid 1234)", Optional.empty()));
        assertThat(offer(DeployAction.REMOVE).whyNot())
                .contains("Only what is applied can be removed: process 1234 is NOT-APPLIED.");
        model.take(DeployAction.APPLY);
        assertThat(offer(DeployAction.APPLY).whyNot())
                .hasValueSatisfying(w -> assertThat(w).startsWith("Wait until"));
        ui.until(() -> model.status().get().orElseThrow().state() == PatchState.ACTIVED);
        assertThat(service.calls).containsExactly("build ticketd-fix", "APPLY []");
        assertThat(model.log())
                .extracting(LogLine::kind)
                .containsSubsequence(LogLine.Kind.STEP, LogLine.Kind.FREEZE, LogLine.Kind.DONE);
        assertThat(model.log())
                .filteredOn(l -> l.kind() == LogLine.Kind.FREEZE)
                .singleElement()
                .satisfies(l -> assertThat(l.time()).isEqualTo("0.31 ms"));
        assertThat(offer(DeployAction.APPLY).possible()).isFalse();
        assertThat(offer(DeployAction.DEACTIVE).possible()).isTrue();
        assertThat(offer(DeployAction.REMOVE).possible()).isTrue();
    }

    @Test
    void whatIsLoadedAlreadyIsOnlyMadeActive() {
        service.states.put(7, PatchState.DEACTIVED);
        build();
        assertThat(model.offers().get().primary()).isEqualTo(DeployAction.ACTIVE);
        assertThat(offer(DeployAction.ACTIVE).label()).isEqualTo("Active ticketd-fix to ticketd (pid 7)");
    }

    @Test
    void onlyThePickedProcessesAreChanged() {
        service.states.put(1, PatchState.NOT_APPLIED);
        service.states.put(2, PatchState.NOT_APPLIED);
        build();
        assertThat(offer(DeployAction.APPLY).label()).isEqualTo("Apply ticketd-fix to 2 processes of ticketd");
        model.chosen().set(Set.of(2));
        model.take(DeployAction.APPLY);
        ui.until(() -> model.status().get().orElseThrow().processes().get(1).state() == PatchState.ACTIVED);
        assertThat(service.calls).contains("APPLY [2]");
        assertThat(offer(DeployAction.APPLY).possible()).isFalse();
        model.chosen().set(Set.of());
        assertThat(offer(DeployAction.APPLY).possible()).isTrue();
    }

    @Test
    void withoutAProcessNothingCanBeApplied() {
        build();
        assertThat(offer(DeployAction.APPLY).whyNot())
                .hasValueSatisfying(
                        w -> assertThat(w).contains("No running process").contains("abcd"));
    }

    @Test
    void aFailureIsShownWithItsRemedyAndTheActionCanBeTriedAgain() {
        service.states.put(1, PatchState.NOT_APPLIED);
        build();
        service.failure = Optional.of(
                new PatchException(PatchException.Kind.BUSY, "busy", "Thread 9 is in f.", "Try again later."));
        model.take(DeployAction.APPLY);
        ui.until(() -> model.problem().get().isPresent());
        assertThat(model.problem().get().orElseThrow().why()).isEqualTo("Thread 9 is in f.");
        assertThat(model.problem().get().orElseThrow().remedy()).isEqualTo("Try again later.");
        assertThat(model.log()).last().satisfies(l -> assertThat(l.kind()).isEqualTo(LogLine.Kind.FAILED));
        service.failure = Optional.empty();
        assertThat(offer(DeployAction.APPLY).possible()).isTrue();
        model.take(DeployAction.APPLY);
        assertThat(model.problem().get()).isEmpty();
        ui.until(() -> model.status().get().orElseThrow().state() == PatchState.ACTIVED);
    }

    @Test
    void anotherTargetMakesTheBuiltPatchVoid() {
        service.states.put(1, PatchState.NOT_APPLIED);
        build();
        model.target().set(Optional.of(Path.of("build", "other")));
        assertThat(model.patch().get()).isEmpty();
        assertThat(model.status().get()).isEmpty();
        assertThat(offer(DeployAction.APPLY).possible()).isFalse();
        assertThat(model.name().get()).isEqualTo("other-fix");
    }

    @Test
    void oneThingAtATime() {
        service.states.put(1, PatchState.NOT_APPLIED);
        build();
        CountDownLatch latch = new CountDownLatch(1);
        service.holdBack = Optional.of(latch);
        model.take(DeployAction.APPLY);
        model.take(DeployAction.APPLY);
        model.build();
        latch.countDown();
        ui.until(() -> model.status().get().orElseThrow().state() == PatchState.ACTIVED);
        assertThat(service.calls).containsExactly("build ticketd-fix", "APPLY []");
    }
}
