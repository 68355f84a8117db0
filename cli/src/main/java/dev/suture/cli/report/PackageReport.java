package dev.suture.cli.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.pack.HotPatch;
import dev.suture.pack.PackageManifest;
import dev.suture.pack.PackageReader;
import dev.suture.pack.PackagedFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Patch packages as text and JSON. */
public final class PackageReport {
    private final Palette palette;

    public PackageReport(Palette palette) {
        this.palette = palette;
    }

    /** Everything a package says of itself; it was checked before. */
    public void info(PackageReader.Read read, PrintWriter out) {
        PackageManifest manifest = read.manifest();
        out.println("%s  %s".formatted(palette.bold(manifest.name().toString()), palette.dim(manifest.uuid())));
        manifest.description().lines().forEach(line -> out.println("  " + plain(line)));
        row(out, "kind", "%s, %s".formatted(manifest.kind(), manifest.arch()));
        manifest.targetPackage()
                .ifPresent(t -> row(
                        out,
                        "for",
                        plain(t.name() + t.version().map(v -> " " + v).orElse(""))));
        manifest.hotPatches().forEach(p -> patch(p, out));
        manifest.sourcePatches()
                .forEach(path -> row(
                        out,
                        "source",
                        path + "  "
                                + palette.dim("SHA-256 " + manifest.file(path).sha256())));
        manifest.tools().forEach((tool, version) -> row(out, tool, plain(version)));
        manifest.jsonReport().ifPresent(path -> row(out, "report", path));
        manifest.htmlReport().ifPresent(path -> row(out, "report", path));
        row(out, "files", files(manifest));
        row(out, "signature", read.signature().label());
    }

    /** A file or folder that was just written. */
    public void written(Path file, PrintWriter out) throws IOException {
        out.println(
                Files.isDirectory(file)
                        ? "%s is written.".formatted(file)
                        : "%s is written, %d bytes.".formatted(file, Files.size(file)));
    }

    private void patch(HotPatch patch, PrintWriter out) {
        row(
                out,
                "patch",
                "%s  %s"
                        .formatted(
                                patch.file(),
                                palette.dim(plain("id %s, name %s".formatted(patch.id(), patch.name())))));
        row(
                out,
                "target",
                plain("%s, build-id %s".formatted(patch.targetPath().orElse(patch.targetName()), patch.buildId())));
        row(out, "replaces", plain(String.join(", ", patch.functions())));
    }

    private static void row(PrintWriter out, String label, String text) {
        out.println("  %-9s  %s".formatted(plain(label), text));
    }

    /** Texts of a package may hold anything, and go to a terminal. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** How many files, and that they are right. */
    public static String files(PackageManifest manifest) {
        long bytes = manifest.files().stream().mapToLong(PackagedFile::size).sum();
        int count = manifest.files().size();
        return "%d %s, %d bytes, %s as package.json says"
                .formatted(count, count == 1 ? "file" : "files", bytes, count == 1 ? "it is" : "all");
    }

    /** The same as JSON, for scripts. */
    public static String json(PackageReader.Read read) throws IOException {
        ObjectNode root = JsonReport.root();
        root.set("package", new ObjectMapper().readTree(read.manifest().toJson()));
        root.put("signature", read.signature().name());
        return JsonReport.write(root);
    }
}
