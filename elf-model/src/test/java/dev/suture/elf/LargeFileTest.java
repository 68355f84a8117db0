package dev.suture.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of more than 2 GiB; it has holes, so that it takes no room on the disk. */
class LargeFileTest {
    private static final long FAR = 5L << 30;

    @TempDir
    Path folder;

    @Test
    void sectionsBeyondTwoGigabytesAreRead() throws Exception {
        ElfBuilder builder = new ElfBuilder(Machine.X86_64, ByteOrder.LITTLE_ENDIAN);
        builder.addSection(".data.far", Section.PROGBITS, Section.ALLOC, 1, 0, new byte[] {1, 2, 3, 4});
        byte[] near = builder.build();
        Path path = folder.resolve("large.o");
        write(path, near);
        ElfFile file = ElfFile.open(path);
        Section far = file.section(".data.far").orElseThrow();
        assertThat(far.offset()).isEqualTo(FAR);
        assertThat(far.contents().size()).isEqualTo(4);
        assertThat(far.contents().i32(0)).isEqualTo(0x12345678);
        assertThat(file.bytes().size()).isGreaterThan(FAR);
    }

    /** Moves the section and the table of section headers behind a hole. */
    private static void write(Path path, byte[] near) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(near).order(ByteOrder.LITTLE_ENDIAN);
        int table = (int) bytes.getLong(40);
        bytes.putLong(table + 64 + 24, FAR);
        bytes.putLong(40, FAR + 64);
        try (FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(bytes.slice(0, table), 0);
            channel.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, 0x12345678), FAR);
            channel.write(bytes.slice(table, near.length - table), FAR + 64);
        }
    }
}
