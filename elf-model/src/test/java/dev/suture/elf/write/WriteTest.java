package dev.suture.elf.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Gcc;
import dev.suture.elf.Section;
import dev.suture.elf.SectionGroup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is what readelf prints of the original, links, and runs. */
class WriteTest {
    private static final String SOURCE = """
            #include <stdio.h>
            static int count = 3;
            int twice(int x) { return 2 * x + count++; }
            int main(void) { printf("%d\\n", twice(20)); return 0; }
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"-c", "-no-pie", "-pie", "-shared"})
    void aFileWrittenAsReadIsPrintedTheSame(String kind) throws Exception {
        Path in = Gcc.compile(folder, "in", SOURCE, kind, "-fPIC", "-g");
        Path out = folder.resolve("out");
        ElfWriter.of(ElfFile.open(in)).write(out);
        assertThat(readelf(out)).isEqualTo(readelf(in)).isNotEmpty();
        assertThat(Files.mismatch(in, out)).isEqualTo(-1);
    }

    @Test
    void contentsOfTheSameSizeAreReplacedInAProgram() throws Exception {
        Path in = Gcc.compile(folder, "in", SOURCE, "-no-pie");
        ElfFile file = ElfFile.open(in);
        Section data = file.section(".data").orElseThrow();
        byte[] contents = data.contents().toArray();
        for (int i = 0; i < contents.length; i++) {
            contents[i] = contents[i] == 3 ? 5 : contents[i];
        }
        Path out = folder.resolve("out");
        ElfWriter.of(file).replace(data, contents).write(out);
        out.toFile().setExecutable(true);
        assertThat(Gcc.run(List.of(out.toString()))).isEqualTo("45\n");
        assertThatThrownBy(() -> ElfWriter.of(file).replace(data, new byte[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anObjectWithoutItsDebugSectionsLinksAndRuns() throws Exception {
        Path in = Gcc.compile(folder, "in.o", SOURCE, "-c", "-g", "-ffunction-sections", "-fdata-sections");
        byte[] bytes = ElfTransform.of(ElfFile.open(in))
                .drop(section -> section.name().startsWith(".debug"))
                .add(".extra", Section.PROGBITS, 0, 4, 0, "hello".getBytes(StandardCharsets.US_ASCII))
                .apply();
        Path out = Files.write(folder.resolve("out.o"), bytes);
        assertThat(readelf(out)).doesNotContain(".debug", "Warning", "Error").contains(".extra");
        Path program = folder.resolve("program");
        Gcc.run(List.of("gcc", "-o", program.toString(), out.toString()));
        assertThat(Gcc.run(List.of(program.toString()))).isEqualTo("43\n");
    }

    @Test
    void aTransformThatChangesNothingKeepsSymbolsRelocationsAndGroups() throws Exception {
        String source = "inline int twice(int x) { static int n; return 2 * x + n++; } int f() { return twice(1); }";
        Path in = Gcc.compileCpp(folder, "in.o", source, "-c", "-g");
        ElfFile before = ElfFile.open(in);
        Path out = Files.write(folder.resolve("out.o"), ElfTransform.of(before).apply());
        for (String what : List.of("-sW", "-gW", "-nW", "--debug-dump=decodedline")) {
            assertThat(print(what, out)).isEqualTo(print(what, in));
        }
        assertThat(withoutOffsets(print("-rW", out))).isEqualTo(withoutOffsets(print("-rW", in)));
        assertThat(ElfFile.open(out).groups()).isEqualTo(before.groups()).isNotEmpty();
    }

    @Test
    void aDroppedFunctionIsUndefinedAndItsGroupGoes() throws Exception {
        String source = "inline int twice(int x) { static int n; return 2 * x + n++; } int f() { return twice(1); }";
        Path in = Gcc.compileCpp(folder, "in.o", source, "-c", "-fno-asynchronous-unwind-tables", "-fno-exceptions");
        ElfFile file = ElfFile.open(in);
        byte[] bytes = ElfTransform.of(file)
                .drop(section -> section.name().contains("_Z5twicei"))
                .apply();
        ElfFile after = ElfFile.of("out.o", bytes);
        assertThat(after.groups()).extracting(SectionGroup::signature).doesNotContain("_Z5twicei");
        assertThat(after.symbols().stream()
                        .filter(s -> s.name().equals("_Z5twicei"))
                        .findFirst()
                        .orElseThrow()
                        .isUndefined())
                .isTrue();
        Path out = Files.write(folder.resolve("out.o"), bytes);
        Path other = Gcc.compileCpp(folder, "other.o", source.replace("f()", "main()"), "-c", "-fno-exceptions");
        Path whole = folder.resolve("whole");
        Gcc.run(List.of("g++", "-o", whole.toString(), out.toString(), other.toString()));
        assertThat(readelf(out)).doesNotContain("Warning", "Error");
    }

    @Test
    void whatIsStillNeededIsNotDropped() throws Exception {
        Path in = Gcc.compile(folder, "in.o", SOURCE, "-c", "-fdata-sections");
        assertThatThrownBy(() -> ElfTransform.of(ElfFile.open(in))
                        .drop(section -> section.name().equals(".data.count"))
                        .apply())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(".rela.text refers to symbol");
    }

    @Test
    void replacedContentsMayHaveAnotherSize() throws Exception {
        Path in = Gcc.compile(folder, "in.o", SOURCE, "-c");
        ElfFile file = ElfFile.open(in);
        Section text = file.section(".rodata").orElseThrow();
        byte[] bytes = ElfTransform.of(file)
                .replace(text, "a longer text: %d\n\0".getBytes(StandardCharsets.US_ASCII))
                .apply();
        Path out = Files.write(folder.resolve("out.o"), bytes);
        Path program = folder.resolve("program");
        Gcc.run(List.of("gcc", "-o", program.toString(), out.toString()));
        assertThat(Gcc.run(List.of(program.toString()))).isEqualTo("a longer text: 43\n");
    }

    private static String withoutOffsets(String relocations) {
        return relocations.replaceAll("at offset 0x[0-9a-f]+", "");
    }

    private static String readelf(Path file) throws Exception {
        return print("-aW", file);
    }

    private static String print(String what, Path file) throws Exception {
        return Stream.of(Gcc.run(List.of("readelf", what, file.toString())).split("\n"))
                .filter(line -> !line.startsWith("File: "))
                .reduce("", (text, line) -> text + line + "\n");
    }
}
