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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RpmSourceTest {
    private static final String SPEC = """
            %global debug_package %{nil}
            Name: shop
            Version: 1
            Release: 1
            Summary: Prices
            License: MIT
            Source0: shop-1.tar.gz
            %description
            Prices.
            %prep
            %setup -q
            %build
            make %{?_smp_mflags} CFLAGS="-O2 -g"
            %files
            """;

    @TempDir
    Path folder;

    @Test
    void aSourceRpmIsBuiltAsItsSpecFileSays() throws Exception {
        Shell.need("rpmbuild", "rpm", "gcc", "make", "patch", "tar");
        SmallTree tree = SmallTree.in(folder).withMakefile().patched();
        Shell.run(folder, "mv shop shop-1 && tar czf shop-1.tar.gz shop-1");
        Files.writeString(folder.resolve("shop.spec"), SPEC);
        Shell.run(
                folder,
                "rpmbuild -bs --nodeps --define \"_sourcedir $PWD\" --define \"_srcrpmdir $PWD\""
                        + " --define \"_topdir $PWD/top\" shop.spec");
        SourceBuildRequest plain = tree.request();

        SourceHotPatch.Result result = new SourceHotPatch(new UpatchPlugin().builder())
                .build(
                        new SourceBuildRequest(
                                new Source.RpmPackage(folder.resolve("shop-1-1.src.rpm")),
                                plain.patches(),
                                OptionalInt.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                plain.work(),
                                CompilerTrace.Mode.PATH,
                                List.of(),
                                2),
                        "shop",
                        folder.resolve("shop.upatch"),
                        Progress.NONE);

        assertThat(result.patches().getFirst().info().functions())
                .extracting(f -> f.name())
                .containsExactly("price");
        assertThat(result.source().targetPackage()).contains(new PackageVersion("shop", "1-1"));
        assertThat(result.source().patchedCompilations()).isEqualTo(1);
    }
}
