package dev.suture.manager;

import static dev.suture.manager.ManagerFixture.FIRST;
import static dev.suture.manager.ManagerFixture.P1;
import static dev.suture.manager.ManagerFixture.P2;
import static dev.suture.manager.ManagerFixture.P3;
import static dev.suture.manager.ManagerFixture.killed;
import static dev.suture.manager.ManagerFixture.refused;
import static dev.suture.plugin.PatchState.ACTIVED;
import static dev.suture.plugin.PatchState.DEACTIVED;
import static dev.suture.plugin.PatchState.NOT_APPLIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.suture.manager.RecoveryReport.Entry;
import dev.suture.manager.RecoveryReport.Result;
import dev.suture.nativebridge.AdvisoryLock;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes that are cut off at any step, and what becomes of them. */
class RecoveryTest {
    @TempDir
    Path folder;

    private ManagerFixture fixture;

    @BeforeEach
    void addPatch() throws Exception {
        fixture = new ManagerFixture(folder);
        fixture.add(FIRST, "fix");
        fixture.run(P1, P2);
    }

    private void clean() throws Exception {
        assertThat(fixture.journals()).isEmpty();
        assertThat(fixture.plugin.halfDone(P1)).isEmpty();
        assertThat(fixture.plugin.halfDone(P2)).isEmpty();
    }

    @Test
    void whatIsToBeDoneIsWrittenDownBeforeAnyOfItIsDoneAndGoesWhenAllIsDone() throws Exception {
        String[] seen = new String[1];
        fixture.plugin.before("load " + P1, () -> {
            try {
                seen[0] = Files.readString(fixture.journals().getFirst());
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        fixture.change(Action.APPLY, "fix");
        assertThat(seen[0].lines()).singleElement().asString().contains("\"action\":\"apply\"", "\"pid\":" + P2, FIRST);
        assertThat(fixture.journals()).isEmpty();
    }

    @Test
    void nothingIsDoneThatCannotBeWrittenDown() throws Exception {
        Files.createFile(folder.resolve("store/journal")); // No folder can be made there.
        PatchException failure = refused(() -> fixture.change(Action.APPLY, "fix"));
        assertThat(failure.kind()).isEqualTo(Kind.TROUBLE);
        assertThat(failure.id()).startsWith("journal-un");
        assertThat(fixture.plugin.calls()).isEmpty();
    }

    @Test
    void aMarkThatCannotBeWrittenEndsTheChangeAndIsTakenBack() {
        fixture.plugin.before("load " + P2, () -> {
            fixture.plugin.before("load " + P2, () -> {});
            throw new PatchException(Kind.TROUBLE, "journal-unwritable", "No space.", "Make some.");
        });
        assertThat(refused(() -> fixture.change(Action.APPLY, "fix"))).hasMessageContaining("put back: " + P1);
        assertThat(fixture.plugin.state(FIRST, P1)).isEqualTo(NOT_APPLIED);
    }

    @Test
    void aRefusedChangeThatWasPutBackLeavesNoJournal() throws Exception {
        fixture.plugin.fail(
                "active " + P2, new PatchException(Kind.BUSY, "function-busy", "Function f is on the stack.", "Wait."));
        assertThat(refused(() -> fixture.change(Action.APPLY, "fix")).kind()).isEqualTo(Kind.BUSY);
        clean();
    }

    @ParameterizedTest
    @CsvSource({
        "load, 1, NOT_APPLIED, UNDONE", "active, 1, NOT_APPLIED, UNDONE",
        "load, 2, NOT_APPLIED, UNDONE", "active, 2, NOT_APPLIED, UNDONE"
    })
    void anApplyIsUndoneInAllProcesses(String step, int process, PatchState state, Result result) throws Exception {
        fixture.plugin.die(step + " " + (process == 1 ? P1 : P2));
        killed(() -> fixture.change(Action.APPLY, "fix"));
        assertThat(fixture.plugin.halfDone(process == 1 ? P1 : P2)).isPresent();

        RecoveryReport report = fixture.recover();

        assertThat(report.entries()).hasSize(2).allMatch(e -> e.result() == result);
        assertThat(fixture.plugin.state(FIRST, P1)).isEqualTo(state);
        assertThat(fixture.plugin.state(FIRST, P2)).isEqualTo(state);
        assertThat(fixture.status("fix").wanted()).isEqualTo(NOT_APPLIED);
        clean();
        assertThat(fixture.recover().entries()).as("nothing is left").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"remove, 1", "remove, 2"})
    void aRemoveIsFinishedInAllProcesses(String step, int process) throws Exception {
        fixture.change(Action.APPLY, "fix");
        fixture.plugin.die(step + " " + (process == 1 ? P1 : P2));
        killed(() -> fixture.change(Action.REMOVE, "fix"));

        RecoveryReport report = fixture.recover();

        assertThat(report.entries()).hasSize(2).allMatch(e -> e.result() == Result.FINISHED);
        assertThat(report.entries().getFirst().message())
                .contains("remove service/fix")
                .contains("finished");
        assertThat(fixture.status("fix").state()).isEqualTo(NOT_APPLIED);
        assertThat(fixture.status("fix").wanted()).isEqualTo(NOT_APPLIED);
        clean();
    }

    @Test
    void anActiveIsUndoneAndADeactiveFinished() throws Exception {
        fixture.change(Action.APPLY, "fix");
        fixture.plugin.die("deactive " + P2);
        killed(() -> fixture.change(Action.DEACTIVE, "fix"));
        assertThat(fixture.recover().entries()).extracting(Entry::result).containsOnly(Result.FINISHED);
        assertThat(fixture.status("fix").state()).isEqualTo(DEACTIVED);
        assertThat(fixture.status("fix").wanted()).isEqualTo(DEACTIVED);

        fixture.plugin.die("active " + P2);
        killed(() -> fixture.change(Action.ACTIVE, "fix"));
        assertThat(fixture.recover().entries()).extracting(Entry::result).containsOnly(Result.UNDONE);
        assertThat(fixture.status("fix").state()).isEqualTo(DEACTIVED);
        clean();
    }

    @Test
    void theDriverGetsItsMarksBackInTheirOrder() {
        fixture.plugin.die("active " + P1);
        killed(() -> fixture.change(Action.APPLY, "fix"));
        fixture.plugin.calls().clear();
        fixture.recover();
        assertThat(fixture.plugin.calls())
                .as("the last one first")
                .containsExactly(
                        "recover %d to NOT_APPLIED by []".formatted(P2),
                        "recover %d to NOT_APPLIED by [load, active]".formatted(P1));
    }

    @Test
    void anApplyOfWhichOnlyTheEndWasNotWrittenDownIsFinished() throws Exception {
        // Dies between the last process and the record of what is wanted, which the fake does at the last look.
        fixture.change(Action.APPLY, "fix");
        fixture.change(Action.REMOVE, "fix");
        fixture.plugin.before("active " + P2, () -> fixture.plugin.die("record"));
        Path wanted = folder.resolve("store/patches/" + FIRST + "/wanted.json");
        byte[] before = Files.readAllBytes(wanted);
        Path journal = folder.resolve("kept.journal");
        fixture.plugin.before("active " + P2, () -> copy(journal));
        fixture.change(Action.APPLY, "fix");
        Files.write(wanted, before);
        Files.createDirectories(folder.resolve("store/journal"));
        Files.copy(journal, folder.resolve("store/journal/kept.journal"));

        assertThat(fixture.recover().entries()).extracting(Entry::result).containsOnly(Result.FINISHED);
        assertThat(fixture.status("fix").state()).isEqualTo(ACTIVED);
        assertThat(fixture.status("fix").wanted()).isEqualTo(ACTIVED);
        clean();
    }

    private void copy(Path to) {
        try {
            Files.copy(fixture.journals().getFirst(), to);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aRemoveThatWasBeingTakenBackIsTakenBack() throws Exception {
        fixture.change(Action.APPLY, "fix");
        fixture.plugin.fail(
                "remove " + P2, new PatchException(Kind.BUSY, "function-busy", "Function f is on the stack.", "Wait."));
        fixture.plugin.die("load " + P1); // which puts the first process back
        killed(() -> fixture.change(Action.REMOVE, "fix"));
        fixture.plugin.work();
        assertThat(fixture.recover().entries()).extracting(Entry::result).containsOnly(Result.UNDONE);
        assertThat(fixture.status("fix").state()).isEqualTo(ACTIVED);
        clean();
    }

    @Test
    void untilItIsRecoveredTheProcessIsLeftAlone() throws Exception {
        fixture.run(P3);
        fixture.plugin.die("load " + P1);
        killed(() -> fixture.change(Action.APPLY, "fix", P1));
        assertThat(fixture.manager().problems()).singleElement().satisfies(p -> {
            assertThat(p.message()).contains("apply service/fix in process " + P1);
            assertThat(p.remedy()).contains("suture recover");
        });
        assertThat(refused(() -> fixture.change(Action.APPLY, "fix")).id()).isEqualTo("unfinished-change");
        fixture.add(ManagerFixture.SECOND, "other", "g");
        PatchException other = refused(() -> fixture.change(Action.APPLY, "other"));
        assertThat(other.id()).isEqualTo("unfinished-change");
        assertThat(other.remedy()).contains("suture recover");
        fixture.change(Action.APPLY, "other", P3);
        assertThat(refused(() -> fixture.manager().forget(FIRST, false)).kind()).isEqualTo(Kind.REFUSED);
        fixture.recover();
        fixture.change(Action.APPLY, "other");
        clean();
    }

    @Test
    void aProcessThatEndedOrGaveItsPidAwayClosesTheEntry() throws Exception {
        fixture.plugin.die("active " + P2);
        killed(() -> fixture.change(Action.APPLY, "fix"));
        fixture.end(P1);
        fixture.run(P2); // Another one with the same pid.
        fixture.plugin.calls().clear();
        assertThat(fixture.recover().entries())
                .extracting(Entry::pid, Entry::result)
                .containsExactlyInAnyOrder(tuple(P1, Result.GONE), tuple(P2, Result.GONE));
        assertThat(fixture.plugin.calls()).isEmpty();
        assertThat(fixture.journals()).isEmpty();
    }

    @Test
    void aRestartOfTheMachineClosesAllAndAWantedRemoveStaysWanted() throws Exception {
        fixture.change(Action.APPLY, "fix");
        fixture.change(Action.ACCEPT, "fix");
        fixture.plugin.die("remove " + P1);
        killed(() -> fixture.change(Action.REMOVE, "fix"));
        fixture.restart(P1, P2);
        assertThat(fixture.recover().entries()).hasSize(2).allSatisfy(e -> {
            assertThat(e.result()).isEqualTo(Result.GONE);
            assertThat(e.message()).contains("restarted");
        });
        clean();
        assertThat(fixture.sweep(Sweep.RESTORE_ACCEPTED).changed()).isEmpty();
    }

    @Test
    void aChangeThatIsBeingMadeIsLeftAlone() throws Exception {
        fixture.plugin.die("load " + P1);
        killed(() -> fixture.change(Action.APPLY, "fix"));
        Path journal = fixture.journals().getFirst();
        try (AdvisoryLock _ = AdvisoryLock.tryLock(journal).orElseThrow()) {
            assertThat(fixture.recover().entries()).hasSize(2).allSatisfy(e -> {
                assertThat(e.result()).isEqualTo(Result.RUNNING);
                assertThat(e.message())
                        .contains("process " + ProcessHandle.current().pid())
                        .contains("apply service/fix");
            });
        }
        assertThat(fixture.plugin.halfDone(P1)).isPresent();
        assertThat(fixture.recover().entries()).extracting(Entry::result).containsOnly(Result.UNDONE);
    }

    @Test
    void aChangeUnderWayThatHasNotLockedTheProcessIsWaitedForAMoment() throws Exception {
        fixture.plugin.die("load " + P1);
        killed(() -> fixture.change(Action.APPLY, "fix", P1));
        Path journal = fixture.journals().getFirst();
        try (AdvisoryLock _ = AdvisoryLock.tryLock(journal).orElseThrow()) {
            PatchException busy = refused(() -> fixture.change(Action.APPLY, "fix", P1));
            assertThat(busy.kind()).isEqualTo(Kind.BUSY);
            assertThat(busy.id()).isEqualTo("process-locked");
        }
    }

    @Test
    void whatCannotBeRecoveredNowIsKeptForLater() throws Exception {
        fixture.plugin.die("active " + P2);
        killed(() -> fixture.change(Action.APPLY, "fix"));
        fixture.plugin.fail("recover " + P1, new PatchException(Kind.BUSY, "function-busy", "f is busy.", "Wait."));
        RecoveryReport report = fixture.recover();
        assertThat(report.entries())
                .extracting(Entry::pid, Entry::result)
                .containsExactly(tuple(P2, Result.UNDONE), tuple(P1, Result.FAILED));
        assertThat(report.entries().getLast().failure())
                .contains(new RecoveryReport.Failure(Kind.BUSY, "function-busy", "Wait."));
        fixture.plugin.work();
        assertThat(fixture.recover().entries()).extracting(Entry::result).containsOnly(Result.UNDONE);
        clean();
    }

    @Test
    void aRecoveryThatIsCutOffGoesTheSameWayNextTime() throws Exception {
        fixture.plugin.die("active " + P2);
        killed(() -> fixture.change(Action.APPLY, "fix"));
        fixture.plugin.die("recover " + P2);
        killed(() -> fixture.recover());
        assertThat(fixture.journals()).hasSize(1);
        fixture.end(P2);
        assertThat(fixture.recover().entries())
                .as("what is left looks complete, and is undone all the same")
                .extracting(Entry::pid, Entry::result)
                .containsExactly(tuple(P2, Result.GONE), tuple(P1, Result.UNDONE));
        assertThat(fixture.plugin.state(FIRST, P1)).isEqualTo(NOT_APPLIED);
    }

    @Test
    void aDryRunOnlySaysWhatWouldBeDone() throws Exception {
        fixture.plugin.die("active " + P2);
        killed(() -> fixture.change(Action.APPLY, "fix"));
        var before = fixture.contents();
        fixture.plugin.calls().clear();
        assertThat(fixture.manager()
                        .recover(true, ManagerFixture.SHORT, Progress.NONE)
                        .entries())
                .hasSize(2)
                .allSatisfy(e -> {
                    assertThat(e.result()).isEqualTo(Result.PLANNED);
                    assertThat(e.message()).contains("NOT-APPLIED");
                });
        assertThat(fixture.plugin.calls()).isEmpty();
        assertThat(fixture.contents()).isEqualTo(before);
    }

    @Test
    void aPatchThatIsMissingIsAskedFor() throws Exception {
        fixture.plugin.die("active " + P1);
        killed(() -> fixture.change(Action.APPLY, "fix"));
        Path entry = folder.resolve("store/patches/" + FIRST + "/patch.json");
        Path aside = Files.move(entry, folder.resolve("patch.json"));
        assertThat(fixture.recover().entries())
                .allSatisfy(e ->
                        assertThat(e.failure()).map(RecoveryReport.Failure::id).contains("unknown-patch"));
        Files.move(aside, entry);
        assertThat(fixture.recover().entries()).extracting(Entry::result).containsOnly(Result.UNDONE);
    }

    @Test
    void aLineThatWasCutShortCountsAsNeverWritten() throws Exception {
        fixture.plugin.die("active " + P1);
        killed(() -> fixture.change(Action.APPLY, "fix"));
        Path journal = fixture.journals().getFirst();
        Files.writeString(journal, "{\"change\":0,\"mark\":{\"step\":\"ma", StandardOpenOption.APPEND);
        fixture.plugin.fail("recover " + P1, new IllegalStateException("not now"));
        fixture.recover();
        assertThat(Files.readString(journal).lines())
                .as("what comes after it is readable")
                .allMatch(l -> l.startsWith("{") && l.endsWith("}"));
        fixture.plugin.work();
        assertThat(fixture.recover().entries()).extracting(Entry::result).containsOnly(Result.UNDONE);
        clean();
    }

    @Test
    void brokenAndNewerJournalsAreToldAndKept() throws Exception {
        fixture.plugin.die("active " + P1);
        killed(() -> fixture.change(Action.APPLY, "fix"));
        Path journal = fixture.journals().getFirst();
        List<String> whole = Files.readAllLines(journal);
        for (String broken : List.of(
                "",
                "{}\n",
                "[]\n",
                "no journal\n",
                whole.getFirst().replace("\"schemaVersion\":1", "\"schemaVersion\":2") + "\n",
                whole.getFirst().replace("apply", "improve") + "\n",
                whole.getFirst() + "\n{\"change\":7,\"mark\":{\"step\":\"map\"}}\n",
                whole.getFirst() + "\nnothing\n{}\n")) {
            Files.writeString(journal, broken);
            RecoveryReport report = fixture.recover();
            assertThat(report.entries()).as(broken).isEmpty();
            assertThat(report.problems()).as(broken).singleElement().satisfies(p -> {
                assertThat(p.folder()).isEqualTo(journal);
                assertThat(p.remedy()).contains("suture status");
            });
            assertThat(journal).exists();
        }
        assertThat(fixture.plugin.halfDone(P1)).isPresent();
        Files.write(journal, whole);
        assertThat(fixture.recover().entries()).hasSize(2);
    }

    @Test
    void filesThatWereBeingWrittenAreClearedAway() throws Exception {
        Path inStore = Files.createFile(folder.resolve("store/saved.json.123.tmp"));
        Path ofPatch = Files.createFile(folder.resolve("store/patches/" + FIRST + "/wanted.json.456.tmp"));
        fixture.recover();
        assertThat(inStore).doesNotExist();
        assertThat(ofPatch).doesNotExist();
        assertThat(fixture.manager().list()).hasSize(1);
    }

    @Test
    void recoveringWithoutAStoreMakesNone() {
        PatchManager elsewhere =
                new PatchManager(folder.resolve("nothing"), Optional.empty(), List.of(fixture.plugin), fixture.machine);
        assertThat(elsewhere.recover(false, ManagerFixture.SHORT, Progress.NONE).problems())
                .isEmpty();
        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    @Test
    void journalsWithoutANameAreClearedAwayUnlessSomebodyIsWritingThem() throws Exception {
        Path journals = Files.createDirectories(folder.resolve("store/journal"));
        Path dead = Files.createFile(journals.resolve("x.new"));
        Path alive = Files.createFile(journals.resolve("y.new"));
        try (AdvisoryLock _ = AdvisoryLock.tryLock(alive).orElseThrow()) {
            assertThat(fixture.recover().problems()).isEmpty();
        }
        assertThat(dead).doesNotExist();
        assertThat(alive).exists();
        assertThat(Optional.of(fixture.recover().entries())).contains(List.of());
        assertThat(alive).doesNotExist();
    }
}
