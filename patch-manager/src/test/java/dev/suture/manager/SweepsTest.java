package dev.suture.manager;

import static dev.suture.manager.ManagerFixture.FIRST;
import static dev.suture.manager.ManagerFixture.P1;
import static dev.suture.manager.ManagerFixture.P2;
import static dev.suture.manager.ManagerFixture.P3;
import static dev.suture.manager.ManagerFixture.SECOND;
import static dev.suture.manager.ManagerFixture.THIRD;
import static dev.suture.manager.ManagerFixture.refused;
import static dev.suture.plugin.PatchState.ACCEPTED;
import static dev.suture.plugin.PatchState.ACTIVED;
import static dev.suture.plugin.PatchState.DEACTIVED;
import static dev.suture.plugin.PatchState.NOT_APPLIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bringing processes to what is wanted: after a restart, after a save, and when more of them started. */
class SweepsTest {
    private static final PatchException BUSY =
            new PatchException(Kind.BUSY, "function-busy", "Function f is on the stack.", "Wait.");

    @TempDir
    Path folder;

    private ManagerFixture fixture;

    @BeforeEach
    void addPatches() throws Exception {
        fixture = new ManagerFixture(folder);
        fixture.add(FIRST, "lower");
        fixture.add(SECOND, "upper");
        fixture.add(THIRD, "beside", "g");
        fixture.run(P1);
    }

    @Test
    void afterARestartTheAcceptedComeBackInTheirOrder() {
        fixture.change(Action.APPLY, "upper");
        fixture.change(Action.APPLY, "beside");
        fixture.change(Action.APPLY, "lower");
        fixture.change(Action.ACCEPT, "lower");
        fixture.change(Action.ACCEPT, "upper");
        fixture.restart(P1, P2);

        SweepReport report = fixture.sweep(Sweep.RESTORE_ACCEPTED);

        assertThat(report.failures()).isEmpty();
        assertThat(report.changed())
                .extracting(o -> o.patch().label())
                .containsExactly("service/upper", "service/lower");
        assertThat(report.changed()).extracting(Outcome::state).containsOnly(ACCEPTED);
        assertThat(fixture.plugin.stack(P1)).containsExactly(SECOND, FIRST);
        assertThat(fixture.plugin.stack(P2)).containsExactly(SECOND, FIRST);
        assertThat(fixture.sweep(Sweep.RESTORE_ACCEPTED).changed()).as("again").isEmpty();
    }

    @Test
    void restoreBringsBackWhatWasSaved() {
        fixture.change(Action.APPLY, "lower");
        fixture.change(Action.APPLY, "upper");
        fixture.change(Action.ACCEPT, "upper");
        assertThat(refused(() -> fixture.sweep(Sweep.RESTORE)).id()).isEqualTo("nothing-saved");
        SavedStates saved = fixture.manager().save(false);
        assertThat(saved.patches())
                .containsExactly(
                        new WantedState(THIRD, NOT_APPLIED, 0),
                        new WantedState(FIRST, ACTIVED, 1),
                        new WantedState(SECOND, ACCEPTED, 2));

        fixture.change(Action.REMOVE, "upper");
        fixture.change(Action.REMOVE, "lower");
        fixture.change(Action.APPLY, "beside");
        fixture.change(Action.APPLY, "upper");
        fixture.change(Action.DEACTIVE, "upper");
        SweepReport report = fixture.sweep(Sweep.RESTORE);

        assertThat(report.failures()).isEmpty();
        assertThat(fixture.plugin.stack(P1)).containsExactly(FIRST, SECOND);
        assertThat(fixture.plugin.state(THIRD, P1)).isEqualTo(NOT_APPLIED);
        assertThat(fixture.manager().wanted())
                .containsExactly(new WantedState(FIRST, ACTIVED, 1), new WantedState(SECOND, ACCEPTED, 2));
        fixture.restart(P1);
        fixture.sweep(Sweep.RESTORE);
        assertThat(fixture.plugin.stack(P1)).as("after a restart as well").containsExactly(FIRST, SECOND);
    }

    @Test
    void whatIsDeactivedIsRestoredSo() {
        fixture.change(Action.APPLY, "lower");
        fixture.change(Action.DEACTIVE, "lower");
        fixture.manager().save(false);
        fixture.restart(P1);
        fixture.sweep(Sweep.RESTORE);
        assertThat(fixture.plugin.state(FIRST, P1)).isEqualTo(DEACTIVED);
        assertThat(fixture.status("lower").wanted()).isEqualTo(DEACTIVED);
    }

    @Test
    void aSavedPatchThatIsGoneIsToldAndKeepsNoOther() {
        fixture.change(Action.APPLY, "lower");
        fixture.manager().save(false);
        fixture.change(Action.REMOVE, "lower");
        fixture.manager().forget(SECOND, false);
        SweepReport report = fixture.sweep(Sweep.RESTORE);
        assertThat(report.failures()).singleElement().satisfies(f -> {
            assertThat(f.id()).isEqualTo("unknown-patch");
            assertThat(f.message()).contains(SECOND);
        });
        assertThat(fixture.plugin.stack(P1)).containsExactly(FIRST);
    }

    @Test
    void savedStatesThatCannotBeReadAreNotGuessed() throws Exception {
        fixture.manager().save(false);
        Path file = folder.resolve("store/saved.json");
        for (String broken : List.of("", "{", "{\"schemaVersion\":1}", "{\"schemaVersion\":9}")) {
            Files.writeString(file, broken);
            PatchException failure = refused(() -> fixture.sweep(Sweep.RESTORE));
            assertThat(failure.id()).as(broken).isEqualTo("saved-unreadable");
            assertThat(failure.remedy()).contains(broken.contains("9") ? "Suture that wrote" : "Save them again");
        }
    }

    @Test
    void rescanReachesWhatStartedMeanwhile() {
        fixture.change(Action.APPLY, "lower");
        fixture.change(Action.APPLY, "upper");
        fixture.run(P2, P3);
        fixture.change(Action.APPLY, "beside", P3);
        SweepReport report = fixture.sweep(Sweep.RESCAN);
        assertThat(report.failures()).isEmpty();
        assertThat(fixture.plugin.stack(P2)).containsExactly(FIRST, SECOND);
        assertThat(fixture.plugin.stack(P3)).containsExactly(THIRD, FIRST, SECOND);
        assertThat(fixture.status("lower").state()).isEqualTo(ACTIVED);
        assertThat(fixture.status("beside").processes().get(1).state())
                .as("wanted in one process only")
                .isEqualTo(NOT_APPLIED);
        assertThat(fixture.sweep(Sweep.RESCAN).changed()).isEmpty();
    }

    @Test
    void rescanLeavesAloneWhatSomebodyTookOutOfOneProcess() {
        fixture.run(P2);
        fixture.change(Action.APPLY, "lower");
        fixture.change(Action.REMOVE, "lower", P2);
        assertThat(fixture.sweep(Sweep.RESCAN).changed()).isEmpty();
        assertThat(fixture.plugin.state(FIRST, P2)).isEqualTo(NOT_APPLIED);
    }

    @Test
    void rescanCanBeOfOneProcess() {
        fixture.change(Action.APPLY, "lower");
        fixture.run(P2, P3);
        fixture.manager().sweep(Sweep.RESCAN, Set.of(P3), ManagerFixture.SHORT, Progress.NONE);
        assertThat(fixture.plugin.stack(P2)).isEmpty();
        assertThat(fixture.plugin.stack(P3)).containsExactly(FIRST);
    }

    @Test
    void oneProcessThatFailsKeepsNoOtherButWhatBelongsOverItStaysOut() {
        fixture.change(Action.APPLY, "lower");
        fixture.change(Action.APPLY, "upper");
        fixture.change(Action.APPLY, "beside");
        fixture.run(P2, P3);
        fixture.plugin.before("active " + P2, () -> {
            // The second call of it is of another patch.
            fixture.plugin.before("active " + P2, () -> {});
            throw BUSY;
        });
        SweepReport report = fixture.sweep(Sweep.RESCAN);
        assertThat(report.failures())
                .extracting(SweepReport.Failure::patch, f -> f.pid().orElseThrow(), SweepReport.Failure::id)
                .containsExactly(
                        tuple("service/lower", P2, "function-busy"), tuple("service/upper", P2, "missing-below"));
        assertThat(fixture.plugin.stack(P2)).containsExactly(THIRD);
        assertThat(fixture.plugin.state(FIRST, P2)).as("put back").isEqualTo(NOT_APPLIED);
        assertThat(fixture.plugin.stack(P3)).containsExactly(FIRST, SECOND, THIRD);
    }

    @Test
    void aSweepCanBePlanned() throws Exception {
        fixture.change(Action.APPLY, "lower");
        fixture.run(P2);
        var before = fixture.contents();
        fixture.plugin.calls().clear();
        List<PlannedStep> steps = fixture.manager().planSweep(Sweep.RESCAN, Set.of());
        assertThat(steps).extracting(s -> s.pid().orElseThrow()).containsExactly(P2, P2);
        assertThat(steps).extracting(s -> s.to().orElseThrow()).containsExactly(DEACTIVED, ACTIVED);
        assertThat(fixture.plugin.calls()).isEmpty();
        assertThat(fixture.contents()).isEqualTo(before);
        assertThat(fixture.manager().save(true).patches()).hasSize(3);
        assertThat(fixture.contents()).as("not saved").isEqualTo(before);
    }
}
