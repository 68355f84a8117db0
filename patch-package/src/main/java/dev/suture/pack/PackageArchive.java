package dev.suture.pack;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes a package as {@code .tar.zst}: {@code package.json}, its signature, and the files as listed there. */
public final class PackageArchive {
    /** The highest that needs no more than 8 MiB to unpack. */
    private static final int LEVEL = 19;

    private PackageArchive() {}

    /** Whether a package of that name is an archive rather than a folder. */
    static boolean isNamedSo(Path output) {
        return output.toString().endsWith(PackageWriter.ARCHIVE_SUFFIX);
    }

    /**
     * @param time what is recorded as the time of the files, cut to seconds
     * @throws dev.suture.plugin.PatchException if it cannot be written
     */
    public static void write(VerifiedPackage source, Path output, Instant time) {
        Outputs.file(output, file -> {
            try (OutputStream out = Files.newOutputStream(file);
                    ZstdOutputStream zstd = new ZstdOutputStream(out, LEVEL).setChecksum(true);
                    TarArchiveOutputStream tar = new TarArchiveOutputStream(zstd, "UTF-8")) {
                for (String path : paths(source)) {
                    add(path, source.folder().resolve(path), time, tar);
                }
            }
        });
    }

    /** All files of a package in the order of its archive. */
    static List<String> paths(VerifiedPackage source) {
        Stream<String> head = Stream.of(PackagePath.MANIFEST, PackagePath.SIGNATURE)
                .filter(path -> Files.exists(source.folder().resolve(path)));
        return Stream.concat(head, source.manifest().files().stream().map(PackagedFile::path))
                .toList();
    }

    private static void add(String path, Path file, Instant time, TarArchiveOutputStream tar) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path);
        entry.setSize(Files.size(file));
        entry.setMode(0644);
        entry.setIds(0, 0);
        entry.setNames("root", "root");
        entry.setModTime(time.getEpochSecond() * 1000);
        tar.putArchiveEntry(entry);
        Files.copy(file, tar);
        tar.closeArchiveEntry();
    }
}
