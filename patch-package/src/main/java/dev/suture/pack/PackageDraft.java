package dev.suture.pack;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Gathers the files of a package that is being made, under the names they get in it. Used once. */
final class PackageDraft {
    private static final String OPEN_UUID = new UUID(0, 0).toString();

    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final PackageManifest manifest;

    /** @throws PatchException if a file cannot be read, or the hot patches do not belong together */
    PackageDraft(PackageContents contents) {
        List<HotPatch> patches =
                contents.hotPatches().stream().map(this::hotPatch).toList();
        // The number keeps the order they are applied in.
        List<String> sources = new ArrayList<>();
        for (Path source : contents.sourcePatches()) {
            sources.add(
                    add("source/%04d-%s".formatted(sources.size() + 1, PackagePath.part(name(source))), read(source)));
        }
        Optional<String> json = contents.jsonReport().map(report -> add("report/diff.json", report));
        Optional<String> html = contents.htmlReport().map(report -> add("report/diff.html", report));
        PackageManifest draft = new PackageManifest(
                OPEN_UUID,
                contents.name(),
                common(contents, "machine", PatchInfo::machine),
                common(contents, "kind", PatchInfo::kind),
                contents.description(),
                contents.targetPackage(),
                patches,
                sources,
                new TreeMap<>(contents.tools()),
                json,
                html,
                files.entrySet().stream()
                        .map(e -> new PackagedFile(e.getKey(), e.getValue().length, Digests.sha256(e.getValue())))
                        .toList());
        this.manifest = draft.withUuid(contents.uuid().orElseGet(() -> uuidOf(ManifestJson.write(draft))));
        // What is written must be readable: the same rules, before anything is on the disk.
        new ManifestReader(Path.of(contents.name().toString())).read(ManifestJson.write(manifest));
    }

    PackageManifest manifest() {
        return manifest;
    }

    /** Contents by path, without {@code package.json}. */
    SortedMap<String, byte[]> files() {
        return files;
    }

    private HotPatch hotPatch(PackageContents.Patch patch) {
        PatchInfo info = patch.info();
        String path = add("patches/" + PackagePath.part(name(patch.file())), read(patch.file()));
        return new HotPatch(
                path,
                info.id(),
                info.name(),
                info.targetName(),
                patch.targetPath(),
                info.targetBuildId(),
                info.functions().stream().map(PatchInfo.PatchedFunction::name).toList());
    }

    private String add(String path, byte[] contents) {
        if (files.putIfAbsent(path, contents) != null) {
            throw PackageFault.trouble(
                    "package-names",
                    "Two files of the package would both be called %s.".formatted(path),
                    "Give one of them another name.");
        }
        return path;
    }

    private static String common(
            PackageContents contents, String what, java.util.function.Function<PatchInfo, String> field) {
        List<String> found = contents.hotPatches().stream()
                .flatMap(p -> Stream.of(field.apply(p.info())))
                .distinct()
                .toList();
        if (found.size() != 1) {
            throw PackageFault.trouble(
                    "package-mixed",
                    found.isEmpty()
                            ? "A package without a hot patch cannot be made."
                            : "The hot patches differ in their %s: %s.".formatted(what, String.join(", ", found)),
                    "Give hot patches of one kind and machine; make a package for each otherwise.");
        }
        return found.getFirst();
    }

    /** A UUID of version 8 (RFC 9562): the first bits of a SHA-256. The same contents give the same. */
    private static String uuidOf(byte[] draft) {
        ByteBuffer digest = ByteBuffer.wrap(HexFormat.of().parseHex(Digests.sha256(draft)));
        long high = digest.getLong() & ~0xf000L | 0x8000L;
        long low = digest.getLong() & ~(3L << 62) | 2L << 62;
        return new UUID(high, low).toString();
    }

    private static String name(Path file) {
        return file.toAbsolutePath().normalize().getFileName().toString();
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw PackageFault.trouble(
                    "missing-file",
                    "The file %s for the package cannot be read: %s.".formatted(file, Reason.of(e)),
                    "Check the path and its rights.");
        }
    }
}
