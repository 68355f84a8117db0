package dev.suture.manager;

import static dev.suture.manager.ManagerFixture.FIRST;
import static dev.suture.manager.ManagerFixture.P1;
import static dev.suture.manager.ManagerFixture.P2;
import static dev.suture.manager.ManagerFixture.SECOND;
import static dev.suture.manager.ManagerFixture.refused;
import static dev.suture.manager.ManagerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.PreflightCheck;
import dev.suture.plugin.PreflightCheck.Result;
import dev.suture.plugin.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would be done, and what speaks against it, without doing it. */
class DryRunTest {
    @TempDir
    Path folder;

    private ManagerFixture fixture;
    private String file;

    @BeforeEach
    void write() throws Exception {
        fixture = new ManagerFixture(folder);
        fixture.run(P1, P2);
        file = FakePlugin.patchFile(folder, FIRST, "fix", "service").toString();
    }

    /** The calls of the driver that the steps stand for. */
    private static List<String> calls(List<PlannedStep> steps) {
        return steps.stream()
                .filter(s -> s.pid().isPresent())
                .map(s -> switch (s.to().orElseThrow()) {
                            case ACTIVED -> "active ";
                            case NOT_APPLIED -> "remove ";
                            default -> s.from().orElseThrow() == PatchState.ACTIVED ? "deactive " : "load ";
                        }
                        + s.pid().orElseThrow())
                .toList();
    }

    @Test
    void thePlannedStepsAreThoseThatAreMade() throws Exception {
        for (Action action : List.of(Action.APPLY, Action.DEACTIVE, Action.ACTIVE, Action.REMOVE)) {
            String identifier = action == Action.APPLY ? file : "fix";
            Map<String, String> before = fixture.contents();
            fixture.plugin.calls().clear();
            List<PlannedStep> steps = fixture.manager().plan(request(action, identifier));
            assertThat(fixture.plugin.calls()).as(action.word()).isEmpty();
            assertThat(fixture.contents()).as(action.word()).isEqualTo(before);
            fixture.change(action, identifier);
            assertThat(calls(steps)).as(action.word()).isNotEmpty().isEqualTo(fixture.plugin.calls());
        }
        assertThat(fixture.manager().plan(request(Action.APPLY, "fix", P2)))
                .extracting(PlannedStep::text)
                .contains("write down that it is to be ACTIVED in " + P2);
    }

    @Test
    void aPatchThatIsNotInTheStoreWouldBeTakenIntoIt() throws Exception {
        assertThat(fixture.manager().plan(request(Action.APPLY, file)))
                .first()
                .satisfies(s -> assertThat(s.text()).contains("into the store"));
        assertThat(fixture.manager().list()).isEmpty();
        assertThat(fixture.manager().status(Optional.of(file)).patches())
                .singleElement()
                .satisfies(s -> assertThat(s.processes()).hasSize(2));
        assertThat(fixture.manager().list()).as("looking at it adds nothing").isEmpty();
        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    void isRefusedAsTheChangeWouldBe() throws Exception {
        assertThat(refused(() -> fixture.manager().plan(request(Action.ACCEPT, file)))
                        .id())
                .isEqualTo("not-actived");
        fixture.change(Action.APPLY, file);
        assertThat(refused(() -> fixture.manager().plan(request(Action.APPLY, "fix")))
                        .id())
                .isEqualTo("already-applied");
        fixture.add(SECOND, "upper");
        fixture.change(Action.APPLY, "upper");
        assertThat(refused(() -> fixture.manager().plan(request(Action.REMOVE, "fix")))
                        .id())
                .isEqualTo("overridden");
        Path other = FakePlugin.patchFile(folder, ManagerFixture.THIRD, "fix", "service");
        assertThat(refused(() -> fixture.manager().plan(request(Action.APPLY, other.toString())))
                        .id())
                .isEqualTo("name-taken");
        assertThat(refused(() -> fixture.manager().forget(FIRST, true)).id()).isEqualTo("still-applied");
    }

    private CheckReport check(String identifier, Integer... pids) {
        return fixture.manager()
                .check(request(Action.APPLY, identifier, pids), Progress.NONE)
                .getFirst();
    }

    @Test
    void aCheckTellsEachThingItLookedAtAndChangesNothing() throws Exception {
        CheckReport report = check(file);
        assertThat(report.failed()).isFalse();
        assertThat(report.checks())
                .extracting(PreflightCheck::id, PreflightCheck::result)
                .containsExactly(tuple("stored-patch-altered", Result.SKIPPED), tuple("no-process", Result.PASSED));
        assertThat(report.processes())
                .hasSize(2)
                .allSatisfy(p -> assertThat(p.checks())
                        .extracting(PreflightCheck::id)
                        .containsExactly("unfinished-change", "already-applied", "overridden", "function-too-small"));
        assertThat(folder.resolve("store")).doesNotExist();
        assertThat(fixture.plugin.calls()).isEmpty();
    }

    @Test
    void aCheckSaysWhatSpeaksAgainstIt() throws Exception {
        fixture.change(Action.APPLY, file, P1);
        assertThat(failed(check("fix"))).containsExactly("already-applied");
        fixture.plugin.fail("check " + P2, new PatchException(Kind.TROUBLE, "not-allowed", "No.", "Become root."));
        assertThat(failed(check("fix"))).containsExactly("already-applied", "not-allowed");
        fixture.plugin.work();
        assertThat(failed(check("fix", P2))).isEmpty();
        assertThat(failed(check("fix", 77))).containsExactly("no-process");

        Files.writeString(fixture.manager().list().getFirst().file(), "FAKE\n" + FIRST + "\nfix\nservice\n\n");
        assertThat(failed(check("fix", P2))).containsExactly("stored-patch-altered");
    }

    @Test
    void aCheckKnowsWhatLiesOverIt() throws Exception {
        fixture.change(Action.APPLY, file, P1);
        fixture.add(SECOND, "upper");
        assertThat(check("upper").processes().getFirst().checks())
                .filteredOn(c -> c.id().equals("overridden"))
                .singleElement()
                .satisfies(c -> assertThat(c.detail()).isEqualTo("it will lie over service/fix"));
        fixture.change(Action.APPLY, "upper");
        assertThat(failed(check("fix", P2))).containsExactly("overridden");
    }

    private static List<String> failed(CheckReport report) {
        return Stream.concat(
                        report.checks().stream(), report.processes().stream().flatMap(p -> p.checks().stream()))
                .filter(c -> c.result() == Result.FAILED)
                .peek(c -> assertThat(c.remedy()).as(c.id()).isNotBlank())
                .map(PreflightCheck::id)
                .toList();
    }

    @Test
    void targetsAreTheElfsThatPatchesAreFor() throws Exception {
        fixture.add(SECOND, "upper");
        fixture.change(Action.APPLY, file);
        fixture.manager().add(FakePlugin.patchFile(folder, ManagerFixture.THIRD, "fix", "daemon"));
        List<TargetReport> targets = fixture.manager().targets(Optional.empty());
        assertThat(targets).extracting(TargetReport::name).containsExactly("daemon", "service");
        TargetReport service = targets.getLast();
        assertThat(service.patches())
                .extracting(p -> p.patch().label())
                .as("what is active comes first")
                .containsExactly("service/fix", "service/upper");
        assertThat(service.processes()).hasSize(2);
        assertThat(service.files()).containsExactly("/opt/service");
        assertThat(fixture.manager().targets(Optional.of("daemon/fix"))).hasSize(1);
    }
}
