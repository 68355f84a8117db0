package dev.suture.elf.broken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.elf.ElfBuilder;
import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.Gcc;
import dev.suture.elf.Machine;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Files broken by hand in the ways other readers are known to have stumbled over; each must be refused by name. */
class BrokenFilesTest {
    private static final String SOURCE = """
            extern int other(const char *);
            static int inner(int x) { return x * 3; }
            int use(int x) { return inner(x) + other("text"); }
            """;

    @TempDir
    static Path folder;

    private static byte[] object;
    private static byte[] library;
    private static byte[] archive;

    private interface Edit {
        void apply(Editor editor);
    }

    private record Broken(String what, byte[] sound, String expected, Edit edit) {}

    /** A sound file and the places in it that are to be spoiled. */
    private static final class Editor {
        private final ElfFile file;
        private final ByteBuffer bytes;

        Editor(ElfFile file, byte[] bytes) {
            this.file = file;
            this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }

        int header(String section) {
            return (int) bytes.getLong(40)
                    + 64 * file.section(section).orElseThrow().index();
        }

        int at(String section) {
            return (int) file.section(section).orElseThrow().offset();
        }

        int size(String section) {
            return (int) file.section(section).orElseThrow().size();
        }
    }

    @BeforeAll
    static void compile() throws Exception {
        Path compiled = Gcc.compile(folder, "o.o", SOURCE, "-c", "-g", "-gdwarf-5", "-O1");
        object = Files.readAllBytes(compiled);
        library = Files.readAllBytes(Gcc.compile(
                folder,
                "l.so",
                "#include <stdio.h>\nint f(void) { return puts(\"x\"); }",
                "-shared",
                "-fPIC",
                "-g",
                "-Wl,--build-id"));
        Path ar = folder.resolve("l.a");
        Gcc.run(List.of("ar", "rcs", ar.toString(), compiled.toString()));
        archive = Files.readAllBytes(ar);
    }

    @TestFactory
    List<DynamicTest> eachIsRefusedByName() {
        return List.of(
                        broken(
                                "section table beyond the file",
                                object,
                                "section header",
                                e -> e.bytes.putLong(40, 1L << 40)),
                        broken(
                                "section table at a negative offset",
                                object,
                                "section header",
                                e -> e.bytes.putLong(40, -64)),
                        broken(
                                "section header size 0",
                                object,
                                "64 bytes, found 0",
                                e -> e.bytes.putShort(58, (short) 0)),
                        broken(
                                "more sections than bytes",
                                object,
                                "section headers",
                                e -> e.bytes.putShort(60, (short) 0xfeff)),
                        broken("a huge number of sections in section 0", object, "section headers", e -> {
                            e.bytes.putShort(60, (short) 0);
                            e.bytes.putLong((int) e.bytes.getLong(40) + 32, Long.MAX_VALUE);
                        }),
                        broken(
                                "names in a section that is not there",
                                object,
                                "section names",
                                e -> e.bytes.putShort(62, (short) 0xfeff)),
                        broken("names without a NUL", object, "ends in NUL", e -> {
                            int start = e.at(".shstrtab");
                            for (int i = 1; i < e.size(".shstrtab"); i++) {
                                e.bytes.put(start + i, (byte) 'a');
                            }
                        }),
                        broken(
                                "a section beyond the file",
                                object,
                                "contents of section",
                                e -> e.bytes.putLong(e.header(".text") + 32, 1L << 60)),
                        broken(
                                "a symbol whose name is out of range",
                                object,
                                "NUL-terminated",
                                e -> e.bytes.putInt(e.at(".symtab") + 24 * 2, 0x7fffffff)),
                        broken(
                                "a symbol in a section that is not there",
                                object,
                                "section index",
                                e -> e.bytes.putShort(e.at(".symtab") + 24 + 6, (short) 0xfe00)),
                        broken(
                                "symbols linked to no strings",
                                object,
                                "section 65535",
                                e -> e.bytes.putInt(e.header(".symtab") + 40, 0xffff)),
                        broken("a symbol table that is its own strings", object, "NUL|string", e -> {
                            e.bytes.putInt(
                                    e.header(".symtab") + 40,
                                    e.file.section(".symtab").orElseThrow().index());
                            e.bytes.putInt(e.at(".symtab") + 24, 0x7ffffff0);
                        }),
                        broken(
                                "debug relocations of no symbol",
                                object,
                                "symbol 16777215",
                                e -> e.bytes.putInt(e.at(".rela.debug_info") + 12, 0xffffff)),
                        broken("abbreviations without an end", object, "byte", e -> {
                            for (int i = 0; i < e.size(".debug_abbrev"); i++) {
                                e.bytes.put(e.at(".debug_abbrev") + i, (byte) 1);
                            }
                        }),
                        broken("a number without an end", object, "byte", e -> {
                            for (int i = 0; i < e.size(".debug_abbrev"); i++) {
                                e.bytes.put(e.at(".debug_abbrev") + i, (byte) 0x80);
                            }
                        }),
                        broken(
                                "a unit longer than its section",
                                object,
                                "unit",
                                e -> e.bytes.putInt(e.at(".debug_info"), 0x7fffffff)),
                        broken("a unit of 64-bit length", object, "unit", e -> {
                            e.bytes.putInt(e.at(".debug_info"), -1);
                            e.bytes.putLong(e.at(".debug_info") + 4, Long.MAX_VALUE);
                        }),
                        broken(
                                "DWARF of the future",
                                object,
                                "version 2 to 5, found 9",
                                e -> e.bytes.putShort(e.at(".debug_info") + 4, (short) 9)),
                        broken(
                                "a line table of the future",
                                object,
                                "version 2 to 5, found 9",
                                e -> e.bytes.putShort(e.at(".debug_line") + 4, (short) 9)),
                        broken(
                                "a line range of 0",
                                object,
                                "line range",
                                e -> e.bytes.put(e.at(".debug_line") + 16, (byte) 0)),
                        broken(
                                "a line header longer than its unit",
                                object,
                                "header of a line table",
                                e -> e.bytes.putInt(e.at(".debug_line") + 8, 0x7fffffff)),
                        broken(
                                "a note whose description is longer than it",
                                library,
                                "description",
                                e -> e.bytes.putInt(e.at(".note.gnu.build-id") + 4, -1)),
                        broken(
                                "a note whose name is longer than it",
                                library,
                                "owner",
                                e -> e.bytes.putInt(e.at(".note.gnu.build-id"), 0x7fffffff)),
                        broken(
                                "versions that lead back to themselves",
                                library,
                                "index of a version|version index|step",
                                e -> e.bytes.putInt(e.at(".gnu.version_r") + 8, 0)),
                        broken(
                                "an unknown version",
                                library,
                                "index of a version",
                                e -> e.bytes.putShort(e.at(".gnu.version") + 2 * 2, (short) 0x1234)),
                        broken(
                                "program headers beyond the file",
                                library,
                                "program header",
                                e -> e.bytes.putLong(32, Long.MAX_VALUE)),
                        broken(
                                "program headers of another size",
                                library,
                                "56 bytes, found 57",
                                e -> e.bytes.putShort(54, (short) 57)),
                        brokenArchive("a member size that is no number", "decimal digits", 8 + 48, "0x10      "),
                        brokenArchive("a member larger than the archive", "contents of member", 8 + 48, "9999999999"),
                        brokenArchive("a header without its end", "line end", 8 + 58, "xx"))
                .stream()
                .map(broken -> DynamicTest.dynamicTest(broken.what(), () -> check(broken)))
                .toList();
    }

    private static Broken broken(String what, byte[] sound, String expected, Edit edit) {
        return new Broken(what, sound, expected, edit);
    }

    private static Broken brokenArchive(String what, String expected, int at, String text) {
        return new Broken(what, archive, expected, e -> e.bytes.put(at, text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static void check(Broken broken) {
        byte[] bytes = broken.sound().clone();
        ElfFile sound = bytes[0] == '!' ? ElfFile.of("o.o", object) : ElfFile.of("sound", broken.sound());
        broken.edit().apply(new Editor(sound, bytes));
        List<ElfFormatException> refused = org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(2), () -> Everything.read(bytes));
        assertThat(refused)
                .extracting(Throwable::getMessage)
                .anyMatch(message -> java.util.regex.Pattern.compile(broken.expected())
                        .matcher(message)
                        .find())
                .allMatch(message -> message.matches("(?s)broken\\.[oa].*: at offset 0x[0-9a-f]+: expected .*"));
    }

    @Test
    void namesThatShareAMegabyteDoNotFillTheMemory() {
        ElfBuilder builder = new ElfBuilder(Machine.X86_64, ByteOrder.LITTLE_ENDIAN);
        String name = "n".repeat(500_000);
        for (int i = 0; i < 4000; i++) {
            builder.addSection(name, Section.PROGBITS, 0, 1, 0, new byte[0]);
        }
        assertThat(Everything.read(builder.build()))
                .singleElement()
                .asString()
                .contains("shorter than four times the file");
    }

    @Test
    void aLineProgramWithGiantSteps() {
        byte[] line = {
            44,
            0,
            0,
            0,
            4,
            0,
            20,
            0,
            0,
            0,
            1,
            1,
            1,
            (byte) 0xfb,
            14,
            10,
            0,
            1,
            1,
            1,
            1,
            0,
            0,
            0,
            1,
            0,
            'a',
            0,
            0,
            0,
            0,
            1,
            2,
            (byte) 0xff,
            (byte) 0xff,
            (byte) 0xff,
            (byte) 0xff,
            (byte) 0xff,
            (byte) 0xff,
            (byte) 0xff,
            0x7f,
            1,
            3,
            0x7f,
            1,
            0,
            1,
            1
        };
        ElfBuilder builder = new ElfBuilder(Machine.X86_64, ByteOrder.LITTLE_ENDIAN);
        builder.addSection(".debug_line", Section.PROGBITS, 0, 1, 0, line);
        builder.addSection(".text", Section.PROGBITS, Section.ALLOC | Section.EXEC, 1, 0, new byte[16]);
        builder.addSymbol("f", 0, 0, Symbol.Type.FUNCTION, Symbol.Binding.GLOBAL, 0, 2);
        assertThat(Everything.read(builder.build()))
                .allMatch(e -> e.getMessage().startsWith("broken.o"));
    }
}
