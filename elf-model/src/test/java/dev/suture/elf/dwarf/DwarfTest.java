package dev.suture.elf.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Gcc;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the debugging information says, against what addr2line says and what the source is. */
class DwarfTest {
    private static final String SOURCE = """
            #include <string.h>
            struct point { int x, y; };
            typedef unsigned long word;
            enum colour { RED };
            static inline __attribute__((always_inline)) int inner(int x) { return x * 3; }
            static inline __attribute__((always_inline)) int outer(int x)
            {
                return inner(x) + 1;
            }
            int use(struct point *p, const char *text, word w, ...)
            {
                int sum = outer(p->x);
                sum += inner(p->y);
                return sum + (int) strlen(text) + (int) w;
            }
            void apply(int (*f)(int, char), enum colour c, double table[4][2]) { table[0][0] = f(c, 'x'); }
            int main(int argc, char **argv)
            {
                struct point p = { argc, 2 };
                return use(&p, argv[0], 3);
            }
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "2,",
        "3,",
        "4,",
        "5,",
        "2,-ffunction-sections",
        "3,-ffunction-sections",
        "4,-ffunction-sections",
        "5,-ffunction-sections"
    })
    void linesOfAnObjectAreThoseOfAddr2line(int version, String flag) throws Exception {
        Path object = Gcc.compile(folder, "object.o", SOURCE, flags("-c", "-O1", "-gdwarf-" + version, flag));
        ElfFile file = ElfFile.open(object);
        LineTable lines = Dwarf.of(file).lines();
        for (Section section : file.sections()) {
            if (section.isCode() && section.size() > 0) {
                List<String> expected = addr2line(object, section.size(), 0, "-j", section.name());
                assertThat(found(section.size(), at -> lines.lineOf(section.index(), at)))
                        .as(section.name())
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void linesOfAProgramAreThoseOfAddr2line(int version) throws Exception {
        Path program = Gcc.compile(folder, "program", SOURCE, "-O2", "-gdwarf-" + version, "-Wl,--gc-sections");
        ElfFile file = ElfFile.open(program);
        LineTable lines = Dwarf.of(file).lines();
        for (String name : List.of("use", "apply", "main")) {
            Symbol symbol = symbol(file, name);
            assertThat(found(symbol.size(), at -> lines.lineAt(symbol.value() + at)))
                    .as(name)
                    .isEqualTo(addr2line(program, symbol.size(), symbol.value()));
        }
        assertThat(lines.lineAt(0)).isEmpty();
    }

    @Test
    void linesOfSeveralObjectsLinkedIntoOneKeepTheirFiles() throws Exception {
        Path one = Gcc.compile(folder, "one.o", "int one(void) { return 1; }", "-c", "-g", "-ffunction-sections");
        Path two = Gcc.compile(folder, "two.o", "int two(void) {\n return 2; }", "-c", "-g", "-ffunction-sections");
        Path both = folder.resolve("both.o");
        Gcc.run(List.of("ld", "-r", "-o", both.toString(), one.toString(), two.toString()));
        ElfFile file = ElfFile.open(both);
        Dwarf dwarf = Dwarf.of(file);
        assertThat(dwarf.units()).hasSize(2);
        int section = file.section(".text.two").orElseThrow().index();
        assertThat(dwarf.lines().lineOf(section, 5)).contains(new SourceLine(folder + "/two.o.c", 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void namesProducerFunctionsSignaturesAndWhatWasInlined(int version) throws Exception {
        Path object = Gcc.compile(folder, "object.o", SOURCE, "-c", "-O2", "-gdwarf-" + version, "-ffunction-sections");
        ElfFile file = ElfFile.open(object);
        Dwarf dwarf = Dwarf.of(file);

        assertThat(dwarf.producers())
                .singleElement()
                .asString()
                .startsWith("GNU C")
                .contains("-O2");
        assertThat(dwarf.units()).singleElement().satisfies(unit -> {
            assertThat(unit.version()).isEqualTo(version);
            assertThat(unit.name()).contains(folder + "/object.o.c");
        });
        DebugFunction use = dwarf.functions("use").getFirst();
        assertThat(use.signature()).hasToString("int use(struct point *, const char *, word, ...)");
        assertThat(dwarf.functions("apply").getFirst().signature())
                .hasToString("void apply(int (*)(int, char), enum colour, double (*)[2])");
        assertThat(use.declaration()).contains(new SourceLine(folder + "/object.o.c", 10));
        assertThat(use.inlined())
                .extracting(call -> "%s %d %d"
                        .formatted(call.name(), call.callSite().orElseThrow().line(), call.depth()))
                .containsExactlyInAnyOrder("outer 12 0", "inner 8 1", "inner 13 0");
        Section text = file.section(".text.use").orElseThrow();
        assertThat(use.ranges()).containsExactly(new AddressRange(text.index(), 0, text.size()));
        assertThat(dwarf.functionAt(text.index(), 3)).contains(use);
        assertThat(dwarf.inlinedCalls().containing("inner")).contains("use");
    }

    @Test
    void functionsSplitIntoHotAndColdPartsHaveBoth() throws Exception {
        String source = """
                void die(const char *) __attribute__((cold, noreturn));
                int check(int x) { if (x < 0) { die("x"); } return x + 1; }
                """;
        for (int version = 2; version <= 5; version++) {
            ElfFile file = ElfFile.open(Gcc.compile(folder, "split.o", source, "-c", "-O2", "-gdwarf-" + version));
            DebugFunction check = Dwarf.of(file).functions("check").getFirst();
            assertThat(check.ranges())
                    .extracting(range -> file.section(range.section()).name())
                    .as("DWARF %d", version)
                    .contains(".text")
                    .hasSizeGreaterThanOrEqualTo(version == 2 ? 1 : 2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 5})
    void methodsHaveTheirSymbolNames(int version) throws Exception {
        String source = """
                namespace n { class box { int v; public: int get(const int &d) const; }; }
                inline __attribute__((always_inline)) int twice(int x) { return 2 * x; }
                int n::box::get(const int &d) const { return twice(v) + d; }
                """;
        ElfFile file = ElfFile.open(Gcc.compileCpp(folder, "box.o", source, "-c", "-O2", "-gdwarf-" + version));
        DebugFunction get = Dwarf.of(file).functions("_ZNK1n3box3getERKi").getFirst();
        assertThat(get.signature()).hasToString("int get(const class box *, const int &)");
        assertThat(get.inlined())
                .singleElement()
                .satisfies(call -> assertThat(call.linkageName()).contains("_Z5twicei"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-gz=zlib", "-gz=zlib-gnu", "-gdwarf64", "-fdebug-types-section"})
    void otherWaysToStoreTheSameGiveTheSame(String flag) throws Exception {
        for (int version : new int[] {4, 5}) {
            String dwarf = "-gdwarf-" + version;
            List<String> plain = functions(Gcc.compile(folder, "same.o", SOURCE, "-c", "-O2", dwarf));
            List<String> other = functions(Gcc.compile(folder, "same.o", SOURCE, "-c", "-O2", dwarf, flag));
            assertThat(other).isEqualTo(plain).hasSize(3);
        }
    }

    /** Without section numbers, which extra sections change. */
    private static List<String> functions(Path object) {
        return Dwarf.of(ElfFile.of(object.toString(), read(object))).units().stream()
                .flatMap(unit -> unit.functions().stream())
                .map(f -> f.signature() + " " + f.ranges().getFirst().size() + f.declaration()
                        + f.inlined().stream().map(DwarfTest::describe).toList())
                .toList();
    }

    /** Without the sections' numbers, which differ between the ways. */
    private static String describe(InlinedCall call) {
        return call.name()
                + call.callSite()
                + call.depth()
                + call.ranges().stream().map(r -> r.start() + "-" + r.end()).toList();
    }

    private static byte[] read(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String[] flags(String... flags) {
        return java.util.stream.Stream.of(flags)
                .filter(java.util.Objects::nonNull)
                .toArray(String[]::new);
    }

    private static Symbol symbol(ElfFile file, String name) {
        return file.symbols().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> found(long size, java.util.function.LongFunction<Optional<SourceLine>> lookup) {
        List<String> result = new ArrayList<>();
        for (long at = 0; at < size; at++) {
            result.add(lookup.apply(at).map(SourceLine::toString).orElse("??:0"));
        }
        return result;
    }

    private static List<String> addr2line(Path file, long size, long start, String... more) throws Exception {
        Gcc.assumeTool("addr2line");
        List<String> command = new ArrayList<>(List.of("addr2line", "-e", file.toString()));
        command.addAll(List.of(more));
        for (long at = 0; at < size; at++) {
            command.add("0x" + Long.toHexString(start + at));
        }
        return Gcc.run(command)
                .lines()
                .map(line -> line.replaceAll(" \\(discriminator.*", ""))
                .toList();
    }
}
