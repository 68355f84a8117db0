package dev.suture.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.suture.plugin.PatchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system's own package managers install what is written, and remove it without a trace. */
class DistributionPackageTest {
    private static final DistributionPackage.Labels LABELS =
            new DistributionPackage.Labels("A Tester <tester@localhost>", "GPL-2.0-only");
    private static final String INSTALLED = "usr/lib/suture/patches/ticketd-price-1.2-1";

    @TempDir
    Path folder;

    private VerifiedPackage source() throws Exception {
        Path in = Files.createTempDirectory(folder, "source");
        return new PackageWriter(Optional.of(Sample.keys().getPrivate()), Instant.EPOCH)
                .writeInto(Sample.contents(Files.createTempDirectory(folder, "in")), Files.createDirectories(in));
    }

    private Path deb(VerifiedPackage source, String name) {
        Path deb = folder.resolve(name);
        DebPackage.write(source, LABELS, Instant.EPOCH, deb);
        return deb;
    }

    private Path rpm(VerifiedPackage source, String name) {
        Path rpm = folder.resolve(name);
        RpmPackage.write(source, LABELS, Instant.EPOCH, rpm);
        return rpm;
    }

    private void assertInstalled(VerifiedPackage source, Path root) {
        assertThat(new PackageReader(Optional.empty())
                        .read(root.resolve(INSTALLED))
                        .manifest())
                .isEqualTo(source.manifest());
    }

    @Test
    void dpkgInstallsAndRemovesTheDeb() throws Exception {
        VerifiedPackage source = source();
        Path deb = deb(source, "p.deb");
        assertThat(Tools.run(folder, "dpkg-deb", "--field", deb.toString()))
                .contains("Package: suture-patch-ticketd-price\n", "Version: 1.2-1\n", "Architecture: amd64\n")
                .contains("Maintainer: A Tester <tester@localhost>\n", "Description: Children pay half.\n")
                .contains("/usr/bin/ticketd, build-id 00ff17: replaces price_of.")
                .doesNotContain("Depends");

        Path root = dpkgRoot();
        String[] dpkg = {"dpkg", "--root=" + root, "--force-not-root", "--log=" + folder.resolve("dpkg.log")};
        Tools.run(folder, with(dpkg, "--force-architecture", "--install", deb.toString()));
        assertInstalled(source, root);
        assertThat(Files.getPosixFilePermissions(root.resolve(INSTALLED)))
                .isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(Tools.run(folder, with(dpkg, "--verify", "suture-patch-ticketd-price")))
                .isEmpty();
        Tools.run(folder, with(dpkg, "--purge", "suture-patch-ticketd-price"));
        assertThat(root.resolve("usr")).doesNotExist();
    }

    /** A root with an empty dpkg database. */
    private Path dpkgRoot() throws Exception {
        Path root = folder.resolve("debian");
        Path admin = Files.createDirectories(root.resolve("var/lib/dpkg"));
        for (String each : List.of("updates", "info", "triggers")) {
            Files.createDirectories(admin.resolve(each));
        }
        for (String each : List.of("status", "available")) {
            Files.createFile(admin.resolve(each));
        }
        return root;
    }

    @Test
    void rpmInstallsAndRemovesTheRpm() throws Exception {
        VerifiedPackage source = source();
        Path rpm = rpm(source, "p.rpm");
        assertThat(Tools.run(folder, "rpm", "-qpi", rpm.toString()))
                .containsPattern("Name *: suture-patch-ticketd-price\n")
                .containsPattern("Version *: 1.2\n")
                .containsPattern("Release *: 1\n")
                .containsPattern("License *: GPL-2.0-only\n")
                .containsPattern("Summary *: Children pay half.\n")
                .containsPattern("Build Date *: Thu( 01)? Jan( 1)? .*1970");
        assertThat(Tools.run(folder, "rpm", "-qp", "--requires", rpm.toString()).lines())
                .allMatch(r -> r.startsWith("rpmlib("));
        assertThat(Tools.run(folder, "rpm", "-qplv", rpm.toString()).lines())
                .hasSize(5 + 1 + 6)
                .allMatch(l -> l.startsWith("drwxr-xr-x") || l.startsWith("-rw-r--r--"))
                .allMatch(l -> l.contains(" root     root "));
        assertThat(Tools.run(folder, "rpm", "-K", "--nosignature", rpm.toString()))
                .contains("digests OK");
        assertThat(Tools.run(folder, "rpm", "-Kv", "--nosignature", rpm.toString()))
                .contains("Payload SHA256 digest: OK");
        assertThat(Tools.run(
                        folder,
                        "rpm",
                        "-qp",
                        "--qf",
                        "%{PAYLOADDIGEST} %{PAYLOADDIGESTALT} %{FILEDIGESTALGO} %{PAYLOADDIGESTALGO}",
                        rpm.toString()))
                .matches("[0-9a-f]{64} [0-9a-f]{64} 8 8");

        Path root = Files.createDirectories(folder.resolve("fedora"));
        String[] command = {"rpm", "--root", root.toString(), "--dbpath", "/var/lib/rpm"};
        Tools.run(folder, with(command, "--initdb"));
        Tools.run(folder, with(command, "--install", "--ignorearch", "--nosignature", rpm.toString()));
        assertInstalled(source, root);
        assertThat(Tools.run(folder, with(command, "--verify", "suture-patch-ticketd-price")))
                .isEmpty();
        Tools.run(folder, with(command, "--erase", "suture-patch-ticketd-price"));
        assertThat(root.resolve("usr/lib/suture")).doesNotExist();
    }

    private static String[] with(String[] command, String... more) {
        return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void theSamePackageGivesTheSameBytes() throws Exception {
        VerifiedPackage source = source();
        assertThat(deb(source, "1.deb")).hasSameBinaryContentAs(deb(source, "2.deb"));
        Path first = rpm(source, "1.rpm");
        Thread.sleep(1100); // Longer than what an RPM's times count in.
        assertThat(first).hasSameBinaryContentAs(rpm(source, "2.rpm"));
    }

    @Test
    void aVersionDpkgDoesNotTakeIsToldBefore() throws Exception {
        VerifiedPackage source = source();
        PackageManifest m = source.manifest();
        PackageManifest odd = new PackageManifest(
                m.uuid(),
                new PackageName("x", "v1_2", "1"),
                m.arch(),
                m.kind(),
                m.description(),
                m.targetPackage(),
                m.hotPatches(),
                m.sourcePatches(),
                m.tools(),
                m.jsonReport(),
                m.htmlReport(),
                m.files());
        assertThatThrownBy(() -> deb(new VerifiedPackage(odd, SignatureState.UNSIGNED, source.folder()), "odd.deb"))
                .isInstanceOf(PatchException.class)
                .hasMessageContaining("v1_2");
        assertThat(folder.resolve("odd.deb")).doesNotExist();
    }
}
