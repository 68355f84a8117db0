package dev.suture.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.suture.plugin.PatchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** A package that was damaged on its way or on purpose ends in a PatchException, or is found to be the same. */
class MutatedPackageTest {
    private static TemporaryFolder folder;
    private static byte[] archive;
    private static byte[] tar;
    private static KeyPair keys;
    private static PackageManifest manifest;

    @BeforeContainer
    static void write() throws Exception {
        folder = new TemporaryFolder();
        keys = Sample.keys();
        Path file = Sample.archive(folder.path(), Optional.of(keys.getPrivate()));
        archive = Files.readAllBytes(file);
        manifest = new PackageReader(Optional.empty()).read(file).manifest();
        try (var in = new com.github.luben.zstd.ZstdInputStream(Files.newInputStream(file))) {
            tar = in.readAllBytes();
        }
    }

    @AfterContainer
    static void clean() {
        folder.close();
    }

    /** One change: a byte set, a piece cut out, a piece doubled. */
    record Mutation(int kind, int at, int length, byte value) {
        byte[] apply(byte[] bytes) {
            if (bytes.length == 0) {
                return bytes;
            }
            int from = Math.floorMod(at, bytes.length);
            int to = Math.min(bytes.length, from + length);
            byte[] changed = bytes.clone();
            return switch (kind) {
                case 0 -> {
                    changed[from] = value;
                    yield changed;
                }
                case 1 -> join(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, to, bytes.length));
                case 2 -> join(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, from, bytes.length));
                default -> {
                    Arrays.fill(changed, from, to, value);
                    yield changed;
                }
            };
        }

        private static byte[] join(byte[] one, byte[] other) {
            byte[] both = Arrays.copyOf(one, one.length + other.length);
            System.arraycopy(other, 0, both, one.length, other.length);
            return both;
        }
    }

    @Provide
    Arbitrary<List<Mutation>> mutations() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 1 << 20),
                        Arbitraries.oneOf(Arbitraries.integers().between(1, 16), Arbitraries.of(512, 1024)),
                        Arbitraries.bytes())
                .as(Mutation::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Property(tries = 600, shrinking = ShrinkingMode.OFF)
    void damagedArchives(@ForAll("mutations") List<Mutation> mutations) {
        read(mutate(archive, mutations));
    }

    /** Damage that zstd's own checksum does not see, with the sums of the headers put right half of the time. */
    @Property(tries = 1200, shrinking = ShrinkingMode.OFF)
    void damagedTarsInWholeFrames(@ForAll("mutations") List<Mutation> mutations, @ForAll boolean sums) {
        byte[] damaged = mutate(tar, mutations);
        read(Zstd.compress(sums ? withSums(damaged) : damaged, 1));
    }

    /** Nothing of the JSON, of the files and of their names can change without the key telling. */
    private static void read(byte[] bytes) {
        try {
            Path file = Files.write(folder.path().resolve("damaged.tar.zst"), bytes);
            Path out = Files.createTempDirectory(folder.path(), "out");
            for (boolean checked : new boolean[] {true, false}) {
                try {
                    PackageReader reader =
                            new PackageReader(Optional.of(keys.getPublic()).filter(k -> checked));
                    VerifiedPackage found = reader.unpack(file, Files.createDirectory(out.resolve("" + checked)));
                    if (checked) {
                        assertThat(found.manifest()).isEqualTo(manifest);
                    }
                    assertThat(Files.readString(found.file(manifest.hotPatches().getFirst())))
                            .isEqualTo(Sample.PATCH_TEXT);
                } catch (PatchException e) {
                    assertThat(e.getMessage()).isNotBlank();
                    assertThat(e.remedy()).isNotBlank();
                }
            }
            TemporaryFolder.delete(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] mutate(byte[] bytes, List<Mutation> mutations) {
        byte[] result = bytes;
        for (Mutation mutation : mutations) {
            result = mutation.apply(result);
        }
        return result;
    }

    private static byte[] withSums(byte[] bytes) {
        byte[] result = bytes.clone();
        for (int at = 0; at + 512 <= result.length; at += 512) {
            if (result[at + 257] == 'u' && result[at + 258] == 's') {
                Arrays.fill(result, at + 148, at + 156, (byte) ' ');
                int sum = 0;
                for (int i = at; i < at + 512; i++) {
                    sum += result[i] & 0xff;
                }
                byte[] digits = "%06o\0".formatted(sum).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                System.arraycopy(digits, 0, result, at + 148, digits.length);
            }
        }
        return result;
    }
}
