package dev.suture.source;

import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.ElfHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Tells objects and linked files from everything else that lies in a tree. */
final class ElfKind {
    private ElfKind() {}

    /** The file as relocatable object; empty if it is none. */
    static Optional<ElfFile> object(Path file) {
        return elf(file).filter(e -> e.header().type() == ElfHeader.Type.RELOCATABLE);
    }

    /** The file as program or shared library; empty if it is none. */
    static Optional<ElfFile> linked(Path file) {
        return elf(file)
                .filter(e -> e.header().type() == ElfHeader.Type.EXECUTABLE
                        || e.header().type() == ElfHeader.Type.SHARED);
    }

    private static Optional<ElfFile> elf(Path file) {
        try {
            return hasMagic(file) ? Optional.of(ElfFile.open(file)) : Optional.empty();
        } catch (ElfFormatException | IOException | UncheckedIOException e) {
            // Test data of many projects is made of broken ELF files.
            return Optional.empty();
        }
    }

    private static boolean hasMagic(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer head = ByteBuffer.allocate(4);
            return channel.read(head) == 4 && head.getInt(0) == 0x7f454c46;
        }
    }
}
