package dev.suture.elf.write;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a file as it was read, of any type and size: every byte keeps its place, so that what is not modelled (padding,
 * data behind the last section) is kept too. Section contents can be replaced by others of the same size; to change the
 * number or size of sections of a relocatable file, use {@link ElfTransform}.
 *
 * <p>Not safe for use by several threads.
 */
public final class ElfWriter {
    private final ElfFile file;
    private final Map<Section, byte[]> replaced = new LinkedHashMap<>();

    private ElfWriter(ElfFile file) {
        this.file = file;
    }

    public static ElfWriter of(ElfFile file) {
        return new ElfWriter(file);
    }

    /**
     * Has other contents written for a section.
     *
     * @param contents kept, not copied
     * @throws IllegalArgumentException if they are of another size than the section's in the file
     */
    public ElfWriter replace(Section section, byte[] contents) {
        if (contents.length != section.contents().size()) {
            throw new IllegalArgumentException("section %s has %d bytes in %s; %d bytes cannot take their place"
                    .formatted(section.name(), section.contents().size(), file.name(), contents.length));
        }
        replaced.put(section, contents);
        return this;
    }

    /**
     * Writes the file beside {@code path} and moves it there when it is complete, so that a reader sees the whole of it
     * or what was there before. It may be the very file that is read.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public void write(Path path) {
        try {
            Path absolute = path.toAbsolutePath();
            Path part = Files.createTempFile(absolute.getParent(), absolute.getFileName() + ".", ".part");
            try {
                writeTo(part);
                Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write %s: %s".formatted(path, e.getMessage()), e);
        }
    }

    private void writeTo(Path part) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            for (Iterator<ByteBuffer> i = file.bytes().buffers().iterator(); i.hasNext(); ) {
                writeAll(channel, i.next(), channel.position());
            }
            for (Map.Entry<Section, byte[]> entry : replaced.entrySet()) {
                writeAll(
                        channel,
                        ByteBuffer.wrap(entry.getValue()),
                        entry.getKey().offset());
            }
            channel.force(true);
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        channel.position(at);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
