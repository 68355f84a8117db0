package dev.suture.pack;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A package that is a {@code .tar.zst}. */
final class ArchiveEntries implements PackageEntries {
    /** What a frame may ask for to be unpacked in (RFC 8878, "Window_Descriptor"): 8 MiB, as it recommends. */
    private static final int LARGEST_WINDOW_LOG = 23;

    private final Path archive;
    private final InputStream tar;
    private long left = ManifestReader.MOST_BYTES + (1 << 20);
    private InputStream current = InputStream.nullInputStream();
    private int padding;

    ArchiveEntries(Path archive) throws IOException {
        this.archive = archive;
        InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        try {
            this.tar = new ZstdInputStream(file).setLongMax(LARGEST_WINDOW_LOG);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public void expect(PackageManifest manifest) {
        // The headers and the padding of each file, and a signature.
        left = manifest.files().stream()
                        .mapToLong(f -> f.size() + 4L * TarHeader.BLOCK)
                        .sum()
                + (1 << 20);
    }

    @Override
    public Optional<Entry> next() throws IOException {
        current.skipNBytes(Math.max(0, current.available()));
        read(padding, "inside a file");
        byte[] block = read(TarHeader.BLOCK, "where the next file or the end of the archive belongs");
        if (isZero(block)) {
            requireEnd();
            return Optional.empty();
        }
        TarHeader header = TarHeader.of(block)
                .orElseThrow(() -> PackageFault.malformed(archive, "where a tar header belongs there is none"));
        if (!header.isFile()) {
            throw PackageFault.notAFile(archive, header.path(), header.what());
        }
        if (header.size() > left) {
            throw tooLarge();
        }
        padding = (int) (-header.size() & (TarHeader.BLOCK - 1));
        current = new Contents(header.size());
        return Optional.of(new Entry(header.path(), header.size(), current));
    }

    /** The archive ends with two blocks of zeros, and zeros up to a whole record may follow (pax, ibid.). */
    private void requireEnd() throws IOException {
        byte[] rest = new byte[20 * TarHeader.BLOCK];
        int count = readUpTo(rest);
        if (count < TarHeader.BLOCK) {
            throw PackageFault.truncated(archive, "before the end of the archive");
        }
        if (!isZero(rest) || readUpTo(new byte[1]) > 0) {
            throw PackageFault.unlisted(archive, "data after the end of the archive");
        }
    }

    private static boolean isZero(byte[] bytes) {
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private byte[] read(int count, String where) throws IOException {
        byte[] bytes = new byte[count];
        if (readUpTo(bytes) < count) {
            throw PackageFault.truncated(archive, where);
        }
        return bytes;
    }

    private int readUpTo(byte[] bytes) throws IOException {
        int count = 0;
        while (count < bytes.length) {
            int step = readSome(bytes, count, bytes.length - count);
            if (step < 0) {
                break;
            }
            count += step;
        }
        return count;
    }

    private int readSome(byte[] bytes, int at, int count) throws IOException {
        int step;
        try {
            step = tar.read(bytes, at, count);
        } catch (EOFException e) {
            throw PackageFault.truncated(archive, "inside a compressed frame");
        } catch (IOException | RuntimeException e) {
            // zstd-jni has one exception for all; a frame that just ends says so in its message only.
            if (String.valueOf(e.getMessage())
                    .toLowerCase(java.util.Locale.ROOT)
                    .contains("truncated")) {
                throw PackageFault.truncated(archive, "inside a compressed frame");
            }
            throw PackageFault.malformed(archive, "it cannot be unpacked with zstd: " + Reason.of(e));
        }
        left -= Math.max(0, step);
        if (left < 0) {
            throw tooLarge();
        }
        return step;
    }

    private dev.suture.plugin.PatchException tooLarge() {
        return PackageFault.tooLarge(archive, "it unpacks to more than its package.json says or may say");
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    /** One file's bytes; the archive ending inside them is told. */
    private final class Contents extends InputStream {
        private long open;

        Contents(long size) {
            this.open = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int at, int count) throws IOException {
            if (open == 0) {
                return -1;
            }
            int step = readSome(bytes, at, (int) Math.min(count, open));
            if (step < 0) {
                throw PackageFault.truncated(archive, "inside a file");
            }
            open -= step;
            return step;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, open);
        }
    }
}
