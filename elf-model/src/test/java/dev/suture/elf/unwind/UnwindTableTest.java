package dev.suture.elf.unwind;

import static dev.suture.elf.unwind.CfiBytes.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.suture.elf.ElfBytes;
import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.Gcc;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class UnwindTableTest {
    /** CFA is rsp + 8, the return address below it: what holds at every entry of a function (psABI). */
    private static final int[] AT_ENTRY = {0x0c, 7, 8, 0x90, 1};

    @TempDir
    Path folder;

    @Test
    void remembersAndRestoresStates() {
        UnwindTable table = CfiBytes.make()
                .common(AT_ENTRY)
                .function(
                        0x41, 0x0e, 16, 0x86, 2, // push %rbp
                        0x41, 0x0a, 0x0e, 64, 0x83, 3, // remember, then more
                        0x41, 0x0b, 0x41, 0xc6, 0x0e, 8) // back to what was remembered, then pop %rbp
                .table(DwarfRegisters.X86_64);
        assertThat(cfa(table, 0)).isEqualTo(new CfaRule.RegisterOffset(7, 8));
        assertThat(cfa(table, 2)).isEqualTo(new CfaRule.RegisterOffset(7, 64));
        assertThat(row(table, 2).rule(3)).isEqualTo(new RegisterRule.AtOffset(-24));
        assertThat(cfa(table, 3)).isEqualTo(new CfaRule.RegisterOffset(7, 16));
        assertThat(row(table, 3).rule(3)).isEqualTo(new RegisterRule.Unspecified());
        assertThat(row(table, 3).rule(6)).isEqualTo(new RegisterRule.AtOffset(-16));
        assertThat(row(table, 4).rule(6)).isEqualTo(new RegisterRule.Unspecified());
        assertThat(row(table, 4).rule(16)).isEqualTo(new RegisterRule.AtOffset(-8));
        assertThat(table.row(START - 1)).isEmpty();
        assertThat(table.row(START + CfiBytes.LENGTH)).isEmpty();
        assertThat(row(table, CfiBytes.LENGTH - 1).end()).isEqualTo(START + CfiBytes.LENGTH);
    }

    @Test
    void knowsEveryInstruction() {
        UnwindTable table = CfiBytes.make()
                .augmentation("zRS", 0)
                .common(AT_ENTRY)
                .function(
                        0x00, 0x02, 5, // advance_loc1
                        0x03, 0, 0, // advance_loc2
                        0x04, 0, 0, 0, 0, // advance_loc4
                        0x05, 3, 4, // offset_extended
                        0x07, 0, // undefined
                        0x08, 1, // same_value
                        0x09, 2, 5, // register
                        0x10, 6, 1, 0x12, // expression
                        0x11, 12, 0x7f, // offset_extended_sf
                        0x14, 13, 2, // val_offset
                        0x15, 14, 0x7e, // val_offset_sf
                        0x16, 15, 2, 0x73, 1, // val_expression
                        0x2e, 16, // args_size
                        0x2f, 8, 2, // negative_offset_extended
                        0x2d, // negate_ra_state
                        0x12, 6, 0x7e, // def_cfa_sf
                        0x41, 0x13, 0x7d, // def_cfa_offset_sf
                        0x0d, 3, // def_cfa_register
                        0x06, 3, // restore_extended
                        0x41, 0x0f, 2, 0x77, 8, // def_cfa_expression
                        0x01, 0x80, 0x10, 0x40, 0, 0, 0, 0, 0) // set_loc
                .table(DwarfRegisters.X86_64);
        UnwindRow row = row(table, 5);
        assertThat(row.cfa()).isEqualTo(new CfaRule.RegisterOffset(6, 16));
        assertThat(row.rule(3)).isEqualTo(new RegisterRule.AtOffset(-32));
        assertThat(row.rule(0)).isEqualTo(new RegisterRule.Undefined());
        assertThat(row.rule(1)).isEqualTo(new RegisterRule.SameValue());
        assertThat(row.rule(2)).isEqualTo(new RegisterRule.InRegister(5));
        assertThat(row.rule(6)).isInstanceOf(RegisterRule.AtExpression.class);
        assertThat(row.rule(12)).isEqualTo(new RegisterRule.AtOffset(8));
        assertThat(row.rule(13)).isEqualTo(new RegisterRule.IsOffset(-16));
        assertThat(row.rule(14)).isEqualTo(new RegisterRule.IsOffset(16));
        assertThat(row.rule(15)).isInstanceOf(RegisterRule.IsExpression.class);
        assertThat(row.rule(8)).isEqualTo(new RegisterRule.AtOffset(16));
        assertThat(row.returnAddressSigned()).isTrue();
        assertThat(row.common().signalFrame()).isTrue();
        assertThat(cfa(table, 6)).isEqualTo(new CfaRule.RegisterOffset(3, 24));
        assertThat(row(table, 6).rule(3)).isEqualTo(new RegisterRule.Unspecified());
        assertThat(cfa(table, 7)).isInstanceOf(CfaRule.Expression.class);
        assertThat(row(table, 7).end()).isEqualTo(START + 0x80);
        assertThat(row(table, 0x80).start()).isEqualTo(START + 0x80);
    }

    @Test
    void findsTheSameWithAndWithoutSearchTableOrSectionHeaders() throws Exception {
        Path library = Gcc.compile(
                folder,
                "lib.so",
                IntStream.range(0, 200)
                        .mapToObj(i -> "int f%d(int (*g)(int)) { return g(%d) + 1; }\n".formatted(i, i))
                        .reduce("", String::concat),
                "-shared",
                "-fPIC",
                "-O1");
        byte[] sound = Files.readAllBytes(library);
        byte[] withoutTable = sound.clone();
        ElfFile file = ElfFile.of("sound", sound);
        int header = (int) file.section(".eh_frame_hdr").orElseThrow().offset();
        withoutTable[header + 2] = (byte) PointerEncoding.OMITTED;
        withoutTable[header + 3] = (byte) PointerEncoding.OMITTED;
        byte[] withoutSections = sound.clone();
        ByteBuffer.wrap(withoutSections)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(40, 0)
                .putShort(60, (short) 0);
        Map<Long, String> expected = all(UnwindTable.of(file).orElseThrow());
        assertThat(expected).hasSizeGreaterThan(400);
        assertThat(all(UnwindTable.of(ElfFile.of("no table", withoutTable)).orElseThrow()))
                .isEqualTo(expected);
        assertThat(all(UnwindTable.of(ElfFile.of("no sections", withoutSections))
                        .orElseThrow()))
                .isEqualTo(expected);
        assertThat(all(UnwindTable.resident(file).orElseThrow())).isEqualTo(expected);
    }

    /** Each row as it is found by its first and its last address. */
    private static Map<Long, String> all(UnwindTable table) {
        Map<Long, String> result = new TreeMap<>();
        table.entries(entry -> entry.rows(row -> {
            assertThat(table.row(row.end() - 1).orElseThrow()).hasToString(row.toString());
            result.put(row.start(), table.row(row.start()).orElseThrow().toString());
        }));
        return result;
    }

    @Test
    void tellsExceptionTablesAndPersonalities() throws Exception {
        Path library = Gcc.compileCpp(
                folder,
                "libx.so",
                "void g(); int f() { try { g(); } catch (int n) { return n; } return 0; } int h(int x) { return x; }",
                "-shared",
                "-fPIC",
                "-O1");
        ElfFile file = ElfFile.open(library);
        List<FrameEntry> entries = new ArrayList<>();
        UnwindTable.of(file).orElseThrow().entries(entries::add);
        var tables = file.section(".gcc_except_table").orElseThrow();
        assertThat(entries)
                .filteredOn(e -> e.exceptionTable().isPresent())
                .singleElement()
                .satisfies(e -> {
                    assertThat(e.exceptionTable().getAsLong())
                            .isBetween(tables.address(), tables.address() + tables.size() - 1);
                    assertThat(e.common().augmentation()).isEqualTo("zPLR");
                    assertThat(e.common().personality()).isPresent();
                });
    }

    @Test
    void refusesWhatIsMalformed() {
        byte[] sound = CfiBytes.make().common(AT_ENTRY).function(0x41, 0x0e, 16).toBytes();
        refused("at most", set(sound, 0, 0xff, 0xff, 0, 0));
        refused("reserved", set(sound, 0, 0xf5, 0xff, 0xff, 0xff));
        refused("version 1, 3 or 4", set(sound, 8, 9));
        refused("instruction", instructions(0x3f));
        refused("number of a register", instructions(0x0c, 0xff, 0xff, 0x7f, 1));
        refused("to have been remembered", instructions(0x0b));
        refused(
                "at most 64 states",
                instructions(IntStream.generate(() -> 0x0a).limit(100).toArray()));
        refused("bytes are left", instructions(0x0f, 0x7f, 1));
        refused("bytes are left", instructions(0x0e, 0xff));
        refused(
                "augmentation",
                CfiBytes.make().augmentation("q").common(AT_ENTRY).toBytes());
        refused(
                "the place of one",
                CfiBytes.make().augmentation("zR", 0x80).common(AT_ENTRY).toBytes());
        refused(
                "known encoding",
                CfiBytes.make().augmentation("zR", 0x60).common(AT_ENTRY).toBytes());
        refused(
                "known format",
                CfiBytes.make().augmentation("zR", 0x05).common(AT_ENTRY).toBytes());
        assertThat(CfiBytes.table(DwarfRegisters.X86_64, sound).row(START)).isPresent();
    }

    /** Common parts one inside the other, as blocks of expressions: without a bound each would be read to its end. */
    @Test
    void readsNoCommonPartsThatOverlap() {
        int levels = 100;
        byte[] nested = {};
        int[] offsets = new int[levels];
        for (int i = levels - 1; i >= 0; i--) {
            ByteBuffer outer = ByteBuffer.allocate(nested.length + 17).order(ByteOrder.LITTLE_ENDIAN);
            outer.putInt(nested.length + 13).putInt(-1).put(new byte[] {1, 0, 1, 0x78, 16, 0x0f});
            outer.put((byte) (0x80 | nested.length & 0x7f)).put((byte) (0x80 | nested.length >> 7 & 0x7f));
            outer.put((byte) 0).put(nested);
            nested = outer.array();
            offsets[i] = 17 * i;
        }
        FrameSection section = new FrameSection(
                ElfBytes.of("records", nested, ByteOrder.LITTLE_ENDIAN),
                FrameSection.Format.DEBUG,
                new PointerEncoding.Bases(0, 0, 0));
        assertThatThrownBy(() -> Arrays.stream(offsets).forEach(section::common))
                .isInstanceOf(ElfFormatException.class)
                .hasMessageContaining("do not overlap");
        FrameSection another =
                new FrameSection(section.bytes(), FrameSection.Format.DEBUG, new PointerEncoding.Bases(0, 0, 0));
        assertThat(another.common(offsets[levels - 1]).entry().returnRegister()).isEqualTo(16);
    }

    @Test
    @Timeout(20)
    void takesTimeInProportionToLongPrograms() {
        int[] instructions = new int[1 << 20];
        Arrays.fill(instructions, 0x40);
        for (int i = 0; i < 200; i++) {
            instructions[2 * i] = 0x08;
            instructions[2 * i + 1] = i & 0x7f;
        }
        UnwindTable table =
                CfiBytes.make().common(AT_ENTRY).function(instructions).table(DwarfRegisters.X86_64);
        long before = System.nanoTime();
        assertThat(row(table, 0).start()).isEqualTo(START);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    }

    private static byte[] instructions(int... instructions) {
        return CfiBytes.make().common(AT_ENTRY).function(instructions).toBytes();
    }

    private static byte[] set(byte[] sound, int at, int... values) {
        byte[] bytes = sound.clone();
        for (int i = 0; i < values.length; i++) {
            bytes[at + i] = (byte) values[i];
        }
        return bytes;
    }

    private static void refused(String reason, byte[] records) {
        assertThatThrownBy(() -> CfiBytes.table(DwarfRegisters.X86_64, records).row(START))
                .isInstanceOf(ElfFormatException.class)
                .hasMessageContaining("records: at offset")
                .hasMessageContaining(reason);
    }

    private static UnwindRow row(UnwindTable table, long offset) {
        return table.row(START + offset).orElseThrow();
    }

    private static CfaRule cfa(UnwindTable table, long offset) {
        return row(table, offset).cfa();
    }
}
