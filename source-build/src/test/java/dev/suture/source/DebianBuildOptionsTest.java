package dev.suture.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DebianBuildOptionsTest {
    @Test
    void whatTheCallerAsksForIsAdded() {
        DebianBuildOptions options = new DebianBuildOptions(
                Map.of("DEB_BUILD_PROFILES", "nobiarch nodoc", "DEB_BUILD_OPTIONS", " terse  parallel=3 "), 2);
        assertThat(options.environment())
                .containsEntry("DEB_BUILD_PROFILES", "nocheck nodoc nobiarch")
                .containsEntry("DEB_BUILD_OPTIONS", "nocheck nodoc noautodbgsym terse parallel=3");
        assertThat(options.profiles()).containsExactly("nocheck", "nodoc", "nobiarch");
    }

    @Test
    void withoutAWishOfTheCallersTestsAndDocumentationAreLeftOut() {
        assertThat(new DebianBuildOptions(Map.of(), 4).environment())
                .containsEntry("DEB_BUILD_PROFILES", "nocheck nodoc")
                .containsEntry("DEB_BUILD_OPTIONS", "nocheck nodoc noautodbgsym parallel=4");
    }

    @Test
    void installedFilesAreNoTargetWhereTheyHaveWhatTheBaseLeavesOut() {
        InstalledPackages installed =
                new InstalledPackages("shop", Optional.of("1.0-2"), List.of(new PackageVersion("shop", "1.0-2")));
        assertThat(installed.isBuiltFrom(Optional.of("1.0-2"), List.of("fix.patch")))
                .isFalse();
        assertThat(installed.isBuiltFrom(Optional.of("1.0-2"), List.of())).isTrue();
        assertThat(installed.isBuiltFrom(Optional.of("1.0-3"), List.of("fix.patch")))
                .as("an older one is what the patch is for")
                .isTrue();
    }
}
