package dev.suture.manager;

import static dev.suture.manager.ManagerFixture.FIRST;
import static dev.suture.manager.ManagerFixture.P1;
import static dev.suture.manager.ManagerFixture.P2;
import static dev.suture.manager.ManagerFixture.SECOND;
import static dev.suture.manager.ManagerFixture.THIRD;
import static dev.suture.manager.ManagerFixture.refused;
import static dev.suture.plugin.PatchState.ACTIVED;
import static dev.suture.plugin.PatchState.NOT_APPLIED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.pack.PackageContents;
import dev.suture.pack.PackageName;
import dev.suture.pack.PackageWriter;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several patches on one ELF: of those that replace the same function, the later one lies over the earlier one. */
class StackTest {
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
    void whatLiesBelowCannotComeOffAndTheRefusalSaysWhy() {
        fixture.change(Action.APPLY, "lower");
        fixture.change(Action.APPLY, "upper");
        for (Action action : List.of(Action.DEACTIVE, Action.REMOVE)) {
            PatchException refusal = refused(() -> fixture.change(action, "lower"));
            assertThat(refusal.kind()).isEqualTo(Kind.REFUSED);
            assertThat(refusal.id()).isEqualTo("overridden");
            assertThat(refusal)
                    .hasMessageContaining("service/lower")
                    .hasMessageContaining("service/upper")
                    .hasMessageContaining("process " + P1);
            assertThat(refusal.remedy()).contains("suture deactive service/upper");
        }
        assertThat(fixture.plugin.stack(P1)).containsExactly(FIRST, SECOND);
        fixture.change(Action.DEACTIVE, "upper");
        fixture.change(Action.REMOVE, "lower");
        assertThat(fixture.plugin.stack(P1)).isEmpty();
    }

    @Test
    void whatReplacesOtherFunctionsComesOffInAnyOrder() {
        fixture.change(Action.APPLY, "lower");
        fixture.change(Action.APPLY, "beside");
        fixture.change(Action.APPLY, "upper");
        fixture.change(Action.REMOVE, "beside");
        fixture.change(Action.REMOVE, "upper");
        fixture.change(Action.APPLY, "beside");
        fixture.change(Action.REMOVE, "lower");
        assertThat(fixture.plugin.stack(P1)).containsExactly(THIRD);
    }

    @Test
    void allOfAPackageComeOffTheLaterOneFirst() throws Exception {
        List<PackageContents.Patch> patches = new ArrayList<>();
        for (String id : List.of(FIRST, SECOND)) {
            Path file = FakePlugin.patchFile(folder, id, id.equals(FIRST) ? "lower" : "upper", "service");
            patches.add(new PackageContents.Patch(file, fixture.plugin.read(file), Optional.empty()));
        }
        new PackageWriter(Optional.empty(), Instant.EPOCH)
                .write(
                        new PackageContents(
                                new PackageName("both", "1", "1"),
                                Optional.empty(),
                                "",
                                Optional.empty(),
                                patches,
                                List.of(),
                                Map.of(),
                                Optional.empty(),
                                Optional.empty()),
                        folder.resolve("both"));
        fixture.change(Action.APPLY, folder.resolve("both").toString());
        assertThat(fixture.plugin.stack(P1)).containsExactly(FIRST, SECOND);
        fixture.plugin.calls().clear();
        fixture.change(Action.DEACTIVE, "both");
        fixture.change(Action.ACTIVE, "both");
        assertThat(fixture.plugin.stack(P1)).hasSize(2);
        fixture.plugin.calls().clear();
        fixture.change(Action.REMOVE, "both");
        assertThat(fixture.plugin.state(FIRST, P1)).isEqualTo(NOT_APPLIED);
        assertThat(fixture.plugin.state(SECOND, P1)).isEqualTo(NOT_APPLIED);
    }

    @Test
    void aProcessThatStartsLaterGetsThemInTheSameOrder() {
        fixture.change(Action.APPLY, "lower");
        fixture.change(Action.APPLY, "upper");
        fixture.run(P2);
        fixture.change(Action.APPLY, "upper", P2);
        PatchException refusal = refused(() -> fixture.change(Action.APPLY, "lower"));
        assertThat(refusal.id()).isEqualTo("overridden");
        assertThat(refusal).hasMessageContaining("belongs below service/upper").hasMessageContaining("process " + P2);
        assertThat(refusal.remedy()).contains("suture remove service/upper --pid " + P2);

        fixture.change(Action.REMOVE, "upper", P2);
        fixture.change(Action.APPLY, "lower", P2);
        fixture.change(Action.APPLY, "upper", P2);
        assertThat(fixture.plugin.stack(P2)).isEqualTo(fixture.plugin.stack(P1)).containsExactly(FIRST, SECOND);
    }

    @Test
    void takenOutAndAppliedAgainItLiesOnTop() {
        fixture.change(Action.APPLY, "upper");
        fixture.change(Action.APPLY, "lower");
        assertThat(fixture.plugin.stack(P1)).containsExactly(SECOND, FIRST);
        fixture.change(Action.REMOVE, "lower");
        fixture.change(Action.REMOVE, "upper");
        fixture.change(Action.APPLY, "lower");
        fixture.change(Action.APPLY, "upper");
        assertThat(fixture.plugin.stack(P1)).containsExactly(FIRST, SECOND);
        assertThat(fixture.status("lower").state()).isEqualTo(ACTIVED);
    }
}
