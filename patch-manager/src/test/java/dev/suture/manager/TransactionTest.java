package dev.suture.manager;

import static dev.suture.plugin.PatchState.ACTIVED;
import static dev.suture.plugin.PatchState.DEACTIVED;
import static dev.suture.plugin.PatchState.NOT_APPLIED;
import static dev.suture.plugin.PatchState.PARTLY_ACTIVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionTest {
    private static final PatchException BUSY =
            new PatchException(Kind.BUSY, "function-busy", "Function f is on the stack.", "Wait.");

    @TempDir
    Path folder;

    private final FakePlugin plugin = new FakePlugin();
    private PatchManager manager;
    private StoredPatch patch;

    @BeforeEach
    void addPatch() throws Exception {
        manager = PatchManager.open(folder.resolve("store"), List.of(plugin));
        patch = manager.add(FakePlugin.patchFile(folder, "11111111-0000-4000-8000-000000000001", "fix", "service"));
    }

    private void run(int... pids) {
        for (int pid : pids) {
            plugin.run(pid);
        }
    }

    private Outcome apply(Integer... pids) {
        return change(Action.APPLY, pids);
    }

    private Outcome remove() {
        return change(Action.REMOVE);
    }

    private Outcome change(Action action, Integer... pids) {
        return manager.change(request(action, pids), Progress.NONE).getFirst();
    }

    private ChangeRequest request(Action action, Integer... pids) {
        return ChangeRequest.of(action, patch.info().id()).on(Set.of(pids));
    }

    private PatchStatus status() {
        return manager.status(Optional.of(patch.info().id())).patches().getFirst();
    }

    private static PatchException refused(ThrowingCallable call) {
        return catchThrowableOfType(PatchException.class, call);
    }

    @Test
    void appliesToAllProcessesAndTakesThemBack() {
        run(1, 2);
        Outcome applied = apply();
        assertThat(applied.state()).isEqualTo(ACTIVED);
        assertThat(applied.processes()).extracting(ChangeReport::pid).containsExactly(1, 2);
        assertThat(plugin.calls()).containsExactly("load 1", "active 1", "load 2", "active 2");

        assertThat(remove().state()).isEqualTo(NOT_APPLIED);
        assertThat(plugin.state(1)).isEqualTo(NOT_APPLIED);
        assertThat(plugin.state(2)).isEqualTo(NOT_APPLIED);
    }

    @Test
    void countsBothStepsOfAnApplyAsOneChange() {
        run(1);
        assertThat(apply().processes()).singleElement().satisfies(report -> {
            assertThat(report.state()).isEqualTo(ACTIVED);
            assertThat(report.steps()).extracting(ChangeReport.Step::text).containsExactly("load", "active");
            assertThat(report.frozen()).isEqualTo(Duration.ofMillis(4));
            assertThat(report.waited()).isEqualTo(Duration.ofMillis(6));
            assertThat(report.threads()).isEqualTo(4);
            assertThat(report.traceCalls()).isEqualTo(10);
        });
    }

    @Test
    void putsFinishedProcessesBackInReverseOrderWhenOneFails() {
        run(1, 2, 3);
        plugin.fail("active 3", BUSY);

        PatchException failure = refused(this::apply);

        assertThat(failure.kind()).isEqualTo(Kind.BUSY);
        assertThat(failure.id()).isEqualTo("function-busy");
        assertThat(failure.remedy()).isEqualTo("Wait.");
        assertThat(failure)
                .hasMessageContaining("Process 3 (service 3)")
                .hasMessageContaining("Function f is on the stack.")
                .hasMessageContaining("put back: 1, 2.")
                .hasCause(BUSY);
        assertThat(plugin.calls())
                .containsExactly(
                        "load 1",
                        "active 1",
                        "load 2",
                        "active 2",
                        "load 3", // and active 3 failed
                        "remove 3",
                        "remove 2",
                        "remove 1");
        assertThat(status().state()).isEqualTo(NOT_APPLIED);
    }

    @Test
    void aFailedRemoveMakesThePatchActiveAgain() {
        run(1, 2);
        apply();
        plugin.fail("remove 2", BUSY);

        assertThat(refused(this::remove)).hasMessageContaining("put back: 1.");
        assertThat(plugin.state(1)).isEqualTo(ACTIVED);
        assertThat(plugin.state(2)).isEqualTo(ACTIVED);
    }

    @Test
    void saysSoWhenPuttingBackFailsToo() {
        run(1, 2, 3);
        RuntimeException stuck = new IllegalStateException("stuck");
        plugin.fail("active 3", BUSY);
        plugin.fail("remove 2", stuck);

        PatchException failure = refused(this::apply);

        assertThat(failure)
                .hasMessageContaining("put back: 1.")
                .hasMessageContaining("PARTLY changed are now: 2,")
                .hasSuppressedException(stuck);
        assertThat(failure.remedy()).contains("suture recover");
        assertThat(plugin.state(1)).isEqualTo(NOT_APPLIED);
        assertThat(plugin.state(2)).isEqualTo(ACTIVED);
        assertThat(status().state()).isEqualTo(PARTLY_ACTIVED);
    }

    @Test
    void anUnexpectedFailureOfADriverIsPutBackAsWell() {
        run(1, 2);
        plugin.fail("load 2", new IllegalStateException("a bug"));
        assertThat(refused(this::apply).id()).isEqualTo("driver-failed");
        assertThat(plugin.state(1)).isEqualTo(NOT_APPLIED);
    }

    @Test
    void aProcessNobodyNamedMayEndMeanwhile() {
        run(1, 2, 3);
        plugin.before("active 2", () -> plugin.end(2));
        assertThat(apply().processes()).extracting(ChangeReport::pid).containsExactly(1, 3);
    }

    @Test
    void aNamedProcessThatEndsIsAFailure() {
        run(1, 2);
        plugin.before("active 2", () -> plugin.end(2));
        assertThat(refused(() -> apply(1, 2))).hasMessageContaining("Process 2");
        assertThat(plugin.state(1)).isEqualTo(NOT_APPLIED);
    }

    @Test
    void cancellingPutsBackWhatWasDone() {
        run(1, 2);
        Progress cancelAfterFirst = new Progress() {
            @Override
            public boolean cancelled() {
                return plugin.calls().contains("active 1");
            }
        };
        PatchException failure = refused(() -> manager.change(request(Action.APPLY), cancelAfterFirst));
        assertThat(failure.id()).isEqualTo("cancelled");
        assertThat(status().state()).isEqualTo(NOT_APPLIED);
    }

    @Test
    void refusesToApplyTwice() {
        run(1);
        apply();
        PatchException failure = refused(this::apply);
        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure.id()).isEqualTo("already-applied");
        assertThat(failure).hasMessageContaining("service/fix").hasMessageContaining("process 1 is ACTIVED");
    }

    @Test
    void applyReachesNewProcessesButRefusesANamedOneThatHasIt() {
        run(1);
        apply();
        run(2);
        assertThat(refused(() -> apply(1, 2)).id()).isEqualTo("already-applied");
        assertThat(plugin.state(2)).isEqualTo(NOT_APPLIED);

        assertThat(apply().processes()).extracting(ChangeReport::pid).containsExactly(2);
        assertThat(status().state()).isEqualTo(ACTIVED);
    }

    @Test
    void touchesOnlyTheNamedProcess() {
        run(1, 2);
        assertThat(apply(2).state()).isEqualTo(PARTLY_ACTIVED);
        assertThat(plugin.state(1)).isEqualTo(NOT_APPLIED);
    }

    @Test
    void refusesWithoutAProcess() {
        PatchException nobody = refused(this::apply);
        assertThat(nobody.kind()).isEqualTo(Kind.REFUSED);
        assertThat(nobody.id()).isEqualTo("no-process");
        assertThat(nobody.remedy()).isNotBlank();

        run(1);
        PatchException stranger = refused(() -> apply(1, 77));
        assertThat(stranger.id()).isEqualTo("no-process");
        assertThat(stranger).hasMessageContaining("77");
        assertThat(stranger.remedy()).contains("1");
    }

    @Test
    void followsTheLifeCycle() {
        run(1);
        assertThat(refused(() -> change(Action.ACTIVE)).id()).isEqualTo("not-deactived");
        assertThat(refused(() -> change(Action.DEACTIVE)).id()).isEqualTo("not-actived");
        assertThat(refused(this::remove).id()).isEqualTo("not-applied");

        apply();
        assertThat(change(Action.DEACTIVE).state()).isEqualTo(DEACTIVED);
        assertThat(change(Action.ACTIVE).state()).isEqualTo(ACTIVED);
        change(Action.DEACTIVE);
        assertThat(apply().state()).as("apply from DEACTIVED").isEqualTo(ACTIVED);
        change(Action.DEACTIVE);
        assertThat(remove().state()).as("remove from DEACTIVED").isEqualTo(NOT_APPLIED);
    }

    @Test
    void statusIsUnknownWhereAProcessCannotBeReadAndLeavesOutEndedOnes() {
        run(1, 2);
        PatchException forbidden =
                new PatchException(Kind.TROUBLE, "not-allowed", "May not trace process 1.", "Become root.");
        plugin.fail("status 1", forbidden);
        plugin.before("status 2", () -> plugin.end(2));

        PatchStatus status = status();

        assertThat(status.state()).isEqualTo(PatchState.UNKNOWN);
        assertThat(status.processes())
                .singleElement()
                .satisfies(p -> assertThat(p.process().pid()).isEqualTo(1));
        assertThat(refused(this::apply)).isSameAs(forbidden);
    }

    @Test
    void refusesAStoredCopyThatWasAltered() throws Exception {
        run(1);
        Files.write(patch.file(), List.of("FAKE", patch.info().id(), "fix", "service", "and more"));
        assertThat(refused(this::apply).id()).isEqualTo("stored-patch-altered");
        assertThat(plugin.calls()).isEmpty();
    }

    @Test
    void forgetsOnlyWhatNoProcessHas() {
        run(1);
        apply();
        PatchException failure = refused(() -> manager.forget(patch.info().id(), false));
        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure).hasMessageContaining("1");

        remove();
        manager.forget(patch.info().id(), false);
        assertThat(manager.list()).isEmpty();
        assertThat(patch.file()).doesNotExist();
    }
}
