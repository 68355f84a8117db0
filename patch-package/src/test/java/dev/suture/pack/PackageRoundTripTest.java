package dev.suture.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.suture.plugin.PatchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read back, is the same each time, and other tools can read it. */
class PackageRoundTripTest {
    private static final PackageReader READER = new PackageReader(Optional.empty());

    @TempDir
    Path folder;

    @Test
    void anArchiveAndAFolderHoldTheSame() throws Exception {
        PackageContents contents = Sample.contents(folder.resolve("in"));
        PackageWriter writer = new PackageWriter(Optional.empty(), Instant.EPOCH);
        PackageManifest written =
                writer.write(contents, folder.resolve("p.tar.zst")).manifest();
        writer.write(contents, folder.resolve("p"));

        assertThat(READER.read(folder.resolve("p")).manifest()).isEqualTo(written);
        VerifiedPackage unpacked =
                READER.unpack(folder.resolve("p.tar.zst"), Files.createDirectory(folder.resolve("out")));
        assertThat(unpacked.manifest()).isEqualTo(written);
        assertThat(unpacked.signature()).isEqualTo(SignatureState.UNSIGNED);
        assertThat(unpacked.file(written.hotPatches().getFirst())).hasContent(Sample.PATCH_TEXT);
        for (PackagedFile file : written.files()) {
            assertThat(folder.resolve("out").resolve(file.path()))
                    .hasSameBinaryContentAs(folder.resolve("p").resolve(file.path()))
                    .hasSize(file.size());
        }
        assertThat(written.files())
                .extracting(PackagedFile::path)
                .containsExactly(
                        "patches/fix.upatch",
                        "report/diff.html",
                        "report/diff.json",
                        "source/0001-0001_fix_the_price.patch");
        assertThat(written.hotPatches().getFirst().functions()).containsExactly("price_of");
        assertThat(written.targetPackage().orElseThrow().version()).contains("2:1.0-3+deb12u1");
    }

    @Test
    void theSameContentsGiveTheSameBytesAndOtherContentsAnotherUuid() throws Exception {
        KeyPair keys = Sample.keys();
        byte[] first = Files.readAllBytes(Sample.archive(folder.resolve("a"), Optional.of(keys.getPrivate())));
        byte[] second = Files.readAllBytes(Sample.archive(folder.resolve("b"), Optional.of(keys.getPrivate())));
        assertThat(second).isEqualTo(first);

        String uuid = READER.read(folder.resolve("a/sample.tar.zst")).manifest().uuid();
        PackageContents contents = Sample.contents(folder.resolve("c"));
        Files.writeString(contents.hotPatches().getFirst().file(), "another");
        PackageWriter writer = new PackageWriter(Optional.empty(), Instant.EPOCH);
        assertThat(writer.write(contents, folder.resolve("c.tar.zst"))
                        .manifest()
                        .uuid())
                .isNotEqualTo(uuid)
                .matches("[0-9a-f-]{14}8[0-9a-f-]{21}");
    }

    @Test
    void tarAndZstdReadIt() throws Exception {
        Path archive = Sample.archive(folder, Optional.empty());
        assertThat(Tools.run(folder, "tar", "--zstd", "-tvf", archive.toString())
                        .lines())
                .hasSize(5)
                .allMatch(line -> line.startsWith("-rw-r--r-- root/root") && line.contains("1970-01-01"))
                .first()
                .asString()
                .endsWith("package.json");
        Path out = Files.createDirectory(folder.resolve("untarred"));
        Tools.run(out, "tar", "--zstd", "-xf", archive.toString());
        assertThat(READER.read(out).manifest()).isEqualTo(READER.read(archive).manifest());
    }

    @Test
    void opensslMakesTheKeysAndVerifiesTheSignature() throws Exception {
        Tools.run(folder, "openssl", "genpkey", "-algorithm", "ed25519", "-out", "key.pem");
        Tools.run(folder, "openssl", "pkey", "-in", "key.pem", "-pubout", "-out", "pub.pem");
        PackageWriter writer =
                new PackageWriter(Optional.of(SigningKeys.privateKey(folder.resolve("key.pem"))), Instant.EPOCH);
        Path out = folder.resolve("signed");
        writer.write(Sample.contents(folder.resolve("in")), out);

        PackageReader reader = new PackageReader(Optional.of(SigningKeys.publicKey(folder.resolve("pub.pem"))));
        assertThat(reader.read(out).signature()).isEqualTo(SignatureState.VALID);
        assertThat(READER.read(out).signature()).isEqualTo(SignatureState.NOT_CHECKED);
        assertThat(Tools.run(
                        out,
                        "openssl",
                        "pkeyutl",
                        "-verify",
                        "-pubin",
                        "-inkey",
                        folder.resolve("pub.pem").toString(),
                        "-rawin",
                        "-in",
                        "package.json",
                        "-sigfile",
                        "package.json.sig"))
                .contains("Verified Successfully");

        Tools.run(folder, "openssl", "genpkey", "-algorithm", "x25519", "-out", "other.pem");
        for (Path wrong : List.of(
                folder.resolve("pub.pem"),
                folder.resolve("other.pem"),
                folder.resolve("none.pem"),
                out.resolve("package.json"))) {
            assertThatThrownBy(() -> SigningKeys.privateKey(wrong))
                    .isInstanceOfSatisfying(
                            PatchException.class, e -> assertThat(e.remedy()).contains("openssl"))
                    .hasMessageContaining(wrong.toString());
        }
    }

    @Test
    void packageJsonIsAsItsSchemaSays() throws Exception {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("../docs/package.schema.json")));
        new PackageWriter(Optional.empty(), Instant.EPOCH)
                .write(Sample.contents(folder.resolve("in")), folder.resolve("p"));
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("p/package.json").toFile());
        assertThat(schema.validate(json)).isEmpty();
        ObjectNode wrong = json.deepCopy();
        wrong.put("schemaVersion", 2).remove("uuid");
        ((ObjectNode) wrong.at("/files/0")).put("sha256", "none").put("size", -1);
        ((ObjectNode) wrong.at("/hotPatches/0/target")).remove("buildId");
        assertThat(schema.validate(wrong)).hasSize(5);
    }

    @Test
    void aFolderIsNotWrittenOverAndABrokenWriteLeavesNothing() throws Exception {
        PackageContents contents = Sample.contents(folder.resolve("in"));
        PackageWriter writer = new PackageWriter(Optional.empty(), Instant.EPOCH);
        Path taken = Files.createDirectories(folder.resolve("taken"));
        Files.writeString(taken.resolve("mine"), "keep");
        assertThatThrownBy(() -> writer.write(contents, taken)).hasMessageContaining("no empty folder");
        assertThat(taken.resolve("mine")).hasContent("keep");

        Files.delete(contents.sourcePatches().getFirst());
        assertThatThrownBy(() -> writer.write(contents, folder.resolve("none.tar.zst")))
                .isInstanceOf(PatchException.class)
                .hasMessageContaining("0001 fix the price.patch");
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("in", "taken");
        }
    }

    @Test
    void namesThatDoNotFitAFileNameAreRefused() {
        for (String bad : List.of("", "-x", "../x", "a b", "a/b", "x".repeat(65), "naïve")) {
            assertThatThrownBy(() -> new PackageName(bad, "1", "1"))
                    .isInstanceOf(PatchException.class)
                    .hasMessageContaining("'" + bad + "'");
        }
        assertThatThrownBy(() -> new PackageName("a", "1-2", "1")).hasMessageContaining("version");
        assertThatThrownBy(() -> new PackageName("a", "1", "r-1")).hasMessageContaining("release");
        assertThat(new PackageName("CVE-2025-49844", "1.0~rc1", "2.el9")).hasToString("CVE-2025-49844-1.0~rc1-2.el9");
    }
}
