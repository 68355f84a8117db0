package dev.suture.manager;

import static dev.suture.manager.ManagerFixture.FIRST;
import static dev.suture.manager.ManagerFixture.P1;
import static dev.suture.manager.ManagerFixture.P2;
import static dev.suture.manager.ManagerFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was done stands in the store, whichever Suture did it. */
class HistoryTest {
    @TempDir
    Path folder;

    private ManagerFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new ManagerFixture(folder);
        fixture.run(P1, P2);
        fixture.add(FIRST, "fix");
    }

    private List<HistoryEntry> history() {
        return fixture.manager().history(10);
    }

    private Path file() {
        return folder.resolve("store/history.jsonl");
    }

    @Test
    void whatWasDoneIsKeptTheLatestFirst() {
        assertThat(history()).isEmpty();
        fixture.change(Action.APPLY, FIRST);
        fixture.change(Action.DEACTIVE, FIRST, P2);
        assertThat(history()).hasSize(2);
        HistoryEntry latest = history().getFirst();
        assertThat(latest.what()).isEqualTo("deactive");
        assertThat(latest.pids()).containsExactly(P2);
        assertThat(latest.state()).contains(PatchState.PARTLY_ACTIVED);
        HistoryEntry first = history().getLast();
        assertThat(first.patch()).isEqualTo("service/fix");
        assertThat(first.patchId()).isEqualTo(FIRST);
        assertThat(first.by()).isEqualTo(System.getProperty("user.name"));
        assertThat(first.result()).isEqualTo(HistoryEntry.Result.DONE);
        assertThat(first.processes())
                .extracting(HistoryEntry.InProcess::pid, HistoryEntry.InProcess::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(P1, PatchState.ACTIVED),
                        org.assertj.core.groups.Tuple.tuple(P2, PatchState.ACTIVED));
        assertThat(fixture.manager().history(1)).containsExactly(latest);
    }

    @Test
    void whatWasRefusedIsKeptWithItsReason() {
        fixture.plugin.fail("active " + P2, new PatchException(Kind.BUSY, "function-busy", "f is busy.", "Wait."));
        refused(() -> fixture.change(Action.APPLY, FIRST)).getMessage();
        refused(() -> fixture.change(Action.APPLY, "nobody-knows")).getMessage();
        assertThat(history())
                .extracting(HistoryEntry::patch, HistoryEntry::result)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("nobody-knows", HistoryEntry.Result.TROUBLE),
                        org.assertj.core.groups.Tuple.tuple("service/fix", HistoryEntry.Result.BUSY));
        assertThat(history().getLast().failure().orElseThrow().message()).contains("f is busy.");
    }

    @Test
    void acceptedAndSweptPatchesAreKeptAndDryRunsAreNot() {
        fixture.change(Action.APPLY, FIRST);
        fixture.change(Action.ACCEPT, FIRST);
        assertThat(history().getFirst().state()).contains(PatchState.ACCEPTED);
        fixture.manager().plan(ManagerFixture.request(Action.REMOVE, FIRST));
        fixture.run(9_000_007);
        fixture.sweep(Sweep.RESCAN);
        fixture.sweep(Sweep.RESCAN);
        assertThat(history()).extracting(HistoryEntry::what).containsExactly("rescan", "accept", "apply");
    }

    @Test
    void aLineThatWasCutShortSwallowsNoOther() throws Exception {
        fixture.change(Action.APPLY, FIRST);
        Files.writeString(file(), "{\"schemaVersion\":1,\"started\":\"2026-", StandardOpenOption.APPEND);
        fixture.change(Action.REMOVE, FIRST);
        Files.writeString(file(), "{\"schemaVersion\":99}\n", StandardOpenOption.APPEND);
        assertThat(history()).extracting(HistoryEntry::what).containsExactly("remove", "apply");
    }
}
