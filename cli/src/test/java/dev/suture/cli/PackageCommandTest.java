package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.suture.build.SourceDate;
import dev.suture.plugin.PatchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageCommandTest {
    @TempDir
    Path folder;

    private final FakeKind kind = new FakeKind();
    private String patch;

    @BeforeEach
    void write() throws Exception {
        patch = Files.writeString(folder.resolve("fix.fake"), "a patch").toString();
    }

    private CommandRun run(String... args) {
        return CommandRun.of(folder.resolve("store"), List.of(kind), Optional.empty(), args);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private String made(String name, String... more) {
        List<String> args = new ArrayList<>(List.of("package", patch, "-o", path(name)));
        args.addAll(List.of(more));
        CommandRun run = run(args.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return path(name);
    }

    @Test
    void makesAPackageThatSaysAllThatIsKnown() throws Exception {
        String source =
                Files.writeString(folder.resolve("fix.patch"), "--- a\n").toString();
        String report = Files.writeString(
                        folder.resolve("report"),
                        "{\"schemaVersion\":1,\"objects\":[],\"patched\":{\"producer\":\"GNU C17 12.2\"}}")
                .toString();
        String page =
                Files.writeString(folder.resolve("page"), "<!DOCTYPE html>").toString();
        String file = made(
                "p.tar.zst",
                "--name",
                "service-check",
                "--version",
                "2",
                "--release",
                "3",
                "--description",
                "Checks again.",
                "--source-patch",
                source,
                "--report",
                report,
                "--report",
                page,
                "--target-package",
                "service=1.0-3",
                "--tool",
                "linker=GNU ld 2.40");
        CommandRun info = run("package", "info", file);
        assertThat(info.lines()).first().asString().startsWith("service-check-2-3  ");
        assertThat(info.out())
                .contains("  Checks again.\n", "for        service 1.0-3", "replaces   check")
                .contains("compiler   GNU C17 12.2", "linker     GNU ld 2.40", "suture     ")
                .contains("source     source/0001-fix.patch", "report     report/diff.html", "not signed");
        assertThat(run("info", file).out()).isEqualTo(info.out());
        JsonNode json = new ObjectMapper()
                .readTree(run("package", "info", file, "--json").out());
        assertThat(json.at("/package/hotPatches/0/id").asText()).isEqualTo(FakeKind.ID);
        assertThat(json.at("/signature").asText()).isEqualTo("UNSIGNED");
        assertThat(run("list").out()).as("nothing is added").isEqualTo("The store has no patches.\n");

        assertThat(Files.readAllBytes(Path.of(file)))
                .isEqualTo(Files.readAllBytes(Path.of(made(
                        "again.tar.zst",
                        "--name",
                        "service-check",
                        "--version",
                        "2",
                        "--release",
                        "3",
                        "--description",
                        "Checks again.",
                        "--source-patch",
                        source,
                        "--report",
                        report,
                        "--report",
                        page,
                        "--target-package",
                        "service=1.0-3",
                        "--tool",
                        "linker=GNU ld 2.40"))));
    }

    @Test
    void appliesFromArchiveAndFolderAndFollowsThePackageByItsName() {
        String file = made("p.tar.zst", "--name", "service-check");
        CommandRun apply = run("apply", file);
        assertThat(apply.err()).isEmpty();
        assertThat(apply.out()).startsWith("service/fix is ACTIVED (1 process changed)");
        assertThat(run("list").out()).contains("service/fix", ", of package service-check-1-1\n");
        assertThat(run("deactive", "service-check").out()).startsWith("service/fix is DEACTIVED");
        assertThat(run("status", file).out()).contains("DEACTIVED", "of package service-check-1-1");
        assertThat(run("remove", "service-check-1-1").exitCode()).isZero();
        assertThat(run("apply", made("folder")).exitCode()).isZero();
    }

    @Test
    void installedPackagesAreListedAndAppliedByName() throws Exception {
        Files.createDirectories(folder.resolve("installed"));
        String installed = made("installed/service-check-1-1", "--name", "service-check");
        CommandRun list = run("list");
        assertThat(list.err()).isEmpty();
        assertThat(list.out())
                .isEqualTo("service/fix  %s  fake, 1 function, NOT-APPLIED, installed system-wide, of package"
                                .formatted(FakeKind.ID)
                        + " service-check-1-1\n");
        JsonNode json = new ObjectMapper().readTree(run("list", "--json").out());
        assertThat(json.at("/patches/0/state").asText()).isEqualTo("NOT-APPLIED");
        assertThat(json.at("/patches/0/installedOnly").asBoolean()).isTrue();
        assertThat(json.at("/patches/0/package").asText()).isEqualTo("service-check-1-1");
        assertThat(run("status").out()).contains("service/fix  NOT-APPLIED");
        assertThat(run("info", "service-check").out()).startsWith("service-check-1-1  ");
        assertThat(folder.resolve("store")).as("looking changes nothing").doesNotExist();

        CommandRun apply = run("apply", "service-check");
        assertThat(apply.err()).isEmpty();
        assertThat(apply.out()).startsWith("service/fix is ACTIVED");
        assertThat(run("list").out()).contains("added ").doesNotContain("installed system-wide");
        assertThat(run("remove", "fix").exitCode()).isZero();
        assertThat(run("forget", "fix").exitCode()).isZero();

        Files.writeString(Path.of(installed, "patches/fix.fake"), "A patch");
        CommandRun altered = run("apply", "service-check");
        assertThat(altered.exitCode()).isEqualTo(3);
        assertThat(altered.err()).contains("patches/fix.fake", "SHA-256 differs");
        Files.writeString(Path.of(installed, "package.json"), "{");
        assertThat(run("list").err()).contains(installed, "no JSON", "→ Install the package again");
    }

    @Test
    void aKeyDemandsASignatureThatFits() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String key = pem("key.pem", "PRIVATE KEY", keys.getPrivate().getEncoded());
        String pub = pem("pub.pem", "PUBLIC KEY", keys.getPublic().getEncoded());
        String other = pem(
                "other.pem",
                "PUBLIC KEY",
                KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPublic()
                        .getEncoded());
        String signed = made("signed.tar.zst", "--sign", key);
        assertThat(run("package", "verify", signed, "--key", pub).out())
                .contains("is whole: 1 file, 7 bytes, it is as package.json says; signed, and the signature fits");
        assertThat(run("package", "verify", signed).out()).contains("not checked");
        CommandRun wrong = run("package", "verify", signed, "--key", other);
        assertThat(wrong.exitCode()).isEqualTo(3);
        assertThat(wrong.err()).contains("does not fit the key");
        assertThat(run("package", "info", signed, "--key", other).exitCode()).isEqualTo(3);

        assertThat(run("apply", made("plain.tar.zst"), "--key", pub).exitCode()).isEqualTo(3);
        assertThat(run("apply", patch, "--key", pub).err()).contains("no package with a signature");
        assertThat(run("apply", signed, "--key", other).exitCode()).isEqualTo(3);
        assertThat(run("list").out()).isEqualTo("The store has no patches.\n");
        assertThat(run("apply", signed, "--key", pub).exitCode()).isZero();
        run("remove", "fix");
        assertThat(run("apply", "fix", "--key", pub).exitCode())
                .as("the store keeps no signature")
                .isEqualTo(3);
        assertThat(run("apply", signed, "--key", patch).err()).contains("key file", "openssl");
    }

    private String pem(String name, String label, byte[] der) throws Exception {
        String text = "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(der));
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void aPackageWhoseHotPatchSaysOtherwiseIsRefused() throws Exception {
        Path made = Path.of(made("folder"));
        Path json = made.resolve("package.json");
        Files.writeString(json, Files.readString(json).replace("\"abcd\"", "\"abce\""));
        for (String command : List.of("apply", "status")) {
            CommandRun run = run(command, made.toString());
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err()).contains("build-id abce", "the hot patch itself says abcd");
        }
        assertThat(run("package", "verify", made.toString()).exitCode()).isEqualTo(3);
        assertThat(run("list").out()).isEqualTo("The store has no patches.\n");
    }

    @Test
    void aCutPackageIsTrouble() throws Exception {
        Path file = Path.of(made("p.tar.zst"));
        Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 300));
        for (String[] command : new String[][] {
            {"apply", file.toString()},
            {"info", file.toString()},
            {"package", "verify", file.toString()},
            {"package", file.toString(), "--deb", path("p.deb")}
        }) {
            CommandRun run = run(command);
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains(file.toString(), "is cut short", "→ Get the package again");
        }
        assertThat(folder.resolve("p.deb")).doesNotExist();
    }

    @Test
    void wrapsAPackageForDistributions() {
        String file = made("p.tar.zst", "--name", "Service_Check");
        CommandRun run = run("package", file, "--deb", path("p.deb"), "--rpm", path("p.rpm"));
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("p.deb is written, ", "p.rpm is written, ");
        assertThat(folder.resolve("p.deb"))
                .content(java.nio.charset.StandardCharsets.ISO_8859_1)
                .startsWith("!<arch>\n");
        CommandRun direct = run("package", patch, "--name", "Service_Check", "--deb", path("direct.deb"));
        assertThat(direct.exitCode()).isZero();
        assertThat(folder.resolve("direct.deb")).hasSameBinaryContentAs(folder.resolve("p.deb"));
    }

    @Test
    void misuseSaysWhatIsMissing() throws Exception {
        String file = made("p.tar.zst");
        assertThat(run("package").err()).contains("hot patch or a package is missing", "suture package --help");
        assertThat(run("package", patch).err()).contains("Say where it goes");
        assertThat(run("package", file, patch, "-o", path("x")).err()).contains("one package and nothing else");
        assertThat(run("package", file, "--name", "y", "-o", path("x")).err()).contains("is not changed");
        assertThat(run("package", patch, "--name", "../y", "-o", path("x")).err())
                .contains("'../y' cannot be the name");
        assertThat(run("package", patch, "--uuid", "y", "-o", path("x")).err()).contains("uuid");
        String text = Files.writeString(folder.resolve("text"), "text").toString();
        assertThat(run("package", patch, "--report", text, "-o", path("x")).err())
                .contains("neither JSON nor HTML");
        Path object = Compiler.object(folder.resolve("o/a.o"), "int a;");
        assertThat(run("package", patch, "--target", object.toString(), "-o", path("x"))
                        .exitCode())
                .isEqualTo(3);
        assertThat(folder.resolve("x")).doesNotExist();
        assertThat(run("package", patch, "-o", folder.toString()).err()).contains("no empty folder");
        assertThat(run("apply", folder.toString()).err()).contains("has no package.json");
        for (String sub : List.of("verify", "info")) {
            CommandRun help = run("package", sub, "--help");
            assertThat(help.exitCode()).isZero();
            assertThat(help.out()).startsWith("Usage: suture package " + sub);
        }
    }

    @Test
    void theRecordedTimeComesFromTheEnvironment() {
        assertThat(SourceDate.of(Map.of())).isEqualTo(Instant.EPOCH);
        assertThat(SourceDate.of(Map.of("SOURCE_DATE_EPOCH", "1700000000")))
                .isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        for (String bad : List.of("soon", "-1", "99999999999")) {
            assertThatThrownBy(() -> SourceDate.of(Map.of("SOURCE_DATE_EPOCH", bad)))
                    .isInstanceOf(PatchException.class)
                    .hasMessageContaining(bad);
        }
    }
}
