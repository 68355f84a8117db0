package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dpkg and rpm install, `suture list` knows; what they remove is gone without a trace. */
class PackageManagersTest {
    private static final String KNOWN =
            "service/fix  %s  fake, 1 function, NOT-APPLIED, installed system-wide, of package service-check-2-3\n"
                    .formatted(FakeKind.ID);

    @TempDir
    Path folder;

    private Path root;

    @BeforeEach
    void pack() throws Exception {
        Path patch = Files.writeString(folder.resolve("fix.fake"), "a patch");
        CommandRun run = suture(
                "package",
                patch.toString(),
                "--name",
                "service-check",
                "--version",
                "2",
                "--release",
                "3",
                "--deb",
                folder.resolve("fix.deb").toString(),
                "--rpm",
                folder.resolve("fix.rpm").toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        root = Files.createDirectory(folder.resolve("root"));
        Files.createSymbolicLink(folder.resolve("installed"), root.resolve("usr/lib/suture/patches"));
    }

    private CommandRun suture(String... args) {
        return CommandRun.of(folder.resolve("store"), List.of(new FakeKind()), Optional.empty(), args);
    }

    private void assertListed(String expected) {
        CommandRun list = suture("list");
        assertThat(list.err()).isEmpty();
        assertThat(list.out()).isEqualTo(expected);
    }

    private void shell(String command) throws Exception {
        Path log = folder.resolve("shell.log");
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", command, Files.readString(log))
                .isZero();
    }

    private static boolean has(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(f -> Files.isExecutable(Path.of(f, program)));
    }

    @Test
    void dpkg() throws Exception {
        assumeTrue(has("dpkg"), "skipped: dpkg is not installed");
        shell("mkdir -p admin/updates admin/info admin/triggers && touch admin/status admin/available");
        String dpkg = "dpkg --instdir=root --admindir=admin --force-not-root --force-architecture --log=dpkg.log ";
        assertListed("The store has no patches.\n");
        shell(dpkg + "--install fix.deb");
        assertListed(KNOWN);
        shell(dpkg + "--remove suture-patch-service-check");
        assertListed("The store has no patches.\n");
        assertThat(root).isEmptyDirectory();
        shell("test -z \"$(dpkg-query --admindir=admin --show)\"");
    }

    @Test
    void rpm() throws Exception {
        assumeTrue(has("rpm"), "skipped: rpm is not installed");
        String rpm = "rpm --root \"$PWD/root\" --dbpath /var/lib/rpm ";
        shell(rpm + "--initdb");
        assertListed("The store has no patches.\n");
        shell(rpm + "--install --ignorearch --nosignature fix.rpm");
        assertListed(KNOWN);
        shell(rpm + "--erase suture-patch-service-check");
        assertListed("The store has no patches.\n");
        assertThat(root.resolve("usr/lib/suture")).doesNotExist();
        shell("test -z \"$(" + rpm + "--query --all)\"");
    }
}
