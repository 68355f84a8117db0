package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dry runs, checks, accepting, saving and restoring, and changes that were cut off, as people type them. */
class ManageCommandsTest {
    @TempDir
    Path folder;

    private final FakeKind kind = new FakeKind();
    private String file;

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(folder.resolve("fix.fake"), "a patch").toString();
    }

    private CommandRun run(String... args) {
        return CommandRun.of(folder.resolve("store"), List.of(kind), Optional.empty(), args);
    }

    private static JsonNode json(CommandRun run) throws Exception {
        JsonNode tree = new ObjectMapper().readTree(run.out());
        assertThat(tree.path("schemaVersion").asInt()).isEqualTo(1);
        return tree;
    }

    private PatchState state() {
        return kind.processes.get(4711);
    }

    @Test
    void whatWasDoneIsListedTheLatestFirst() throws Exception {
        assertThat(run("history").out()).isEqualTo("Nothing was done with patches of the store yet.\n");
        run("apply", file);
        run("apply", "fix");
        assertThat(run("history").out())
                .containsSubsequence(
                        "apply service/fix", "refused", "already applied", "apply service/fix", "ACTIVED", "4711");
        JsonNode latest = json(run("history", "--last", "1", "--json")).at("/entries");
        assertThat(latest).hasSize(1);
        assertThat(latest.at("/0/result").asText()).isEqualTo("REFUSED");
        assertThat(latest.at("/0/failure/id").asText()).isEqualTo("already-applied");
    }

    @Test
    void aDryRunPrintsEachStepAndChangesNothing() throws Exception {
        CommandRun run = run("apply", file, "--dry-run");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "Dry run: nothing is changed. These steps would be made:",
                        "  1. service/fix: take a copy of the patch into the store",
                        "  2. service/fix, process 4711 (service -w 4): NOT-APPLIED → DEACTIVED  check it, map the patch"
                                + " beside the target and relocate it there",
                        "  3. service/fix, process 4711 (service -w 4): DEACTIVED → ACTIVED  stop all threads, see that none"
                                + " is inside, lead check to the patch",
                        "  4. service/fix: write down that it is to be ACTIVED in every process");
        assertThat(state()).isEqualTo(PatchState.NOT_APPLIED);
        assertThat(folder.resolve("store")).doesNotExist();

        run("apply", file);
        for (List<String> change : List.of(
                List.of("deactive", "fix"), List.of("remove", "fix"), List.of("accept", "fix"), List.of("save"))) {
            String[] args = change.toArray(new String[change.size() + 1]);
            args[change.size()] = "--dry-run";
            CommandRun dry = run(args);
            assertThat(dry.exitCode()).as(change.toString()).isZero();
            assertThat(dry.out()).as(change.toString()).contains("Dry run: nothing is");
            assertThat(state()).as(change.toString()).isEqualTo(PatchState.ACTIVED);
        }
        assertThat(run("forget", "fix", "--dry-run").exitCode())
                .as("refused as it would be")
                .isEqualTo(3);
        assertThat(run("active", "fix", "--dry-run").exitCode()).isEqualTo(3);
        assertThat(run("restore", "--dry-run").err()).contains("No states were saved");
        assertThat(run("rescan", "--dry-run").out()).isEqualTo("There is nothing to do.\n");
        assertThat(json(run("remove", "fix", "--dry-run", "--json"))
                        .at("/steps/0/to")
                        .asText())
                .isEqualTo("NOT-APPLIED");
        run("remove", "fix");
        assertThat(run("forget", "fix", "--dry-run").out()).contains("would be taken out");
        assertThat(run("list").out()).contains("service/fix");
    }

    @Test
    void aCheckNamesWhatPassedFailedAndWasSkipped() throws Exception {
        CommandRun good = run("check", file);
        assertThat(good.exitCode()).isZero();
        assertThat(good.out())
                .contains("passed  the build-id is the patch's: abcd  [build-id-mismatch]")
                .contains("skipped the process may be traced: nobody asked the kernel")
                .contains("0 failed");
        kind.small = true;
        CommandRun bad = run("check", file, "--pid", "4711");
        assertThat(bad.exitCode()).isEqualTo(1);
        assertThat(bad.out())
                .contains("failed  the functions are long enough: check has 3 bytes")
                .contains("→ Patch its callers.")
                .contains("1 failed");
        JsonNode json = json(run("check", file, "--json"));
        assertThat(json.at("/patches/0/failed").asBoolean()).isTrue();
        assertThat(json.at("/patches/0/processes/0/checks").findValuesAsText("id"))
                .contains("function-too-small");
        assertThat(run("check", "nothing").exitCode()).isEqualTo(2);
        assertThat(state()).isEqualTo(PatchState.NOT_APPLIED);
        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    void anAcceptedPatchIsShownAsSuch() throws Exception {
        assertThat(run("accept", file).exitCode()).isEqualTo(3);
        run("apply", "fix");
        CommandRun accepted = run("accept", "fix");
        assertThat(accepted.exitCode()).isZero();
        assertThat(accepted.out()).startsWith("service/fix is ACCEPTED").contains("suture restore --accepted");
        assertThat(run("status", "fix").out()).startsWith("service/fix  ACCEPTED  ");
        assertThat(run("list").out()).contains("wanted ACCEPTED");
        assertThat(json(run("list", "--json")).at("/patches/0/wanted").asText()).isEqualTo("ACCEPTED");
        CommandRun again = run("accept", "fix");
        assertThat(again.exitCode()).isEqualTo(3);
        assertThat(again.err()).contains("already accepted");
    }

    @Test
    void aProcessThatStartedLaterIsShownAndReachedByRescan() throws Exception {
        run("apply", file);
        assertThat(run("rescan").out()).contains("There is nothing to do");
        kind.processes.put(4712, PatchState.NOT_APPLIED);
        CommandRun status = run("status");
        assertThat(status.out())
                .startsWith("service/fix  PARTLY-ACTIVED, wanted ACTIVED")
                .contains("4712  NOT-APPLIED")
                .contains("service -w 4, wanted ACTIVED");
        assertThat(json(run("status", "--json"))
                        .at("/patches/0/processes/1/wanted")
                        .asText())
                .isEqualTo("ACTIVED");
        CommandRun rescan = run("rescan");
        assertThat(rescan.exitCode()).isZero();
        assertThat(rescan.out())
                .startsWith("service/fix is ACTIVED (1 process changed)")
                .contains("process 4712");
        assertThat(run("status").out()).startsWith("service/fix  ACTIVED  ");
    }

    @Test
    void aPatchForOneProcessOnlyIsAsItShouldBe() {
        String pid = Long.toString(ProcessHandle.current().pid()); // One that is remembered by its start time.
        kind.processes.put(Integer.valueOf(pid), PatchState.NOT_APPLIED);
        run("apply", file, "--pid", pid);
        assertThat(run("status").out())
                .startsWith("service/fix  PARTLY-ACTIVED  ")
                .doesNotContain("wanted");
        assertThat(run("rescan").out()).contains("There is nothing to do");
    }

    @Test
    void aRescanThatFailsInOneProcessEndsWithItsExitCode() throws Exception {
        run("apply", file);
        kind.processes.put(4712, PatchState.NOT_APPLIED);
        kind.failure = Optional.of(new PatchException(Kind.BUSY, "function-busy", "Thread 4712 is in check.", "Wait."));
        CommandRun rescan = run("rescan");
        assertThat(rescan.exitCode()).isEqualTo(4);
        assertThat(rescan.err())
                .contains("service/fix: process 4712: ")
                .contains("is in check")
                .contains("→ Wait.");
        JsonNode json = json(run("rescan", "--json"));
        assertThat(json.at("/failures/0/id").asText()).isEqualTo("function-busy");
        assertThat(json.at("/failures/0/pid").asInt()).isEqualTo(4712);
    }

    @Test
    void savedStatesComeBack() throws Exception {
        run("apply", file);
        run("accept", "fix");
        CommandRun save = run("save");
        assertThat(save.out()).contains("Saved: the states of 1 patch.").contains("ACCEPTED     service/fix");
        run("remove", "fix");
        CommandRun restore = run("restore");
        assertThat(restore.exitCode()).isZero();
        assertThat(restore.out()).startsWith("service/fix is ACCEPTED (1 process changed)");
        kind.processes.put(4711, PatchState.NOT_APPLIED);
        assertThat(json(run("restore", "--accepted", "--json"))
                        .at("/patches/0/state")
                        .asText())
                .isEqualTo("ACCEPTED");
        assertThat(state()).isEqualTo(PatchState.ACTIVED);
    }

    @Test
    void aChangeThatWasCutOffIsToldAndRecovered() throws Exception {
        assertThat(run("recover").out()).isEqualTo("No change was cut off.\n");
        int pid = Math.toIntExact(ProcessHandle.current().pid()); // One that still runs when it is looked for.
        kind.processes.clear();
        kind.processes.put(pid, PatchState.NOT_APPLIED);
        kind.death = Optional.of(new Killed());
        assertThat(catchThrowable(() -> run("apply", file))).isSameAs(kind.death.get());
        kind.death = Optional.empty();

        CommandRun status = run("status");
        assertThat(status.err())
                .contains("was cut off: apply service/fix in process " + pid)
                .contains("suture recover");
        CommandRun refused = run("apply", "fix");
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains("neither done nor undone");

        CommandRun dry = run("recover", "--dry-run");
        assertThat(dry.out()).contains("planned").contains("It would be brought to NOT-APPLIED");
        assertThat(kind.processes).containsEntry(pid, PatchState.DEACTIVED);

        CommandRun recover = run("recover");
        assertThat(recover.exitCode()).isZero();
        assertThat(recover.out()).contains("undone").contains("the patch is NOT-APPLIED there");
        assertThat(kind.processes).containsEntry(pid, PatchState.NOT_APPLIED);
        assertThat(run("apply", "fix").exitCode()).isZero();
    }

    @Test
    void whatCannotBeRecoveredIsToldWithAnExitCode() throws Exception {
        int pid = Math.toIntExact(ProcessHandle.current().pid());
        kind.processes.clear();
        kind.processes.put(pid, PatchState.NOT_APPLIED);
        kind.death = Optional.of(new Killed());
        assertThat(catchThrowable(() -> run("apply", file))).isSameAs(kind.death.get());
        kind.processes.put(pid, PatchState.UNKNOWN);
        CommandRun recover = run("recover");
        assertThat(recover.exitCode()).isEqualTo(2);
        assertThat(recover.err()).contains("could not be recovered").contains("→");
        assertThat(json(run("recover", "--json")).at("/changes/0/result").asText())
                .isEqualTo("FAILED");

        Path journal = Files.createFile(folder.resolve("store/journal/broken.journal"));
        CommandRun broken = run("recover");
        assertThat(broken.exitCode()).isEqualTo(2);
        assertThat(broken.err()).contains(journal.toString());
    }

    @Test
    void targetsAreListedWithTheirPatchesAndProcesses() throws Exception {
        assertThat(run("target").out()).isEqualTo("The store has no patches.\n");
        run("apply", file);
        assertThat(run("target").out().lines())
                .containsExactly(
                        "service  build-id abcd",
                        "  file     /opt/service",
                        "  patch    service/fix  ACTIVED",
                        "  process  4711  4 threads  service -w 4");
        JsonNode json = json(run("target", "fix", "--json"));
        assertThat(json.at("/targets/0/patches/0/state").asText()).isEqualTo("ACTIVED");
        assertThat(json.at("/targets/0/processes/0/pid").asInt()).isEqualTo(4711);
    }

    @Test
    void changesSpeakJson() throws Exception {
        JsonNode json = json(run("apply", file, "--json"));
        assertThat(json.at("/patches/0/label").asText()).isEqualTo("service/fix");
        assertThat(json.at("/patches/0/processes/0/frozenMilliseconds").asDouble())
                .isEqualTo(0.312);
        assertThat(json.at("/patches/0/processes/0/steps")).hasSize(2);
        assertThat(json(run("accept", "fix", "--json")).at("/patches/0/state").asText())
                .isEqualTo("ACCEPTED");
        assertThat(json(run("save", "--json")).at("/patches/0/state").asText()).isEqualTo("ACCEPTED");
    }

    /** What nobody catches. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
