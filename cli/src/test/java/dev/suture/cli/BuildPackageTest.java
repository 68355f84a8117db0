package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.suture.pack.PackageReader;
import dev.suture.pack.VerifiedPackage;
import dev.suture.upatch.UpatchPlugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code suture build} makes patch packages itself, and the same one wherever it works. */
class BuildPackageTest {
    private static final String COMMAND = "for f in sum main tool; do"
            + " gcc -g -O1 $(test $f = sum && echo -fPIC) -c $f.c || exit 1; done"
            + " && gcc -shared -Wl,--build-id -o libsum.so sum.o"
            + " && gcc -Wl,--build-id -o main main.o sum.o && gcc -Wl,--build-id -o tool tool.o";

    private static final String HEADER = "#define RATE 3\nint sum(int);\n";

    @TempDir
    Path folder;

    private Path tree;
    private Path patch;

    @BeforeEach
    void write() throws Exception {
        tree = Files.createDirectories(folder.resolve("tree"));
        Files.writeString(tree.resolve("sum.h"), HEADER);
        Files.writeString(tree.resolve("sum.c"), "#include \"sum.h\"\nint sum(int a) { return a * RATE + 7; }\n");
        Files.writeString(
                tree.resolve("main.c"), "#include \"sum.h\"\nint main(int c, char **v) { (void) v; return sum(c); }\n");
        // It is compiled again as it includes the header, and comes out the same.
        Files.writeString(
                tree.resolve("tool.c"), "#include \"sum.h\"\nint main(int c, char **v) { (void) v; return c; }\n");
        patch = Files.writeString(folder.resolve("rate.patch"), """
                --- a/sum.h
                +++ b/sum.h
                @@ -1,2 +1,2 @@
                -#define RATE 3
                +#define RATE 5
                 int sum(int);
                """);
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(folder.resolve("store"), List.of(new UpatchPlugin()), Optional.empty(), arguments);
    }

    private CommandRun build(String output, String work, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "build",
                "--source",
                tree.toString(),
                "--patch",
                patch.toString(),
                "--build-command",
                COMMAND,
                "--work",
                path(work),
                "-o",
                path(output)));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    private String path(String name) {
        // As typed: a slash at the end says that a folder is wanted.
        return folder + "/" + name;
    }

    private JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void severalTargetsMakeOneSignedPackageAndWhatNeedsNoneIsSaid() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path key = pem("key.pem", "PRIVATE KEY", keys.getPrivate().getEncoded());
        Path pub = pem("pub.pem", "PUBLIC KEY", keys.getPublic().getEncoded());
        CommandRun run = build(
                "rate.tar.zst",
                "work",
                "--version",
                "2",
                "--release",
                "4",
                "--description",
                "Five instead of three.",
                "--target-package",
                "sums=1.0-3",
                "--tool",
                "linker=GNU ld",
                "--sign",
                key.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("rate.tar.zst is written, ", "rate-2-4  ", "Five instead of three.", "for        sums 1.0-3")
                .contains("patches/rate-main.upatch", "patches/rate-libsum.so.upatch", "replaces   sum")
                .contains("source/0001-rate.patch", "compiler   GNU C", "linker     GNU ld", "signed")
                .contains("linked/tool needs no patch: ", "compiles to the same functions and data", "base build");
        assertThat(run("package", "verify", path("rate.tar.zst"), "--key", pub.toString())
                        .out())
                .contains("the signature fits");

        JsonNode manifest = json(run("package", "info", path("rate.tar.zst"), "--json")
                        .out())
                .path("package");
        assertThat(manifest.at("/hotPatches")).hasSize(2);
        for (JsonNode hotPatch : manifest.path("hotPatches")) {
            Path linked = folder.resolve("work/linked")
                    .resolve(hotPatch.at("/target/name").asText());
            assertThat(hotPatch.at("/target/buildId").asText())
                    .isEqualTo(dev.suture.elf.ElfFile.open(linked).buildId().orElseThrow());
            assertThat(hotPatch.at("/target").has("path"))
                    .as("the build's own folder")
                    .isFalse();
        }
        assertThat(manifest.at("/sourcePatches/0/sha256").asText())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(patch))));
        assertThat(manifest.at("/tools/suture").asText()).isNotEmpty();

        Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
        VerifiedPackage read =
                new PackageReader(Optional.of(keys.getPublic())).unpack(folder.resolve("rate.tar.zst"), unpacked);
        JsonNode report = json(Files.readString(
                read.folder().resolve(read.manifest().jsonReport().orElseThrow())));
        assertThat(report.at("/objects")).as("sum.o is of both").hasSize(1);
        assertThat(report.at("/objects/0/changes/0/name").asText()).isEqualTo("sum");
        assertThat(report.at("/summary/identicalObjects").asInt()).as("main.o").isEqualTo(1);
        assertThat(read.folder().resolve(read.manifest().htmlReport().orElseThrow()))
                .content()
                .contains("What differs between the builds", "sum.o")
                .doesNotContain(folder.toString());
    }

    private Path pem(String name, String label, byte[] der) throws Exception {
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                        .formatted(label, Base64.getMimeEncoder().encodeToString(der)));
    }

    @Test
    void twoBuildsInDifferentFoldersGiveTheSameBytes() throws Exception {
        assertThat(build("one/rate.tar.zst", "work-1").exitCode()).isZero();
        assertThat(build("two/rate.tar.zst", "elsewhere/work-2", "--jobs", "1").exitCode())
                .isZero();
        assertThat(folder.resolve("two/rate.tar.zst")).hasSameBinaryContentAs(folder.resolve("one/rate.tar.zst"));
        assertThat(build("one/rate", "work-3").exitCode()).isZero();
        assertThat(build("two/rate", "elsewhere/work-4").exitCode()).isZero();
        for (String target : List.of("main", "libsum.so")) {
            assertThat(folder.resolve("two/rate/rate-" + target + ".upatch"))
                    .hasSameBinaryContentAs(folder.resolve("one/rate/rate-" + target + ".upatch"));
        }
    }

    @Test
    void aFolderIsWrittenWhereTheNameEndsInASlashAndAnElfOtherwise() throws Exception {
        Path installed = folder.resolve("usr/bin/main");
        assertThat(build("rate/", "work").exitCode()).isZero();
        Files.createDirectories(installed.getParent());
        Files.copy(folder.resolve("work/linked/main"), installed);
        CommandRun one = build("main/", "work", "--target", installed.toString());
        assertThat(one.exitCode()).as(one.err()).isZero();
        JsonNode manifest = json(Files.readString(folder.resolve("main/package.json")));
        assertThat(manifest.path("name").asText()).isEqualTo("main");
        assertThat(manifest.path("hotPatches")).hasSize(1);
        assertThat(manifest.at("/hotPatches/0/target/path").asText()).isEqualTo(installed.toString());
        assertThat(manifest.has("targetPackage")).isFalse();

        CommandRun bare = build("main.upatch", "work", "--target", installed.toString());
        assertThat(bare.exitCode()).isZero();
        assertThat(bare.out()).startsWith(path("main.upatch"));
        assertThat(folder.resolve("main/patches/main.upatch")).hasSameBinaryContentAs(folder.resolve("main.upatch"));
    }

    @Test
    void twoBuildsThatAreThereMakeAPackageToo() throws Exception {
        String code = "int sum(int a) { return a * %d + 7; }\nint main(int c, char **v) { (void) v; return sum(c); }\n";
        Path base = Compiler.object(folder.resolve("base/sum.o"), code.formatted(3));
        Compiler.object(folder.resolve("patched/sum.o"), code.formatted(5));
        Path target = folder.resolve("sum");
        Process link = new ProcessBuilder("gcc", "-Wl,--build-id", "-o", target.toString(), base.toString())
                .inheritIO()
                .start();
        assertThat(link.waitFor()).isZero();
        for (String output : List.of("sum.tar.zst", "again/sum.tar.zst")) {
            CommandRun run = run(
                    "build",
                    "--base",
                    path("base"),
                    "--patched",
                    path("patched"),
                    "--target",
                    target.toString(),
                    "--description",
                    "Five.",
                    "-o",
                    path(output));
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("sum-1-1  ", "target     " + target, "replaces   main, sum");
        }
        assertThat(folder.resolve("again/sum.tar.zst")).hasSameBinaryContentAs(folder.resolve("sum.tar.zst"));
    }

    @Test
    void whatIsWrongWithThePackageIsSaidBeforeAnythingIsBuilt() throws Exception {
        Files.createDirectories(folder.resolve("full/inside"));
        Files.writeString(folder.resolve("file"), "a file");
        assertThat(build("full/", "work").err()).contains("full", "it exists and is no empty folder", "  → ");
        assertThat(build("file/x.tar.zst", "work").err()).contains("file is no folder");
        assertThat(build("x.tar.zst", "work", "--name", "a b").err()).contains("'a b' cannot be the name");
        assertThat(build("x.tar.zst", "work", "--version", "1-1").err()).contains("'1-1' cannot be the version");
        assertThat(build("x.tar.zst", "work", "--sign", path("file")).err()).contains("The key file", "openssl");
        CommandRun bare = build("x.upatch", "work", "--description", "text");
        assertThat(bare.exitCode()).isEqualTo(2);
        assertThat(bare.err()).contains("Only a patch package has", ".tar.zst");
        assertThat(folder.resolve("work")).doesNotExist();
    }
}
