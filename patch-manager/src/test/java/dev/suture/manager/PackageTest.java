package dev.suture.manager;

import static dev.suture.plugin.PatchState.ACTIVED;
import static dev.suture.plugin.PatchState.NOT_APPLIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.suture.pack.PackageContents;
import dev.suture.pack.PackageName;
import dev.suture.pack.PackageWriter;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages in the store and installed, and changes with all patches of one. */
class PackageTest {
    private static final String SERVICE = "11111111-0000-4000-8000-000000000001";
    private static final String DAEMON = "22222222-0000-4000-8000-000000000002";

    @TempDir
    Path folder;

    private final FakePlugin plugin = new FakePlugin();
    private PatchManager manager;

    @BeforeEach
    void open() {
        manager = PatchManager.open(folder.resolve("store"), folder.resolve("installed"), List.of(plugin));
    }

    private Path make(String output, String version, String... ids) throws Exception {
        List<PackageContents.Patch> patches = new ArrayList<>();
        for (String id : ids) {
            Path file = FakePlugin.patchFile(folder, id, "fix", id.equals(DAEMON) ? "daemon" : "service");
            patches.add(new PackageContents.Patch(file, plugin.read(file), Optional.empty()));
        }
        PackageContents contents = new PackageContents(
                new PackageName("both", version, "1"),
                Optional.empty(),
                "",
                Optional.empty(),
                patches,
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty());
        Path made = folder.resolve(output);
        new PackageWriter(Optional.empty(), Instant.EPOCH).write(contents, made);
        return made;
    }

    private List<StoredPatch> find(String identifier) {
        return manager.find(identifier, Optional.empty());
    }

    /** All of the package. */
    private List<Outcome> apply(Integer... pids) {
        return manager.change(ChangeRequest.of(Action.APPLY, "both").on(Set.of(pids)), Progress.NONE);
    }

    @Test
    void whenTheSecondPatchFailsTheFirstComesOutAgain() throws Exception {
        plugin.run(1, "service");
        plugin.run(2, "daemon");
        find(make("p.tar.zst", "1", SERVICE, DAEMON).toString());
        plugin.fail("active 2", new PatchException(Kind.BUSY, "function-busy", "f is on the stack.", "Wait."));
        PatchException failure = catchThrowableOfType(PatchException.class, () -> apply());
        assertThat(failure.kind()).isEqualTo(Kind.BUSY);
        assertThat(failure).hasMessageContaining("Process 2").hasMessageContaining("put back: 1");
        assertThat(plugin.state(1)).isEqualTo(NOT_APPLIED);
        assertThat(plugin.state(2)).isEqualTo(NOT_APPLIED);
        assertThat(plugin.calls()).endsWith("remove 2", "remove 1");
    }

    @Test
    void appliesToWhatRunsAndRefusesWhereNothingDoes() throws Exception {
        List<StoredPatch> both = find(make("p", "1", SERVICE, DAEMON).toString());
        assertThat(both).extracting(StoredPatch::label).containsExactly("service/fix", "daemon/fix");
        assertThat(catchThrowableOfType(PatchException.class, () -> apply()).id())
                .isEqualTo("no-process");
        plugin.run(2, "daemon");
        assertThat(apply()).singleElement().satisfies(o -> {
            assertThat(o.patch().label()).isEqualTo("daemon/fix");
            assertThat(o.state()).isEqualTo(ACTIVED);
        });
        plugin.run(1, "service");
        assertThat(apply(1))
                .singleElement()
                .satisfies(o -> assertThat(o.patch().label()).isEqualTo("service/fix"));
        assertThat(catchThrowableOfType(PatchException.class, () -> apply()).id())
                .isEqualTo("already-applied");
        assertThat(manager.change(ChangeRequest.of(Action.REMOVE, "both"), Progress.NONE))
                .hasSize(2);
    }

    @Test
    void aPackageIsFoundByAllItsNames() throws Exception {
        Path installed = make("installed/both-1-1", "1", SERVICE, DAEMON);
        String uuid = manager.installed().getFirst().manifest().uuid();
        assertThat(manager.list()).isEmpty();
        assertThat(manager.installedOnly()).hasSize(2).allMatch(p -> p.file().startsWith(installed));
        assertThat(manager.known("both")).hasSize(2);
        for (String identifier : List.of("both", "both-1-1", uuid, uuid.substring(0, 8))) {
            assertThat(find(identifier))
                    .as(identifier)
                    .hasSize(2)
                    .allMatch(p -> p.file().startsWith(folder.resolve("store")));
        }
        assertThat(find("daemon/fix")).hasSize(1);
        assertThat(manager.installedOnly()).isEmpty();
        PatchException several = catchThrowableOfType(PatchException.class, () -> manager.processes("both"));
        assertThat(several.id()).isEqualTo("ambiguous-patch");
        assertThat(catchThrowableOfType(PatchException.class, () -> find("fix")))
                .hasMessageContaining("both-1-1");
    }

    @Test
    void twoVersionsOfOnePackageAreToldApart() throws Exception {
        make("installed/both-1-1", "1", SERVICE);
        make("installed/both-2-1", "2", DAEMON);
        assertThat(catchThrowableOfType(PatchException.class, () -> find("both")))
                .hasMessageContaining("of both-1-1")
                .hasMessageContaining("of both-2-1");
        assertThat(find("both-2-1"))
                .singleElement()
                .satisfies(p -> assertThat(p.label()).isEqualTo("daemon/fix"));
    }

    @Test
    void ofAPackageAllPatchesGetIntoTheStoreOrNone() throws Exception {
        manager.add(FakePlugin.patchFile(folder, "33333333-0000-4000-8000-000000000003", "fix", "daemon"));
        Path file = make("p.tar.zst", "1", SERVICE, DAEMON);
        assertThat(catchThrowableOfType(PatchException.class, () -> find(file.toString()))
                        .id())
                .isEqualTo("name-taken");
        assertThat(manager.list()).hasSize(1);
    }

    @Test
    void anotherFileOfAStoredIdIsRefused() throws Exception {
        StoredPatch stored = manager.add(FakePlugin.patchFile(folder, SERVICE, "fix", "service"));
        assertThat(find(make("p", "1", SERVICE).toString())).singleElement().satisfies(p -> {
            assertThat(p.file()).isEqualTo(stored.file());
            assertThat(p.origin()).map(PackageOrigin::label).contains("both-1-1");
        });
        Files.writeString(stored.file(), "FAKE\n" + SERVICE + "\nfix\nservice\nand more\n");
        PatchException failure = catchThrowableOfType(
                PatchException.class, () -> find(folder.resolve("p").toString()));
        assertThat(failure.id()).isEqualTo("id-taken");
        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void aBrokenInstalledPackageIsToldAndHidesNoOther() throws Exception {
        make("installed/both-1-1", "1", SERVICE);
        Path broken = make("installed/both-2-1", "2", DAEMON);
        Files.writeString(broken.resolve("patches/fix-2.fake"), "no patch");
        assertThat(manager.installed()).hasSize(1);
        assertThat(manager.problems()).singleElement().satisfies(p -> {
            assertThat(p.folder()).isEqualTo(broken);
            assertThat(p.remedy()).isNotBlank();
        });
    }

    @Test
    void installedPackagesLieWhereTheEnvironmentSays() {
        assertThat(InstalledLocation.of(Map.of("SUTURE_INSTALLED", "/x"))).isEqualTo(Path.of("/x"));
        assertThat(InstalledLocation.of(Map.of("SUTURE_INSTALLED", " "))).isEqualTo(Path.of("/usr/lib/suture/patches"));
    }
}
