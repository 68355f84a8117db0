package dev.suture.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions, groups, comments, compression, extended indices, implicit addends: against binutils. */
class ElfContentsTest {
    @TempDir
    Path folder;

    @Test
    void dynamicSymbolsHaveTheVersionsReadelfPrints() throws Exception {
        Path map = Files.writeString(folder.resolve("map"), "ONE { global: f; }; TWO { global: f; g; local: *; } ONE;");
        String source = """
                #include <stdio.h>
                #include <math.h>
                __asm__(".symver old_f, f@ONE");
                __asm__(".symver new_f, f@@TWO");
                int old_f(void) { return 1; }
                int new_f(void) { return puts("x"); }
                double g(double x) { return pow(x, x); }
                """;
        Path library = Gcc.compile(folder, "lib.so", source, "-shared", "-fPIC", "-Wl,--version-script=" + map, "-lm");
        ElfFile file = ElfFile.open(library);
        List<String> found = new ArrayList<>();
        for (Symbol symbol : file.dynamicSymbols()) {
            // readelf leaves the version out of the symbol that stands for the version itself.
            String version = file.version(symbol)
                    .filter(v -> !v.name().equals(symbol.name()))
                    .map(v -> (v.hidden() || v.library().isPresent() ? "@" : "@@") + v.name())
                    .orElse("");
            found.add(symbol.name() + version);
        }
        List<String> expected = Gcc.run(List.of("readelf", "--dyn-syms", "-W", library.toString()))
                .lines()
                .filter(line -> line.matches("\\s*\\d+: .*"))
                .map(line -> line.substring(Math.min(59, line.length())).replaceAll(" \\(\\d+\\)$", ""))
                .toList();
        assertThat(found).isEqualTo(expected).contains("f@ONE", "f@@TWO");
        assertThat(file.dynamicSymbols().stream()
                        .filter(s -> s.name().equals("pow"))
                        .findFirst()
                        .flatMap(file::version)
                        .flatMap(SymbolVersion::library))
                .contains("libm.so.6");
    }

    @Test
    void inlineFunctionsOfCppAreComdatGroups() throws Exception {
        String source = "inline int twice(int x) { static int n; return 2 * x + n++; } int f() { return twice(1); }";
        ElfFile file = ElfFile.open(Gcc.compileCpp(folder, "groups.o", source, "-c", "-O0"));
        assertThat(file.groups()).anySatisfy(group -> {
            assertThat(group.signature()).isEqualTo("_Z5twicei");
            assertThat(group.comdat()).isTrue();
            assertThat(group.members())
                    .extracting(member -> file.section(member).name())
                    .contains(".text._Z5twicei");
        });
    }

    @Test
    void commentsNameTheCompiler() throws Exception {
        ElfFile file = ElfFile.open(Gcc.compile(folder, "c.o", "int x;", "-c"));
        assertThat(file.comments()).singleElement().asString().startsWith("GCC: (");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zlib", "zlib-gnu"})
    void compressedSectionsHaveTheBytesObjcopyGives(String kind) throws Exception {
        String source = "#include <stdio.h>\nint main(void) { return printf(\"x\"); }";
        Path small = Gcc.compile(folder, "small", source, "-g", "-gz=" + kind);
        Path large = folder.resolve("large");
        Gcc.run(List.of("objcopy", "--decompress-debug-sections", small.toString(), large.toString()));
        ElfFile compressed = ElfFile.open(small);
        ElfFile plain = ElfFile.open(large);
        String stored = kind.equals("zlib") ? ".debug_info" : ".zdebug_info";
        Section section = compressed.section(stored).orElseThrow();
        assertThat(section.isCompressed()).isTrue();
        byte[] expected = plain.section(".debug_info").orElseThrow().contents().toArray();
        assertThat(section.decompressed().toArray()).isEqualTo(expected);
    }

    private static ElfFile compressedFile(int type, long promised) {
        ByteBuffer header = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(type).putInt(0).putLong(promised).putLong(1);
        ElfBuilder builder = new ElfBuilder(Machine.X86_64, ByteOrder.LITTLE_ENDIAN);
        builder.addSection(".debug_info", Section.PROGBITS, Section.COMPRESSED, 1, 0, header.array());
        return ElfFile.of("bomb.o", builder.build());
    }

    @Test
    void aPromiseOfTerabytesAndZstdAreRefused() {
        assertThatThrownBy(() -> compressedFile(1, 1L << 40)
                        .section(".debug_info")
                        .orElseThrow()
                        .decompressed())
                .isInstanceOf(ElfFormatException.class)
                .hasMessageContaining("a promise of 1099511627776");
        assertThatThrownBy(() -> compressedFile(2, 10)
                        .section(".debug_info")
                        .orElseThrow()
                        .decompressed())
                .isInstanceOf(ElfFormatException.class)
                .hasMessageContaining("zstd")
                .hasMessageContaining("objcopy --decompress-debug-sections");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 0xfff1})
    void anyNumberOfSectionsIsWrittenReadAndLinked(int count) throws Exception {
        ElfBuilder builder = new ElfBuilder(Machine.X86_64, ByteOrder.LITTLE_ENDIAN);
        for (int i = 1; i <= count; i++) {
            builder.addSection(
                    ".data." + i, Section.PROGBITS, Section.ALLOC | Section.WRITE, 1, 0, new byte[] {(byte) i});
        }
        builder.addSymbol("first", 0, 1, Symbol.Type.OBJECT, Symbol.Binding.GLOBAL, 0, 1);
        builder.addSymbol("last", 0, 1, Symbol.Type.OBJECT, Symbol.Binding.GLOBAL, 0, count);
        builder.addSymbol("bound", 7, 1, Symbol.Type.FUNCTION, Symbol.Binding.GLOBAL, 0, Symbol.LIVEPATCH);
        builder.addSymbol("absolute", 9, 0, Symbol.Type.NONE, Symbol.Binding.GLOBAL, 0, Symbol.ABSOLUTE);
        Path object = Files.write(folder.resolve("many.o"), builder.build());

        ElfFile file = ElfFile.open(object);
        assertThat(file.symbols())
                .extracting(Symbol::sectionIndex)
                .containsExactly(0, 1, count, Symbol.LIVEPATCH, Symbol.ABSOLUTE);
        assertThat(file.symbols().get(3).isInSection()).isFalse();
        assertThat(file.section(".data." + count).orElseThrow().index()).isEqualTo(count);
        String symbols = Gcc.run(List.of("readelf", "-sW", object.toString()));
        assertThat(symbols).containsPattern("DEFAULT +%d last".formatted(count)).containsPattern("ABS absolute");
        Path linked = folder.resolve("linked.o");
        Gcc.run(List.of("ld", "-r", "--unique", "-o", linked.toString(), object.toString()));
        Symbol last = ElfFile.open(linked).symbols().stream()
                .filter(s -> s.name().equals("last"))
                .findFirst()
                .orElseThrow();
        assertThat(ElfFile.open(linked).section(last.sectionIndex()).name()).startsWith(".data");
    }

    @Test
    void aBuiltGroupIsKeptOnceByTheLinker() throws Exception {
        List<String> command = new ArrayList<>(
                List.of("ld", "-r", "-o", folder.resolve("both.o").toString()));
        for (String name : List.of("a.o", "b.o")) {
            ElfBuilder builder = new ElfBuilder(Machine.X86_64, ByteOrder.LITTLE_ENDIAN);
            int group = builder.addGroup(true);
            int text = builder.addSection(".text.f", Section.PROGBITS, Section.ALLOC | Section.EXEC, 1, 0, new byte[8]);
            builder.joinGroup(group, text);
            int f = builder.addSymbol("f", 0, 8, Symbol.Type.FUNCTION, Symbol.Binding.WEAK, 0, text);
            builder.signGroup(group, f);
            builder.addRelocation(text, new Relocation(0, 2, f, -4));
            command.add(Files.write(folder.resolve(name), builder.build()).toString());
        }
        ElfFile built = ElfFile.open(folder.resolve("a.o"));
        assertThat(built.groups()).singleElement().satisfies(group -> {
            assertThat(group.signature()).isEqualTo("f");
            assertThat(group.members())
                    .extracting(member -> built.section(member).name())
                    .containsExactly(".text.f", ".rela.text.f");
        });
        assertThat(Gcc.run(List.of("readelf", "-aW", folder.resolve("a.o").toString())))
                .contains("COMDAT group section [    1] `.group' [f] contains 2 sections")
                .doesNotContain("Warning", "Error");
        Gcc.run(command);
        ElfFile both = ElfFile.open(folder.resolve("both.o"));
        assertThat(both.sections().stream().filter(s -> s.name().equals(".text.f")))
                .hasSize(1);
    }

    @Test
    void addendsOfRelSectionsStandInTheBytes() {
        // As assemblers of other machines write them: an SHT_REL section, here made by hand.
        ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, -5);
        ByteBuffer entry = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        entry.putLong(0).putLong(1L << 32 | X86_64.R_X86_64_64.number());
        ElfBuilder builder = new ElfBuilder(Machine.X86_64, ByteOrder.LITTLE_ENDIAN);
        int target = builder.addSection(".data", Section.PROGBITS, Section.ALLOC, 8, 0, data.array());
        int rel = builder.addSection(".rel.data", Section.REL, Section.INFO_LINK, 8, 16, entry.array());
        builder.addSymbol("s", 0, 0, Symbol.Type.NONE, Symbol.Binding.GLOBAL, 0, 0);
        builder.link(rel, 3, target);
        ElfFile file = ElfFile.of("rel.o", builder.build());
        Relocation relocation = file.relocations(file.section(rel)).getFirst();
        assertThat(file.addend(file.section(rel), relocation)).isEqualTo(OptionalLong.of(-5));
        assertThat(file.addend(file.section(rel), new Relocation(0, 9, 1, 0))).isEmpty();
        assertThat(file.symbols().get(relocation.symbol()).name()).isEqualTo("s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s390x", "aarch64", "riscv64", "powerpc64le"})
    void objectsOfOtherMachinesAreReadAsReadelfDoes(String target) throws Exception {
        String assembler = target + "-linux-gnu-as";
        Gcc.assumeTool(assembler);
        Path source = Files.writeString(folder.resolve("a.s"), """
                .data
                .globl here
                .type here, %object
                .size here, 16
                here: .quad there + 5
                .quad here
                .section .note.x,"",%note
                """);
        Path object = folder.resolve("a.o");
        Gcc.run(List.of(assembler, "-o", object.toString(), source.toString()));
        ElfFile file = ElfFile.open(object);
        Section data = file.section(".data").orElseThrow();
        List<String> found = new ArrayList<>();
        for (Relocation relocation :
                file.relocations(file.relocationSectionsOf(data).getFirst())) {
            assertThat(RelocationField.of(file.header().machine(), relocation.type()))
                    .contains(new RelocationField(8, true, RelocationField.Operation.ABSOLUTE));
            found.add("%s %s"
                    .formatted(
                            RelocationNames.name(file.header().machine(), relocation.type()),
                            file.symbols().get(relocation.symbol()).name()));
        }
        String printed = Gcc.run(List.of("readelf", "-rW", object.toString()));
        assertThat(found).hasSize(2);
        for (String line : found) {
            assertThat(printed).containsPattern(line.replace(" ", " +[0-9a-f]+ "));
        }
        assertThat(file.symbols().stream()
                        .filter(s -> s.name().equals("here"))
                        .findFirst()
                        .orElseThrow()
                        .size())
                .isEqualTo(16);
    }
}
