package dev.suture.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.plugin.Progress;
import dev.suture.source.trace.CompilerTrace;
import dev.suture.upatch.UpatchPlugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Debian source package made here stands in for one that was fetched: where a package comes from is apt's matter. */
class DebianSourceTest {
    @TempDir
    Path folder;

    private SmallTree tree;

    @BeforeEach
    void makePackage() throws Exception {
        Shell.need("dpkg-source", "dpkg-query", "apt-get", "dpkg-checkbuilddeps", "make", "gcc", "patch", "diff");
        tree = SmallTree.in(folder).withMakefile();
        tree.patched("price.c", "+ 7", "+ 8");
        Path quilt = tree.request().patches().getFirst();
        Shell.run(folder, "cp -r shop orig && tar czf suture-shop_1.0.orig.tar.gz orig");
        tree.with("debian/source/format", "3.0 (quilt)\n")
                .with("debian/changelog", """
                        suture-shop (1.0-1) unstable; urgency=low

                          * First.

                         -- A Shop <shop@localhost>  Thu, 01 Jan 2026 00:00:00 +0000
                        """)
                .with("debian/control", """
                        Source: suture-shop
                        Maintainer: A Shop <shop@localhost>
                        Standards-Version: 4.6.2

                        Package: suture-shop
                        Architecture: any
                        Description: prices
                         Prices.
                        """)
                .with("debian/rules", """
                        #!/usr/bin/make -f
                        build build-arch: build-stamp
                        build-stamp:
                        \t$(MAKE) CFLAGS="$$(dpkg-buildflags --get CFLAGS)"
                        \ttouch $@
                        binary binary-arch binary-indep clean:
                        """)
                .with("debian/patches/series", "price.patch\n")
                .with("debian/patches/price.patch", Files.readString(quilt));
        Shell.run(tree.source(), "chmod +x debian/rules && patch -p1 < debian/patches/price.patch");
        Shell.run(folder, "dpkg-source -b shop");
        // As if it had been fetched by a former run.
        Path packages = Files.createDirectories(tree.work().resolve("download/packages"));
        Shell.run(folder, "mv suture-shop_1.0* '%s' && touch work/lock".formatted(packages));
    }

    private SourceHotPatch.Result build(String patch, List<String> leaveOut) {
        SourceBuildRequest request = new SourceBuildRequest(
                new Source.DebianPackage("suture-shop", Optional.of("1.0-1"), leaveOut),
                List.of(Path.of(patch)),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(tree.work()),
                CompilerTrace.Mode.PATH,
                List.of(),
                2);
        return new SourceHotPatch(new UpatchPlugin().builder())
                .build(request, "shop", folder.resolve("shop.upatch"), Progress.NONE);
    }

    @Test
    void aPatchOfItsOwnSeriesMakesTheDifferenceWhenTheBaseIsBuiltWithoutIt() throws Exception {
        SourceHotPatch.Result result = build("price.patch", List.of("price.patch"));
        assertThat(result.patches().getFirst().info().functions())
                .extracting(f -> f.name())
                .containsExactly("price");
        assertThat(result.source().patchedCompilations())
                .as("compiled again as recorded; the stamp of the rules would have kept them from it")
                .isEqualTo(1);
        assertThat(result.source().targetPackage())
                .as("none of its packages is installed")
                .contains(new PackageVersion("suture-shop", "1.0-1"));
        assertThat(result.source().sourcePatches())
                .singleElement()
                .extracting(p -> p.getFileName().toString())
                .isEqualTo("price.patch");
        assertThat(Files.readString(tree.work().resolve("build.log")))
                .contains("-ffile-prefix-map=")
                .contains("dpkg-source");
    }

    @Test
    void onTopOfItsSeriesAnotherPatchIsBuilt() throws Exception {
        Path more = Files.writeString(
                folder.resolve("more.patch"),
                Files.readString(tree.source().resolve("debian/patches/price.patch"))
                        .replace("+    return count * UNIT + 8;", "+    return count * UNIT + 80;")
                        .replace("-    return count * UNIT + 7;", "-    return count * UNIT + 8;"));
        assertThat(build(more.toString(), List.of()).patches()).hasSize(1);
    }

    @Test
    void partOfTheNameWillDoForAPatchOfTheSeries() {
        assertThat(build("price", List.of("price")).patches()).hasSize(1);
    }

    @Test
    void whatSeveralPatchesOfTheSeriesAreCalledIsNoName() {
        DebianSeries series = new DebianSeries(folder, List.of("fix-CVE-1.patch", "CVE-1-test.patch", "CVE-1"));
        assertThat(series.named("CVE-1")).isEqualTo("CVE-1");
        Refusals.assertFails(
                () -> series.named(".patch"), 2, "patch-missing", "several", "fix-CVE-1.patch, CVE-1-test");
    }

    @Test
    void aPatchThatTheSeriesDoesNotHaveIsNamed() {
        Refusals.assertFails(() -> build("price.patch", List.of("cost.patch")), 2, "patch-missing", "cost.patch");
    }

    @Test
    void anInstalledTargetBelongsToItsBinaryPackage() throws Exception {
        Path bash = Path.of("/bin/bash");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isRegularFile(bash), "skipped: bash is not installed");
        InstalledPackages installed = InstalledPackages.of("bash");
        assertThat(installed.packageOf(List.of(new TargetFile(bash, Optional.empty()))))
                .get()
                .satisfies(p -> {
                    assertThat(p.name()).isEqualTo("bash");
                    assertThat(p.version()).isEqualTo(Shell.run(folder, "dpkg-query -W -f '${Version}' bash"));
                });
        assertThat(installed.packageOf(List.of(new TargetFile(tree.source(), Optional.empty()))))
                .isEmpty();
    }
}
