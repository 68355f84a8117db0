package dev.suture.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchStoreTest {
    private static final String FIRST = "11111111-0000-4000-8000-000000000001";
    private static final String SECOND = "22222222-0000-4000-8000-000000000002";

    @TempDir
    Path folder;

    private Path storeFolder;
    private PatchManager manager;

    @BeforeEach
    void open() {
        storeFolder = folder.resolve("state/suture");
        manager = reopened();
    }

    private PatchManager reopened() {
        return PatchManager.open(storeFolder, List.of(new FakePlugin()));
    }

    private StoredPatch add(String id, String name) throws IOException {
        return manager.add(FakePlugin.patchFile(folder, id, name, "service"));
    }

    @Test
    void anUnusedStoreIsEmptyAndNotMade() {
        assertThat(manager.list()).isEmpty();
        assertThat(storeFolder).doesNotExist();
    }

    @Test
    void keepsItsOwnCopyBeyondTheOriginal() throws Exception {
        Path original = FakePlugin.patchFile(folder, FIRST, "fix", "service");
        StoredPatch added = manager.add(original);
        byte[] contents = Files.readAllBytes(original);
        Files.delete(original);

        assertThat(reopened().list()).containsExactly(added);
        assertThat(added.file()).hasBinaryContent(contents);
        assertThat(added.label()).isEqualTo("service/fix");
    }

    @Test
    void writesVersionedJsonInAPrivateFolderAndLeavesNoTemporaryFiles() throws Exception {
        StoredPatch added = add(FIRST, "fix");
        Path entry = added.file().getParent();
        JsonNode json = new ObjectMapper().readTree(entry.resolve("patch.json").toFile());
        assertThat(json.path("schemaVersion").asInt()).isEqualTo(1);
        assertThat(json.path("info")
                        .path("functions")
                        .get(0)
                        .path("baseAddress")
                        .asLong())
                .isEqualTo(0x1000);
        assertThat(Files.getPosixFilePermissions(storeFolder)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        try (Stream<Path> files = Files.list(entry)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("patch.json", "patch.fake");
        }
    }

    @Test
    void addingTheSamePatchAgainChangesNothing() throws Exception {
        StoredPatch added = add(FIRST, "fix");
        byte[] json = Files.readAllBytes(added.file().resolveSibling("patch.json"));
        assertThat(add(FIRST, "fix")).isEqualTo(added);
        assertThat(manager.list()).hasSize(1);
        assertThat(added.file().resolveSibling("patch.json")).hasBinaryContent(json);
    }

    @Test
    void refusesAnotherPatchOfTheSameName() throws Exception {
        add(FIRST, "fix");
        PatchException failure = catchThrowableOfType(PatchException.class, () -> add(SECOND, "fix"));
        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure).hasMessageContaining("service/fix").hasMessageContaining(FIRST);
        assertThat(failure.remedy()).contains("--name").contains("suture forget");
        assertThat(manager.list()).hasSize(1);
    }

    @Test
    void aBrokenEntryIsReportedAndHidesNoOther() throws Exception {
        StoredPatch broken = add(FIRST, "fix");
        StoredPatch whole = add(SECOND, "other");
        Path json = broken.file().resolveSibling("patch.json");
        byte[] contents = Files.readAllBytes(json);
        for (String corrupt : List.of(
                "",
                "{",
                "[]",
                "{\"schemaVersion\":99}",
                new String(contents).replace("\"name\" : \"fix\",", ""),
                new String(contents).replace(FIRST, SECOND),
                new String(contents).replace("patch.fake", "../" + SECOND + "/patch.fake"))) {
            Files.writeString(json, corrupt);
            assertThat(manager.list()).as(corrupt).containsExactly(whole);
            assertThat(manager.problems()).as(corrupt).singleElement().satisfies(problem -> {
                assertThat(problem.message()).contains(FIRST);
                assertThat(problem.folder()).isEqualTo(json.getParent());
                assertThat(problem.remedy()).isNotBlank();
            });
            assertThat(manager.known("other")).containsExactly(whole);
        }
        assertThat(manager.add(FakePlugin.patchFile(folder, FIRST, "fix", "service"))
                        .info())
                .as("adding it again mends the entry")
                .isEqualTo(broken.info());
        assertThat(manager.problems()).isEmpty();
    }

    @Test
    void aMissingPatchFileIsReported() throws Exception {
        Files.delete(add(FIRST, "fix").file());
        assertThat(manager.list()).isEmpty();
        assertThat(manager.problems())
                .singleElement()
                .satisfies(p -> assertThat(p.message()).contains("missing"));
    }

    @Test
    void anAddThatWasCutShortLeavesNothingThatCounts() throws Exception {
        Path unfinished = Files.createDirectories(storeFolder.resolve("patches").resolve(FIRST));
        Files.writeString(unfinished.resolve("patch.json.123.tmp"), "{");
        Files.writeString(unfinished.resolve("patch.fake"), "half");
        assertThat(manager.list()).isEmpty();
        assertThat(manager.problems()).isEmpty();
        assertThat(add(FIRST, "fix").info().name()).isEqualTo("fix");
    }

    @Test
    void refusesAnIdThatIsNoUuid() throws Exception {
        Path file = Files.write(folder.resolve("evil"), List.of("FAKE", "../../evil", "fix", "service"));
        assertThat(catchThrowableOfType(PatchException.class, () -> manager.add(file))
                        .id())
                .isEqualTo("bad-patch-id");
        assertThat(folder.resolve("state/evil")).doesNotExist();
    }

    @Test
    void saysWhatIsWrongWithAFileThatIsNoPatch() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "hello\n");
        PatchException failure = catchThrowableOfType(PatchException.class, () -> manager.add(text));
        assertThat(failure.id()).isEqualTo("not-a-patch");
        assertThat(failure).hasMessageContaining(text.toString());
        assertThat(failure.remedy()).contains("fake");
        assertThat(catchThrowableOfType(PatchException.class, () -> manager.add(folder.resolve("none")))
                        .id())
                .isEqualTo("missing-file");
    }
}
