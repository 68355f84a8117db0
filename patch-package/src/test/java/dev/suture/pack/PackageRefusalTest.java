package dev.suture.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.ZstdOutputStream;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way a package can be wrong has its own sentence, names the file, and leaves nothing outside the folder. */
class PackageRefusalTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATCH = "patches/fix.upatch";

    @TempDir
    Path folder;

    private Path whole;

    @BeforeEach
    void write() throws Exception {
        whole = folder.resolve("whole");
        new PackageWriter(Optional.empty(), Instant.EPOCH).write(Sample.contents(folder.resolve("in")), whole);
    }

    private PatchException refusal(Path origin, Optional<PublicKey> key) throws Exception {
        Path out = Files.createTempDirectory(folder, "out");
        PatchException e = catchThrowableOfType(
                PatchException.class,
                () -> new PackageReader(key).unpack(origin, Files.createDirectory(out.resolve("d"))));
        assertThat(e).as("refuses %s", origin).isNotNull();
        assertThat(e).hasMessageContaining(origin.toString());
        assertThat(e.remedy()).isNotBlank();
        try (var escaped = Files.list(out)) {
            assertThat(escaped).as("nothing beside the folder").hasSize(1);
        }
        return e;
    }

    private void assertRefused(Path origin, Kind kind, String id, String named) throws Exception {
        PatchException e = refusal(origin, Optional.empty());
        assertThat(e.id()).as(e.getMessage()).isEqualTo(id);
        assertThat(e.kind()).isEqualTo(kind);
        assertThat(e).hasMessageContaining(named);
    }

    /** The package with its JSON changed. */
    private Path withJson(Consumer<ObjectNode> change) throws Exception {
        Path json = whole.resolve("package.json");
        ObjectNode root = (ObjectNode) JSON.readTree(json.toFile());
        change.accept(root);
        Files.writeString(json, JSON.writeValueAsString(root));
        return whole;
    }

    /** An archive of the package's files and then whatever is added. */
    private Path archive(ArchiveChange more) throws Exception {
        Path file = folder.resolve("made.tar.zst");
        try (OutputStream out = Files.newOutputStream(file);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new ZstdOutputStream(out))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (String path : new String[] {
                "package.json", PATCH, "report/diff.html", "report/diff.json", "source/0001-0001_fix_the_price.patch"
            }) {
                put(tar, path, Files.readAllBytes(whole.resolve(path)));
            }
            more.to(tar);
        }
        return file;
    }

    private interface ArchiveChange {
        void to(TarArchiveOutputStream tar) throws Exception;
    }

    private static void put(TarArchiveOutputStream tar, String path, byte[] contents) throws Exception {
        TarArchiveEntry entry = new TarArchiveEntry(path, true);
        entry.setSize(contents.length);
        tar.putArchiveEntry(entry);
        tar.write(contents);
        tar.closeArchiveEntry();
    }

    private static void link(TarArchiveOutputStream tar, String path, byte type) throws Exception {
        TarArchiveEntry entry = new TarArchiveEntry(path, type);
        entry.setLinkName("/etc/passwd");
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    @Test
    void changedFilesDoNotFitTheirDigest() throws Exception {
        byte[] bytes = Files.readAllBytes(whole.resolve(PATCH));
        bytes[100] ^= 1;
        Files.write(whole.resolve(PATCH), bytes);
        assertRefused(whole, Kind.REFUSED, "package-digest", PATCH);
        Files.write(whole.resolve(PATCH), Arrays.copyOf(bytes, 10));
        assertRefused(whole, Kind.REFUSED, "package-size", PATCH);
        Files.delete(whole.resolve(PATCH));
        assertRefused(whole, Kind.TROUBLE, "package-incomplete", PATCH);
    }

    @Test
    void whatIsNotListedIsRefused() throws Exception {
        assertRefused(archive(tar -> put(tar, "more.txt", new byte[3])), Kind.REFUSED, "package-unlisted", "more.txt");
        assertRefused(
                archive(tar -> put(tar, PATCH, Files.readAllBytes(whole.resolve(PATCH)))),
                Kind.REFUSED,
                "package-duplicate",
                PATCH);
        assertRefused(
                archive(tar -> put(tar, "package.json", new byte[3])),
                Kind.REFUSED,
                "package-duplicate",
                "package.json");
        Files.writeString(whole.resolve("report/more.txt"), "hidden");
        assertRefused(whole, Kind.REFUSED, "package-unlisted", "report/more.txt");
    }

    @Test
    void namesThatLeadOutsideAreRefused() throws Exception {
        for (String path : new String[] {"../evil", "/evil", "patches/../../evil", "./evil", "a//b", "a\nb", "C:\\x"}) {
            String shown = path.replace('\n', '?');
            assertRefused(archive(tar -> put(tar, path, new byte[3])), Kind.REFUSED, "package-path", shown);
        }
        assertRefused(
                withJson(json -> ((ObjectNode) json.at("/files/0")).put("path", "../" + PATCH)),
                Kind.REFUSED,
                "package-path",
                "../" + PATCH);
    }

    @Test
    void linksAndDevicesAreRefused() throws Exception {
        assertRefused(
                archive(tar -> link(tar, "report/x", TarConstants.LF_SYMLINK)), Kind.REFUSED, "package-link", "a link");
        assertRefused(
                archive(tar -> link(tar, "report/x", TarConstants.LF_LINK)), Kind.REFUSED, "package-link", "a link");
        assertRefused(
                archive(tar -> link(tar, "report/x", TarConstants.LF_BLK)), Kind.REFUSED, "package-link", "a device");
        assertRefused(
                archive(tar -> link(tar, "report/x", TarConstants.LF_DIR)), Kind.REFUSED, "package-link", "folder");
        assertRefused(
                archive(tar -> put(tar, "n".repeat(200), new byte[3])), Kind.REFUSED, "package-link", "an extension");
        Files.move(whole.resolve(PATCH), folder.resolve("elsewhere"));
        Files.createSymbolicLink(whole.resolve(PATCH), folder.resolve("elsewhere"));
        assertRefused(whole, Kind.REFUSED, "package-link", PATCH);
    }

    @Test
    void sizesOutOfBoundsAreRefused() throws Exception {
        assertRefused(
                archive(tar -> {
                    byte[] mebibyte = new byte[1 << 20];
                    TarArchiveEntry entry = new TarArchiveEntry("report/bomb");
                    entry.setSize(3L << 30);
                    tar.putArchiveEntry(entry);
                    for (int i = 0; i < 3 << 10; i++) {
                        tar.write(mebibyte);
                    }
                    tar.closeArchiveEntry();
                }),
                Kind.REFUSED,
                "package-too-large",
                "unpacks to more");
        assertRefused(
                withJson(json -> ((ObjectNode) json.at("/files/0")).put("size", 1L << 40)),
                Kind.REFUSED,
                "package-too-large",
                PATCH);
        assertRefused(
                withJson(json -> {
                    ArrayNode files = json.putArray("files");
                    for (int i = 0; i < 5000; i++) {
                        files.addObject();
                    }
                }),
                Kind.REFUSED,
                "package-too-large",
                "4096");
    }

    @Test
    void aPackageThatBeginsWithAHugeJsonIsRefusedBeforeItIsRead() throws Exception {
        Path file = folder.resolve("huge.tar.zst");
        try (OutputStream out = Files.newOutputStream(file);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new ZstdOutputStream(out))) {
            put(tar, "package.json", " ".repeat(5 << 20).getBytes(StandardCharsets.US_ASCII));
        }
        assertRefused(file, Kind.REFUSED, "package-too-large", "package.json");
    }

    @Test
    void anArchiveCutAnywhereIsCutShortOrNoPackage() throws Exception {
        byte[] bytes = Files.readAllBytes(Sample.archive(folder, Optional.empty()));
        Path cut = folder.resolve("cut.tar.zst");
        for (int length = 4; length < bytes.length; length += 13) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertRefused(cut, Kind.TROUBLE, "package-truncated", "cut short");
        }
        Files.write(cut, Arrays.copyOf(bytes, 3));
        assertRefused(cut, Kind.TROUBLE, "package-malformed", "zstd");
        // A tar that ends early inside a whole zstd frame.
        Path inner = archive(tar -> {});
        byte[] tar = unzstd(inner);
        for (int length = 0; length < tar.length - 20 * 512; length += 500) {
            try (OutputStream out = new ZstdOutputStream(Files.newOutputStream(cut))) {
                out.write(tar, 0, length);
            }
            assertRefused(cut, Kind.TROUBLE, "package-truncated", "cut short");
        }
        try (OutputStream out = new ZstdOutputStream(Files.newOutputStream(cut))) {
            out.write(tar);
            out.write(new byte[1 << 20]);
        }
        assertRefused(cut, Kind.REFUSED, "package-unlisted", "after the end");
    }

    private static byte[] unzstd(Path file) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var in = new com.github.luben.zstd.ZstdInputStream(Files.newInputStream(file))) {
            in.transferTo(out);
        }
        return out.toByteArray();
    }

    @Test
    void anotherSchemaVersionNamesBoth() throws Exception {
        assertRefused(withJson(json -> json.put("schemaVersion", 2)), Kind.TROUBLE, "package-schema", "2");
        assertRefused(withJson(json -> json.put("schemaVersion", "1")), Kind.TROUBLE, "package-schema", "1");
        assertRefused(withJson(json -> json.remove("schemaVersion")), Kind.TROUBLE, "package-schema", "nothing");
    }

    @Test
    void aManifestThatContradictsItselfNamesTheField() throws Exception {
        byte[] good = Files.readAllBytes(whole.resolve("package.json"));
        record Case(Consumer<ObjectNode> change, String named) {}
        for (Case c : new Case[] {
            new Case(json -> json.remove("uuid"), "uuid"),
            new Case(json -> json.put("uuid", "../.."), "uuid"),
            new Case(json -> json.put("name", "../.."), "name"),
            new Case(json -> json.put("version", 3), "version"),
            new Case(json -> json.remove("files"), "files"),
            new Case(json -> json.putArray("hotPatches"), "hotPatches"),
            new Case(json -> ((ObjectNode) json.at("/hotPatches/0")).put("file", "patches/none"), "patches/none"),
            new Case(json -> ((ObjectNode) json.at("/hotPatches/0/target")).remove("buildId"), "buildId"),
            new Case(json -> ((ObjectNode) json.at("/sourcePatches/0")).put("sha256", "0".repeat(64)), "SHA-256"),
            new Case(json -> ((ObjectNode) json.at("/files/0")).put("size", 1.5), "size"),
            new Case(json -> ((ObjectNode) json.at("/files/0")).put("sha256", "x"), "sha256"),
            new Case(json -> json.putObject("tools").put("gcc", 12), "gcc")
        }) {
            assertRefused(withJson(c.change()), Kind.TROUBLE, "package-malformed", c.named());
            Files.write(whole.resolve("package.json"), good);
        }
        for (String text : new String[] {"", "[]", "{", "{} {}", "{\"schemaVersion\":1,\"schemaVersion\":1}"}) {
            Files.writeString(whole.resolve("package.json"), text);
            PatchException e = refusal(whole, Optional.empty());
            assertThat(e.id()).as(text).isIn("package-malformed", "package-schema");
        }
        Files.delete(whole.resolve("package.json"));
        assertRefused(whole, Kind.TROUBLE, "package-malformed", "begin with a package.json");
    }

    @Test
    void signaturesMustFitTheKeyThatIsGiven() throws Exception {
        var keys = Sample.keys();
        Optional<PublicKey> key = Optional.of(keys.getPublic());
        assertThat(refusal(whole, key).id()).isEqualTo("package-unsigned");

        Path signed = Sample.archive(folder, Optional.of(keys.getPrivate()));
        assertThat(new PackageReader(key).read(signed).signature()).isEqualTo(SignatureState.VALID);
        PatchException other = refusal(signed, Optional.of(Sample.keys().getPublic()));
        assertThat(other.id()).isEqualTo("package-signature");
        assertThat(other.kind()).isEqualTo(Kind.REFUSED);

        Path open = folder.resolve("open");
        new PackageWriter(Optional.of(keys.getPrivate()), Instant.EPOCH)
                .write(Sample.contents(folder.resolve("in2")), open);
        byte[] signature = Files.readAllBytes(open.resolve("package.json.sig"));
        for (byte[] wrong : new byte[][] {
            {}, Arrays.copyOf(signature, 63), Arrays.copyOf(signature, 65), new byte[64], new byte[1 << 20]
        }) {
            Files.write(open.resolve("package.json.sig"), wrong);
            assertThat(refusal(open, key).id()).isEqualTo("package-signature");
        }
        Files.write(open.resolve("package.json.sig"), signature);
        Files.writeString(
                open.resolve("package.json"),
                Files.readString(open.resolve("package.json")).replace("half", "full"));
        assertThat(refusal(open, key).id()).isEqualTo("package-signature");
        assertThat(new PackageReader(Optional.empty()).read(open).signature()).isEqualTo(SignatureState.NOT_CHECKED);
    }

    @Test
    void whatIsNotThereOrNoPackageIsNamed() throws Exception {
        assertRefused(folder.resolve("none"), Kind.TROUBLE, "package-unreadable", "there is no");
        Path text = Files.writeString(folder.resolve("note.txt"), "just a note");
        assertRefused(text, Kind.TROUBLE, "package-malformed", "neither a folder nor");
        assertThat(PackageReader.recognises(text)).isFalse();
        assertThat(PackageReader.recognises(folder)).isFalse();
        assertThat(PackageReader.recognises(whole)).isTrue();
    }
}
