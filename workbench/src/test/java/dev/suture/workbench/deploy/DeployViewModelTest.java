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
import dev.suture.manager.HistoryEntry;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchState;
import dev.suture.workbench.DirectUi;
import dev.suture.workbench.deploy.change.ChangeState;
import dev.suture.workbench.deploy.change.DeployOffers;
import dev.suture.workbench.deploy.cycle.LifeCycle;
import dev.suture.workbench.deploy.process.ProcessRow;
import dev.suture.workbench.deploy.service.DeployAction;
import dev.suture.workbench.deploy.service.DeployContext;
import dev.suture.workbench.deploy.service.NewStarts;
import dev.suture.workbench.parts.Offer;
import dev.suture.workbench.task.Problem;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeployViewModelTest {
    private static final Path TARGET = Path.of("build", "ticketd");

    private final DirectUi ui = new DirectUi();
    private final FakeDeployService service = new FakeDeployService();
    private final DeployViewModel model = new DeployViewModel(ui.background, ui.messages);

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
        untilSeen();
    }

    private void untilSeen() {
        ui.until(() -> model.processes().status().get().isPresent());
    }

    private void untilState(PatchState state) {
        ui.until(() ->
                model.processes().status().get().filter(s -> s.state() == state).isPresent());
    }

    private DeployOffers offers() {
        return model.change().offers().get();
    }

    private Offer offer(DeployAction action) {
        return offers().offer(action);
    }

    private void ask(DeployAction action) {
        model.change().ask(action);
        ui.until(() -> model.change().state().get() instanceof ChangeState.Asking);
    }

    private void make(DeployAction action) {
        ask(action);
        model.change().confirm();
        ui.until(() -> model.change().state().get() instanceof ChangeState.Done);
    }

    private Problem refused() {
        ui.until(() -> model.change().state().get() instanceof ChangeState.Refused);
        return ((ChangeState.Refused) model.change().state().get()).problem();
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
        model.change().ask(DeployAction.APPLY);
        assertThat(service.calls).isEmpty();
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
    void nothingHappensBeforeTheConfirmationWhichNamesPatchAndTarget() {
        service.run(1234, PatchState.NOT_APPLIED);
        build();
        assertThat(offer(DeployAction.REMOVE).whyNot())
                .contains("Only what is applied can be removed: process 1234 is NOT-APPLIED.");
        ask(DeployAction.APPLY);
        assertThat(service.calls).containsExactly("build ticketd-fix", "preview APPLY []");
        assertThat(model.change().confirmation())
                .isEqualTo(new Offer("Apply ticketd-fix to ticketd (pid 1234)", Optional.empty()));
        model.change().cancel();
        assertThat(model.change().state().get()).isInstanceOf(ChangeState.Idle.class);
        model.change().confirm();
        assertThat(service.calls).hasSize(2);
    }

    @Test
    void whatWasMadeIsToldWithItsStepsAndStandsInTheHistory() {
        service.run(1234, PatchState.NOT_APPLIED);
        build();
        ask(DeployAction.APPLY);
        CountDownLatch latch = new CountDownLatch(1);
        service.holdBack = Optional.of(latch);
        model.change().confirm();
        assertThat(offer(DeployAction.APPLY).whyNot())
                .hasValueSatisfying(w -> assertThat(w).startsWith("Wait until"));
        model.build();
        model.change().confirm();
        latch.countDown();
        untilState(PatchState.ACTIVED);
        assertThat(service.calls).containsExactly("build ticketd-fix", "preview APPLY []", "APPLY [] 3 s");
        assertThat(model.change().state().get()).isInstanceOfSatisfying(ChangeState.Done.class, done -> {
            assertThat(done.timeline().frozen()).isEqualTo(FakeDeployService.FROZEN);
            assertThat(done.outcome().state()).isEqualTo(PatchState.ACTIVED);
        });
        ui.until(() -> model.history().entries().size() == 1);
        assertThat(offer(DeployAction.APPLY).possible()).isFalse();
        assertThat(offer(DeployAction.DEACTIVE).possible()).isTrue();
        make(DeployAction.ACCEPT);
        untilState(PatchState.ACCEPTED);
        assertThat(offer(DeployAction.ACCEPT).whyNot()).contains("It is accepted already.");
        assertThat(offer(DeployAction.REMOVE).possible()).isTrue();
    }

    @Test
    void onlyThePickedProcessesAreChanged() {
        service.run(1, PatchState.NOT_APPLIED);
        service.run(2, PatchState.NOT_APPLIED);
        build();
        ask(DeployAction.APPLY);
        assertThat(model.change().confirmation().label()).isEqualTo("Apply ticketd-fix to ticketd (2 processes)");
        model.processes().chosen().set(Set.of(2));
        ui.until(() -> service.calls.contains("preview APPLY [2]")
                && model.change().state().get() instanceof ChangeState.Asking);
        assertThat(model.change().confirmation().label()).isEqualTo("Apply ticketd-fix to ticketd (pid 2)");
        model.change().confirm();
        untilState(PatchState.PARTLY_ACTIVED);
        assertThat(service.calls).contains("APPLY [2] 3 s");
        assertThat(offer(DeployAction.APPLY).possible()).isFalse();
        model.processes().chosen().set(Set.of());
        assertThat(offer(DeployAction.APPLY).possible()).isTrue();
        LifeCycle cycle = LifeCycle.of(offers());
        assertThat(cycle.states())
                .filteredOn(LifeCycle.State::current)
                .extracting(LifeCycle.State::state)
                .containsExactly(PatchState.PARTLY_ACTIVED);
        assertThat(cycle.states())
                .filteredOn(s -> s.processes() == 1)
                .extracting(LifeCycle.State::state)
                .containsExactly(PatchState.NOT_APPLIED, PatchState.ACTIVED);
    }

    @Test
    void whatWasMeantForAProcessThatEndedGoesToNoOther() {
        service.run(1, PatchState.NOT_APPLIED);
        service.run(2, PatchState.NOT_APPLIED);
        build();
        model.processes().chosen().set(Set.of(2));
        service.end(2);
        model.look();
        ui.until(() -> model.processes().rows().size() == 1);
        ui.until(
                () -> model.processes().status().get().orElseThrow().processes().size() == 1);
        assertThat(offer(DeployAction.APPLY).whyNot())
                .hasValueSatisfying(w -> assertThat(w).contains("have ended"));
    }

    @Test
    void rowsChangeInTheirPlaces() {
        service.run(1, PatchState.NOT_APPLIED);
        service.run(3, PatchState.NOT_APPLIED);
        build();
        ProcessRow first = model.processes().rows().getFirst();
        assertThat(first.user()).isEqualTo("alice");
        service.run(2, PatchState.ACTIVED);
        service.end(3);
        model.look();
        ui.until(() ->
                model.processes().rows().stream().map(ProcessRow::pid).toList().equals(List.of(1, 2)));
        assertThat(model.processes().rows().getFirst()).isSameAs(first);
    }

    @Test
    void withoutAProcessNothingCanBeApplied() {
        build();
        assertThat(offer(DeployAction.APPLY).whyNot())
                .hasValueSatisfying(
                        w -> assertThat(w).contains("No running process").contains("abcd"));
    }

    @Test
    void whatWouldBeRefusedCannotBeConfirmed() {
        service.run(1, PatchState.NOT_APPLIED);
        service.refusal = Optional.of(
                new PatchException(PatchException.Kind.REFUSED, "overridden", "Another lies over it.", "Take it off."));
        build();
        ask(DeployAction.APPLY);
        assertThat(model.change().confirmation().whyNot()).contains("Another lies over it.");
        model.change().confirm();
        assertThat(service.calls).doesNotContain("APPLY [] 3 s");
    }

    @Test
    void whatWasRefusedCanBeTriedAgainWithMorePatience() {
        service.run(1, PatchState.NOT_APPLIED);
        build();
        ask(DeployAction.APPLY);
        service.failure = Optional.of(
                new PatchException(PatchException.Kind.BUSY, "function-busy", "Thread 9 is in f.", "Try again later."));
        model.change().confirm();
        Problem problem = refused();
        assertThat(problem.why()).isEqualTo("Thread 9 is in f.");
        assertThat(problem.id()).isEqualTo("function-busy");
        service.failure = Optional.empty();
        model.change().retry(Duration.ofSeconds(30));
        untilState(PatchState.ACTIVED);
        assertThat(service.calls).contains("APPLY [] 30 s");
    }

    @Test
    void aFailedBuildIsShown() {
        service.failure =
                Optional.of(new PatchException(PatchException.Kind.REFUSED, "not-of-target", "No.", "Name another."));
        open();
        model.build();
        assertThat(refused().remedy()).isEqualTo("Name another.");
        assertThat(model.buildOffer().possible()).isTrue();
    }

    @Test
    void anotherTargetMakesTheBuiltPatchVoid() {
        service.run(1, PatchState.NOT_APPLIED);
        build();
        model.target().set(Optional.of(Path.of("build", "other")));
        assertThat(model.patch().get()).isEmpty();
        assertThat(model.processes().status().get()).isEmpty();
        assertThat(offer(DeployAction.APPLY).possible()).isFalse();
        assertThat(model.name().get()).isEqualTo("other-fix");
    }

    @Test
    void aPackageIsOpenedWithoutAReview() {
        service.run(1, PatchState.NOT_APPLIED);
        model.open(Path.of("/tmp/fix.tar.zst"), service);
        untilSeen();
        assertThat(model.context().get()).isEmpty();
        assertThat(model.patches()).hasSize(2);
        assertThat(model.patch().get()).contains(model.patches().getFirst());
        model.show(model.patches().getLast());
        untilSeen();
        ask(DeployAction.APPLY);
        assertThat(model.change().confirmation().label()).isEqualTo("Apply two to libticket.so (pid 1)");
    }

    @Test
    void whatCannotBeOpenedIsToldAsARefusal() {
        service.failure =
                Optional.of(new PatchException(PatchException.Kind.TROUBLE, "not-a-patch", "It is none.", "Make one."));
        model.open(Path.of("/tmp/x"), service);
        assertThat(refused().why()).isEqualTo("It is none.");
    }

    /** Keys that the code puts together are not found by looking for them in it. */
    @Test
    void everyActionStateAndPromiseHasItsTexts() {
        for (DeployAction action : DeployAction.values()) {
            for (String key : List.of("deploy.action.", "deploy.confirm.", "deploy.why.state.", "action.deploy.")) {
                assertThat(ui.messages.text(key + action.key(), "a", "b")).isNotBlank();
            }
        }
        for (NewStarts.Promise promise : NewStarts.Promise.values()) {
            String key = promise.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            assertThat(ui.messages.text("deploy.starts." + key, "ticketd")).contains("ticketd");
        }
        for (HistoryEntry.Result result : HistoryEntry.Result.values()) {
            assertThat(ui.messages.text("deploy.history." + result.name().toLowerCase(java.util.Locale.ROOT)))
                    .isNotBlank();
        }
    }
}
