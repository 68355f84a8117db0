package dev.suture.pack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/**
 * Writes a package as {@code .deb} (deb(5)): an ar archive of {@code debian-binary}, {@code control.tar.gz} and
 * {@code data.tar.gz}. gzip is what every dpkg reads.
 */
public final class DebPackage {
    /** deb-version(7), without an epoch. */
    private static final Pattern VERSION = Pattern.compile("[0-9][A-Za-z0-9.+~]*");

    private final VerifiedPackage source;
    private final DistributionPackage.Labels labels;
    private final Instant time;

    private DebPackage(VerifiedPackage source, DistributionPackage.Labels labels, Instant time) {
        this.source = source;
        this.labels = labels;
        this.time = time;
    }

    /**
     * @param time recorded as the time of all files, cut to seconds
     * @throws dev.suture.plugin.PatchException if it cannot be written, or dpkg would not take the version
     */
    public static void write(VerifiedPackage source, DistributionPackage.Labels labels, Instant time, Path output) {
        String version = source.manifest().name().version();
        if (!VERSION.matcher(version).matches()) {
            throw DistributionPackage.cannot(
                    ".deb",
                    "its version '%s' is none to dpkg".formatted(version),
                    "Make the package with a --version that begins with a digit and has no '_'.");
        }
        DebPackage deb = new DebPackage(source, labels, time);
        Outputs.file(output, deb::write);
    }

    private void write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ArArchiveOutputStream ar = new ArArchiveOutputStream(out)) {
            add(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
            add(ar, "control.tar.gz", tar(this::control));
            add(ar, "data.tar.gz", tar(this::data));
        }
    }

    private void add(ArArchiveOutputStream ar, String name, byte[] contents) throws IOException {
        ar.putArchiveEntry(new ArArchiveEntry(name, contents.length, 0, 0, 0100644, time.getEpochSecond()));
        ar.write(contents);
        ar.closeArchiveEntry();
    }

    /** Fills a tar. */
    private interface Entries {
        void addTo(TarArchiveOutputStream tar) throws IOException;
    }

    private static byte[] tar(Entries entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Its header has no time and no name unless they are given.
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes), "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            entries.addTo(tar);
        }
        return bytes.toByteArray();
    }

    private void control(TarArchiveOutputStream tar) throws IOException {
        folder(tar, "./");
        file(tar, "./control", controlText().getBytes(StandardCharsets.UTF_8));
        StringBuilder sums = new StringBuilder();
        for (String path : PackageArchive.paths(source)) {
            byte[] contents = Files.readAllBytes(source.folder().resolve(path));
            sums.append("%s  %s/%s\n".formatted(md5(contents), folderName(), path));
        }
        file(tar, "./md5sums", sums.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void data(TarArchiveOutputStream tar) throws IOException {
        for (String folder : List.of("./", "./usr/", "./usr/lib/")) {
            folder(tar, folder);
        }
        for (String folder : DistributionPackage.folders(source)) {
            folder(tar, "." + folder + "/");
        }
        for (String path : PackageArchive.paths(source)) {
            file(
                    tar,
                    "./" + folderName() + "/" + path,
                    Files.readAllBytes(source.folder().resolve(path)));
        }
    }

    private String folderName() {
        return DistributionPackage.folder(source.manifest()).substring(1);
    }

    /** deb-control(5). */
    private String controlText() throws IOException {
        PackageManifest manifest = source.manifest();
        long bytes = 0;
        for (String path : PackageArchive.paths(source)) {
            bytes += Files.size(source.folder().resolve(path));
        }
        StringBuilder body = new StringBuilder();
        DistributionPackage.details(manifest)
                .lines()
                .forEach(line ->
                        body.append(' ').append(DistributionPackage.line(line)).append('\n'));
        return """
                Package: %s
                Version: %s-%s
                Architecture: %s
                Maintainer: %s
                Installed-Size: %d
                Section: admin
                Priority: optional
                Description: %s
                """.formatted(
                                DistributionPackage.packageName(manifest),
                                manifest.name().version(),
                                manifest.name().release(),
                                architecture(manifest.arch()),
                                DistributionPackage.line(labels.maintainer()),
                                (bytes + 1023) / 1024,
                                DistributionPackage.line(DistributionPackage.summary(manifest)))
                + body;
    }

    /** Debian's names for machines. */
    private static String architecture(String machine) {
        return switch (machine) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            case "ppc64le" -> "ppc64el";
            case "loongarch64" -> "loong64";
            default -> machine;
        };
    }

    private void folder(TarArchiveOutputStream tar, String path) throws IOException {
        entry(tar, path, 0755, new byte[0]);
    }

    private void file(TarArchiveOutputStream tar, String path, byte[] contents) throws IOException {
        entry(tar, path, 0644, contents);
    }

    private void entry(TarArchiveOutputStream tar, String path, int mode, byte[] contents) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path);
        entry.setSize(contents.length);
        entry.setMode(mode);
        entry.setIds(0, 0);
        entry.setNames("root", "root");
        entry.setModTime(time.getEpochSecond() * 1000);
        tar.putArchiveEntry(entry);
        tar.write(contents);
        tar.closeArchiveEntry();
    }

    private static String md5(byte[] contents) {
        try {
            return Digests.hex(MessageDigest.getInstance("MD5").digest(contents));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every Java platform has it.
        }
    }
}
