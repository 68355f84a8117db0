package dev.suture.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an AArch64 process has mapped of code, read from {@code /proc} without anything of Suture.
 *
 * @param pid the process
 * @param program the file name of its program
 */
record ProcessCode(long pid, String program) {
    private static final int B_MASK = 0xfc000000;
    private static final int B = 0x14000000;
    private static final int BTI_C = 0xd503245f;

    /** A mapping of code. */
    private record Code(long start, long end, String name) {
        /** Of a line of {@code maps}, proc_pid_maps(5). */
        static Code of(String line) {
            String[] fields = line.split(" +", 6);
            String[] bounds = fields[0].split("-");
            return new Code(
                    Long.parseUnsignedLong(bounds[0], 16),
                    Long.parseUnsignedLong(bounds[1], 16),
                    fields.length < 6 ? "" : fields[5]);
        }

        boolean contains(long address) {
            return Long.compareUnsigned(address - start, end - start) < 0;
        }
    }

    private Stream<Code> mapped() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "maps")).stream()
                    .filter(line -> line.contains(" r-xp "))
                    .map(Code::of);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Code ofProgram() {
        return mapped().filter(c -> c.name().endsWith("/" + program))
                .findFirst()
                .orElseThrow();
    }

    /** The program's own code, as it is in the process now. */
    byte[] text() throws IOException {
        Code code = ofProgram();
        byte[] text = new byte[(int) (code.end() - code.start())];
        try (RandomAccessFile memory = new RandomAccessFile("/proc/" + pid + "/mem", "r")) {
            memory.seek(code.start());
            memory.readFully(text);
        }
        return text;
    }

    /** How many mappings of code belong to no file: hot patches, as ticketd makes no code itself. */
    long withoutFile() {
        return mapped().filter(c -> c.name().isEmpty()).count();
    }

    /**
     * The jumps that stand in the program's code where {@code base} has something else.
     *
     * @return empty if something else than landing pads and jumps into code without a file has come there
     */
    List<String> jumps(byte[] base) throws IOException {
        IntBuffer before = words(base);
        IntBuffer now = words(text());
        long start = ofProgram().start();
        List<String> jumps = new ArrayList<>();
        for (int i = 0; i < before.limit(); i++) {
            if (before.get(i) == now.get(i) || now.get(i) == BTI_C) {
                continue;
            }
            long from = start + 4L * i;
            long to = from + 4L * (now.get(i) << 6 >> 6);
            if ((now.get(i) & B_MASK) != B || mapped().noneMatch(c -> c.name().isEmpty() && c.contains(to))) {
                return List.of();
            }
            jumps.add("0x%x: b 0x%x".formatted(from - start, to));
        }
        return jumps;
    }

    private static IntBuffer words(byte[] code) {
        return ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    }
}
