package dev.suture.diff.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.suture.diff.DiffEngine;
import dev.suture.diff.extract.Extractor;
import dev.suture.diff.judge.UserspaceRules;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.render.RowRenderer;
import dev.suture.elf.ElfBuilder;
import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.Machine;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import dev.suture.elf.X86_64;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Files of a megabyte that would take hours or gigabytes if anything grew with the square of their size. */
class OutOfProportionTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MANY = 20_000;
    private static final long DATA = Section.ALLOC;
    private static final int POINTER = X86_64.R_X86_64_64.number();

    private static ElfFile file(String name, Consumer<ElfBuilder> content) {
        ElfBuilder builder = new ElfBuilder(Machine.X86_64, ByteOrder.LITTLE_ENDIAN);
        content.accept(builder);
        return ElfFile.of(name, builder.build());
    }

    private static ObjectDiff compare(BiConsumer<ElfBuilder, Boolean> content) {
        return assertTimeoutPreemptively(LIMIT, () -> {
            ObjectDiff diff = new DiffEngine(UserspaceRules.all())
                    .compare(
                            "unit.o",
                            file("base", b -> content.accept(b, false)),
                            file("patched", b -> content.accept(b, true)));
            RowRenderer rows = new RowRenderer(Optional.of(new ScannedCode()), true);
            for (Change change : diff.changes().stream().limit(5).toList()) {
                assertThat(rows.rows(diff, change)).isNotNull();
            }
            assertThat(Extractor.extract(java.util.List.of(diff)).parts()).isNotNull();
            return diff;
        });
    }

    private static int code(ElfBuilder builder, int size) {
        byte[] bytes = new byte[size];
        java.util.Arrays.fill(bytes, (byte) 0x90);
        return builder.addSection(".text.f", Section.PROGBITS, Section.ALLOC | Section.EXEC, 16, 0, bytes);
    }

    private static void function(ElfBuilder builder, int section, int size) {
        builder.addSymbol("f", 0, size, Symbol.Type.FUNCTION, Symbol.Binding.GLOBAL, 0, section);
    }

    @Test
    void symbolsThatAllCoverTheSameMegabyte() {
        assertThatThrownBy(() -> compare((builder, patched) -> {
                    byte[] bytes = new byte[1 << 20];
                    bytes[bytes.length - 1] = (byte) (patched ? 1 : 2);
                    int data = builder.addSection(".data", Section.PROGBITS, DATA, 8, 0, bytes);
                    for (int i = 0; i < MANY; i++) {
                        builder.addSymbol("s" + i, i, 1 << 20, Symbol.Type.OBJECT, Symbol.Binding.GLOBAL, 0, data);
                    }
                }))
                .isInstanceOf(ElfFormatException.class)
                .hasMessageMatching(
                        "base: at offset 0x[0-9a-f]+: expected symbols that cover section .data at most 64 .*");
    }

    @Test
    void symbolsWhoseNamesShareAMegabyte() {
        ElfBuilder builder = new ElfBuilder(Machine.X86_64, ByteOrder.LITTLE_ENDIAN);
        function(builder, code(builder, MANY), 1);
        for (int i = 1; i < MANY; i++) {
            builder.addSymbol(
                    i == 1 ? "n".repeat(1 << 19) : "s", i, 1, Symbol.Type.OBJECT, Symbol.Binding.GLOBAL, 0, 1);
        }
        byte[] bytes = builder.build();
        ElfFile sound = ElfFile.of("sound", bytes);
        Section table = sound.section(".symtab").orElseThrow();
        int names = (int) sound.section(".strtab").orElseThrow().size() - (1 << 19) - 8;
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 1; i < MANY; i++) {
            buffer.putInt((int) table.offset() + 24 * i, Math.max(1, names) + i);
        }
        ElfFile broken = ElfFile.of("base", bytes);
        assertThatThrownBy(() -> assertTimeoutPreemptively(
                        LIMIT, () -> new DiffEngine(UserspaceRules.all()).compare("unit.o", broken, broken)))
                .isInstanceOf(ElfFormatException.class)
                .hasMessageContaining("names of symbols that together are shorter than four times the file");
    }

    @Test
    void sectionsThatAllLieInTheSameMegabyte() {
        ElfBuilder builder = new ElfBuilder(Machine.X86_64, ByteOrder.LITTLE_ENDIAN);
        int data = builder.addSection(".data", Section.PROGBITS, DATA, 8, 0, new byte[1 << 20]);
        for (int i = 0; i < 5000; i++) {
            builder.addSection(".d", Section.PROGBITS, DATA, 8, 0, new byte[0]);
        }
        byte[] bytes = builder.build();
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int headers = (int) buffer.getLong(40);
        for (int i = 2; i < 5000; i++) {
            buffer.putLong(headers + 64 * i + 24, buffer.getLong(headers + 64 * data + 24));
            buffer.putLong(headers + 64 * i + 32, 1 << 20);
        }
        assertThatThrownBy(() -> ElfFile.of("base", bytes))
                .isInstanceOf(ElfFormatException.class)
                .hasMessageContaining("sections that together are shorter than four times the file");
    }

    /** Each nameless piece refers to the next two, and the last ones differ. */
    @Test
    void piecesThatReferToEachOtherInLongChains() {
        ObjectDiff diff = compare((builder, patched) -> {
            int text = code(builder, 16);
            function(builder, text, 16);
            byte[] bytes = new byte[16 * (MANY + 2)];
            bytes[16 * MANY] = (byte) (patched ? 1 : 2);
            int data = builder.addSection(".rodata", Section.PROGBITS, DATA, 8, 0, bytes);
            int start = builder.addSymbol("", 0, 0, Symbol.Type.SECTION, Symbol.Binding.LOCAL, 0, data);
            builder.addRelocation(text, new Relocation(4, POINTER, start, 0));
            for (int i = 0; i < MANY; i++) {
                builder.addRelocation(data, new Relocation(16L * i, POINTER, start, 16L * (i + 1)));
                builder.addRelocation(data, new Relocation(16L * i + 8, POINTER, start, 16L * Math.min(MANY, i + 2)));
            }
        });
        assertThat(diff.changes()).singleElement().extracting(Change::name).isEqualTo("f");
    }

    @Test
    void newDataThatReferToEachOtherInALongChain() {
        ObjectDiff diff = compare((builder, patched) -> {
            int text = code(builder, patched ? 32 : 16);
            function(builder, text, patched ? 32 : 16);
            if (!patched) {
                return;
            }
            int data = builder.addSection(".data", Section.PROGBITS, DATA | Section.WRITE, 8, 0, new byte[8 * MANY]);
            int previous = 0;
            for (int i = 0; i < MANY; i++) {
                int symbol = builder.addSymbol("n" + i, 8L * i, 8, Symbol.Type.OBJECT, Symbol.Binding.LOCAL, 0, data);
                builder.addRelocation(
                        previous == 0 ? text : data,
                        new Relocation(previous == 0 ? 4 : 8L * (i - 1), POINTER, symbol, 0));
                previous = symbol;
            }
        });
        assertThat(diff.changes()).hasSize(MANY + 1);
        assertThat(diff.changes())
                .filteredOn(c -> c.name().equals("n9999"))
                .singleElement()
                .satisfies(c -> assertThat(c.because())
                        .startsWith("f", "n0")
                        .hasSizeLessThan(100)
                        .contains("…")
                        .endsWith("n9999"));
    }

    @Test
    void aTableOfManyPointers() {
        ObjectDiff diff = compare((builder, patched) -> {
            byte[] bytes = new byte[8 * 2 * MANY];
            bytes[4] = (byte) (patched ? 1 : 0);
            int data = builder.addSection(".data", Section.PROGBITS, DATA | Section.WRITE, 8, 0, bytes);
            builder.addSymbol("t", 0, bytes.length, Symbol.Type.OBJECT, Symbol.Binding.GLOBAL, 0, data);
            int other = builder.addSymbol("other", 0, 0, Symbol.Type.NONE, Symbol.Binding.GLOBAL, 0, 0);
            for (int i = 1; i < 2 * MANY; i++) {
                builder.addRelocation(data, new Relocation(8L * i, POINTER, other, 0));
            }
        });
        assertThat(diff.changes()).hasSize(1);
    }

    @Test
    void relocationsOfAnUnwindRecordThatAllStandAtOnePlace() {
        ObjectDiff diff = compare((builder, patched) -> {
            int text = code(builder, patched ? 32 : 16);
            function(builder, text, patched ? 32 : 16);
            builder.addSection(".gcc_except_table", Section.PROGBITS, DATA, 1, 0, new byte[64]);
            ByteBuffer frame = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
            frame.putInt(60).putInt(1);
            int unwind = builder.addSection(".eh_frame", Section.PROGBITS, DATA, 8, 0, frame.array());
            int place = builder.addSymbol("", 0, 0, Symbol.Type.SECTION, Symbol.Binding.LOCAL, 0, text);
            for (int i = 0; i < 2 * MANY; i++) {
                builder.addRelocation(unwind, new Relocation(32, POINTER, place, 0));
            }
        });
        assertThat(diff.changes()).hasSize(1);
    }

    /** Zeros take no room in the file: their size is only a number in it. */
    @Test
    void zeroInitialisedDataOfAnySize() {
        long huge = 1L << 60;
        ObjectDiff diff = compare((builder, patched) -> {
            int zeros = builder.addZeroSection(".bss", DATA | Section.WRITE, 8, patched ? huge + 16 : huge);
            builder.addSymbol("z", 0, patched ? huge + 16 : huge, Symbol.Type.OBJECT, Symbol.Binding.GLOBAL, 0, zeros);
            int more = builder.addZeroSection(".bss.more", DATA | Section.WRITE, 8, huge);
            builder.addSymbol(patched ? "come" : "gone", 0, huge, Symbol.Type.OBJECT, Symbol.Binding.GLOBAL, 0, more);
        });
        assertThat(diff.changes()).extracting(Change::name).containsExactly("come", "gone", "z");
        Change grown = diff.changes().getLast();
        assertThat(new RowRenderer(Optional.empty()).rows(diff, grown))
                .hasSize(5)
                .last()
                .satisfies(row -> {
                    assertThat(row.differs()).isTrue();
                    assertThat(row.patched().orElseThrow().text())
                            .contains("%d more bytes of zeros".formatted(huge + 16 - 64));
                });
    }

    @Test
    void aNameThatBeginsManyLambdas() {
        String name = "Ul".repeat(1 << 18);
        ObjectDiff diff = compare((builder, patched) -> {
            int text = code(builder, patched ? 32 : 16);
            builder.addSymbol(name, 0, 8, Symbol.Type.FUNCTION, Symbol.Binding.GLOBAL, 0, text);
        });
        assertThat(diff.changes()).hasSize(1);
    }
}
