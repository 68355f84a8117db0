package dev.suture.manager;

import static dev.suture.manager.ManagerFixture.FIRST;
import static dev.suture.manager.ManagerFixture.P1;
import static dev.suture.manager.ManagerFixture.P2;
import static dev.suture.manager.ManagerFixture.SECOND;
import static dev.suture.manager.ManagerFixture.refused;
import static dev.suture.plugin.PatchState.ACCEPTED;
import static dev.suture.plugin.PatchState.ACTIVED;
import static dev.suture.plugin.PatchState.DEACTIVED;
import static dev.suture.plugin.PatchState.NOT_APPLIED;
import static dev.suture.plugin.PatchState.PARTLY_ACTIVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.suture.manager.PatchStatus.ProcessState;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wanted of patches, beside what they are. */
class WantedStatesTest {
    @TempDir
    Path folder;

    private ManagerFixture fixture;

    @BeforeEach
    void addPatches() throws Exception {
        fixture = new ManagerFixture(folder);
        fixture.add(FIRST, "fix");
        fixture.add(SECOND, "other", "g");
        fixture.run(P1);
    }

    private List<WantedState> wanted() {
        return fixture.manager().wanted();
    }

    @Test
    void isWrittenDownInTheOrderOfActivation() {
        assertThat(wanted()).isEmpty();
        fixture.change(Action.APPLY, "other");
        fixture.change(Action.APPLY, "fix");
        assertThat(wanted()).containsExactly(new WantedState(SECOND, ACTIVED, 1), new WantedState(FIRST, ACTIVED, 2));

        fixture.change(Action.DEACTIVE, "other");
        fixture.change(Action.ACTIVE, "other");
        assertThat(wanted())
                .as("made active anew, it comes last")
                .containsExactly(new WantedState(FIRST, ACTIVED, 2), new WantedState(SECOND, ACTIVED, 3));

        fixture.change(Action.REMOVE, "fix");
        assertThat(wanted()).containsExactly(new WantedState(SECOND, ACTIVED, 3));
    }

    @Test
    void keepsItsPlaceWhenItReachesMoreProcesses() {
        fixture.change(Action.APPLY, "fix");
        fixture.change(Action.APPLY, "other");
        fixture.run(P2);
        fixture.change(Action.APPLY, "fix");
        assertThat(wanted()).containsExactly(new WantedState(FIRST, ACTIVED, 1), new WantedState(SECOND, ACTIVED, 2));
    }

    @Test
    void aProcessWithoutItIsToldFromWhatIsWanted() {
        fixture.change(Action.APPLY, "fix");
        fixture.run(P2);
        PatchStatus partly = fixture.status("fix");
        assertThat(partly.state()).isEqualTo(PARTLY_ACTIVED);
        assertThat(partly.wanted()).isEqualTo(ACTIVED);
        assertThat(partly.processes())
                .extracting(ProcessState::state, ProcessState::wanted)
                .containsExactly(tuple(ACTIVED, ACTIVED), tuple(NOT_APPLIED, ACTIVED));
        fixture.end(P1);
        assertThat(fixture.status("fix").state()).isEqualTo(NOT_APPLIED);
        assertThat(fixture.status("fix").wanted()).isEqualTo(ACTIVED);
    }

    @Test
    void oneProcessCanBeAnException() {
        fixture.run(P2);
        fixture.change(Action.APPLY, "fix");
        fixture.change(Action.DEACTIVE, "fix", P2);
        assertThat(fixture.status("fix").wanted()).isEqualTo(ACTIVED);
        assertThat(fixture.status("fix").processes())
                .extracting(ProcessState::wanted)
                .containsExactly(ACTIVED, DEACTIVED);

        fixture.end(P2);
        fixture.run(P2);
        assertThat(fixture.status("fix").processes())
                .as("another process of that pid is no exception")
                .extracting(ProcessState::wanted)
                .containsExactly(ACTIVED, ACTIVED);
    }

    @Test
    void aPatchForOneProcessIsWantedInNoOther() {
        fixture.change(Action.APPLY, "fix", P1);
        fixture.run(P2);
        assertThat(fixture.status("fix").wanted()).isEqualTo(NOT_APPLIED);
        assertThat(fixture.status("fix").processes())
                .extracting(ProcessState::wanted)
                .containsExactly(ACTIVED, NOT_APPLIED);
        fixture.change(Action.REMOVE, "fix", P1);
        assertThat(wanted()).isEmpty();
    }

    @Test
    void onlyAnActivePatchCanBeAcceptedAndOnce() {
        PatchException early = refused(() -> fixture.change(Action.ACCEPT, "fix"));
        assertThat(early.kind()).isEqualTo(Kind.REFUSED);
        assertThat(early.id()).isEqualTo("not-actived");
        fixture.change(Action.APPLY, "fix");
        fixture.run(P2);
        assertThat(refused(() -> fixture.change(Action.ACCEPT, "fix"))).hasMessageContaining("PARTLY-ACTIVED");
        fixture.change(Action.APPLY, "fix");
        assertThat(fixture.change(Action.ACCEPT, "fix"))
                .singleElement()
                .satisfies(o -> assertThat(o.state()).isEqualTo(ACCEPTED));
        assertThat(fixture.status("fix").state()).isEqualTo(ACCEPTED);
        assertThat(refused(() -> fixture.change(Action.ACCEPT, "fix")).id()).isEqualTo("already-accepted");
    }

    @Test
    void acceptedItStaysUntilSomebodyTakesItBack() {
        fixture.change(Action.APPLY, "fix");
        fixture.change(Action.ACCEPT, "fix");
        fixture.run(P2);
        fixture.change(Action.APPLY, "fix");
        assertThat(fixture.status("fix").state()).as("applied to one more").isEqualTo(ACCEPTED);
        fixture.change(Action.DEACTIVE, "fix");
        fixture.change(Action.ACTIVE, "fix");
        assertThat(fixture.status("fix").state()).isEqualTo(ACTIVED);
    }

    @Test
    void ofWhatWasWantedOnlyTheAcceptedOutlastsARestart() {
        fixture.change(Action.APPLY, "other");
        fixture.change(Action.APPLY, "fix");
        fixture.change(Action.ACCEPT, "fix");
        fixture.restart(P1);
        assertThat(wanted()).containsExactly(new WantedState(FIRST, ACCEPTED, 2));
        assertThat(fixture.status("fix").state()).isEqualTo(NOT_APPLIED);
        assertThat(fixture.status("other").wanted()).isEqualTo(NOT_APPLIED);
    }

    @Test
    void aBrokenRecordIsToldAndCountsAsNothing() throws Exception {
        fixture.change(Action.APPLY, "fix");
        Path record = folder.resolve("store/patches/" + FIRST + "/wanted.json");
        for (String broken :
                List.of("", "{", "[]", "{}", "{\"schemaVersion\":1}", "{\"schemaVersion\":1,\"state\":\"X\"}")) {
            Files.writeString(record, broken);
            assertThat(fixture.status("fix").wanted()).as(broken).isEqualTo(NOT_APPLIED);
            assertThat(fixture.manager().problems()).as(broken).singleElement().satisfies(p -> {
                assertThat(p.message()).contains("service/fix");
                assertThat(p.remedy()).contains("suture apply");
            });
        }
        fixture.change(Action.DEACTIVE, "fix");
        assertThat(fixture.manager().problems()).isEmpty();
        assertThat(fixture.status("fix").wanted()).isEqualTo(DEACTIVED);
    }

    @Test
    void aRecordOfANewerSutureIsNotReplaced() throws Exception {
        Path record = folder.resolve("store/patches/" + FIRST + "/wanted.json");
        Files.writeString(record, "{\"schemaVersion\":2,\"everything\":\"else\"}");
        assertThat(fixture.manager().problems()).singleElement().satisfies(p -> {
            assertThat(p.message()).contains("schemaVersion is 2");
            assertThat(p.remedy()).contains("Suture that wrote it");
        });
        assertThat(refused(() -> fixture.change(Action.APPLY, "fix")).id()).isEqualTo("store-newer");
        assertThat(record).content().contains("everything");
        assertThat(fixture.plugin.state(P1))
                .as("refused before any process was changed")
                .isEqualTo(NOT_APPLIED);
    }
}
