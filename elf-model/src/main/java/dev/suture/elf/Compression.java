package dev.suture.elf;

import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Undoes the compression of debug sections: SHF_COMPRESSED with zlib (ELF gABI, "Section Compression") and the older
 * GNU form, sections named {@code .zdebug_*} that start with {@code ZLIB} and a big-endian size.
 *
 * <p>The promised size is allocated before it is known to be true, so it is bounded: at most {@value #HIGHEST_RATIO}
 * times the stored bytes, or {@value #ALWAYS_ALLOWED} bytes. Compilers' debugging information shrinks to between a half
 * and a tenth; what would shrink further is no debugging information but an attempt to fill the memory.
 */
final class Compression {
    static final int HIGHEST_RATIO = 64;
    static final int ALWAYS_ALLOWED = 1 << 20;

    private static final int CHDR = 24;
    private static final int ZLIB = 1;
    private static final int ZSTD = 2;
    private static final int GNU_HEADER = 12;

    private Compression() {}

    static boolean isOldGnu(Section section) {
        return section.name().startsWith(".zdebug_") && section.contents().size() > 0;
    }

    static ElfBytes standard(Section section) {
        ElfBytes stored = section.contents();
        int type = stored.i32(0);
        if (type == ZSTD) {
            throw stored.error(
                    0,
                    "section %s to be compressed with zlib, found zstd, which cannot be read here; "
                                    .formatted(section.name())
                            + "`objcopy --decompress-debug-sections` makes a file that can");
        }
        if (type != ZLIB) {
            throw stored.error(0, "compression type 1 (zlib), found " + Integer.toUnsignedString(type));
        }
        return inflate(section, stored, CHDR, stored.i64(8));
    }

    static ElfBytes oldGnu(Section section) {
        ElfBytes stored = section.contents();
        ElfBytes magic = stored.slice(0, GNU_HEADER, "the header of a .zdebug section");
        if (!magic.slice(0, 4, "ZLIB").ascii().equals("ZLIB")) {
            throw stored.error(0, "\"ZLIB\" at the start of section " + section.name());
        }
        long size = stored.withOrder(ByteOrder.BIG_ENDIAN).i64(4);
        return inflate(section, stored, GNU_HEADER, size);
    }

    private static ElfBytes inflate(Section section, ElfBytes stored, int headerSize, long size) {
        long bound = Math.min(Integer.MAX_VALUE - 16L, Math.max(ALWAYS_ALLOWED, HIGHEST_RATIO * stored.size()));
        if (size < 0 || size > bound) {
            throw stored.error(0, "at most %d bytes to decompress to, found a promise of %d".formatted(bound, size));
        }
        byte[] result = new byte[(int) size];
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(stored.slice(headerSize, stored.size() - headerSize, "compressed bytes")
                    .toArray());
            int done = 0;
            while (done < result.length) {
                int step = inflater.inflate(result, done, result.length - done);
                if (step == 0) {
                    throw stored.error(headerSize, "%d bytes after decompression, found %d".formatted(size, done));
                }
                done += step;
            }
        } catch (DataFormatException e) {
            throw stored.error(headerSize, "bytes compressed with zlib (%s)".formatted(e.getMessage()));
        }
        return ElfBytes.of("%s (decompressed %s)".formatted(stored.file(), section.name()), result, stored.order());
    }
}
