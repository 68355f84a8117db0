package dev.suture.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.suture.plugin.PatchException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentifiersTest {
    private static final String FIRST = "aaaaaaaa-0000-4000-8000-000000000001";
    private static final String SECOND = "aaaaaaaa-0000-4000-8000-000000000002";

    @TempDir
    Path folder;

    private PatchManager manager;
    private StoredPatch first;
    private StoredPatch second;

    @BeforeEach
    void addTwo() throws Exception {
        manager = PatchManager.open(folder.resolve("store"), List.of(new FakePlugin()));
        first = manager.add(FakePlugin.patchFile(folder, FIRST, "fix", "service"));
        second = manager.add(FakePlugin.patchFile(folder, SECOND, "fix", "daemon"));
    }

    private StoredPatch find(String identifier) {
        return manager.find(identifier, Optional.empty()).getFirst();
    }

    @Test
    void findsByUuidItsBeginningAndLabel() {
        assertThat(find(FIRST)).isEqualTo(first);
        assertThat(find(SECOND.toUpperCase(java.util.Locale.ROOT))).isEqualTo(second);
        assertThat(find("daemon/fix")).isEqualTo(second);
        manager.forget(SECOND, false);
        assertThat(find("aaaaaaaa")).isEqualTo(first);
        assertThat(find("fix")).isEqualTo(first);
    }

    @Test
    void namesTheCandidatesOfWhatIsAmbiguous() {
        for (String identifier : List.of("fix", "aaaaaaaa", "aaaaaaaa-0000")) {
            PatchException failure = catchThrowableOfType(PatchException.class, () -> find(identifier));
            assertThat(failure.id()).isEqualTo("ambiguous-patch");
            assertThat(failure)
                    .hasMessageContaining(identifier)
                    .hasMessageContaining("service/fix")
                    .hasMessageContaining("daemon/fix");
            assertThat(failure.remedy()).isNotBlank();
        }
    }

    @Test
    void tooShortABeginningOfAUuidIsUnknown() {
        manager.forget(SECOND, false);
        PatchException failure = catchThrowableOfType(PatchException.class, () -> find("aaaaaaa"));
        assertThat(failure.id()).isEqualTo("unknown-patch");
        assertThat(failure).hasMessageContaining("service/fix");
    }

    @Test
    void anUnknownNameInAnEmptyStoreSaysSo() {
        PatchManager empty = PatchManager.open(folder.resolve("empty"), List.of(new FakePlugin()));
        assertThat(catchThrowableOfType(PatchException.class, () -> empty.find("fix", Optional.empty())))
                .hasMessageContaining("the store is empty");
    }

    @Test
    void addsAPatchFileGivenByPath() throws Exception {
        Path file = FakePlugin.patchFile(folder, "bbbbbbbb-0000-4000-8000-000000000003", "third", "service");
        assertThat(find(file.toString()).label()).isEqualTo("service/third");
        assertThat(manager.list()).hasSize(3);
        assertThat(find(file.toString()).label()).isEqualTo("service/third");
        assertThat(manager.list()).hasSize(3);
    }
}
