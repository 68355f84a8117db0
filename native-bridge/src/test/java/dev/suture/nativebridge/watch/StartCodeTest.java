package dev.suture.nativebridge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import dev.suture.nativebridge.watch.StartCode.Kind;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartCodeTest {
    private static final String MAIN = "int main(void) { return 0; }";
    private static final String LIBRARY = """
            int value;
            int get(void) { return value; }
            """;
    private static final String CONSTRUCTORS = LIBRARY + """
            __attribute__((constructor(200))) static void later(void) { value = 2; }
            __attribute__((constructor(101))) static void first(void) { value = 1; }
            """;

    @TempDir
    Path folder;

    private ElfFile file(String source, String... options) throws Exception {
        return ElfFile.open(Program.compile(folder, "file", source, options).file());
    }

    private static long symbol(ElfFile file, String name) {
        return file.symbols().stream()
                .filter(s -> s.name().equals(name))
                .mapToLong(Symbol::value)
                .findFirst()
                .orElseThrow();
    }

    private static void assertOffset(ElfFile file, StartCode code) {
        Section section = file.sections().stream()
                .filter(s -> s.has(Section.EXEC) && code.address() >= s.address())
                .filter(s -> code.address() < s.address() + s.size())
                .findFirst()
                .orElseThrow();
        assertThat(code.offset()).isEqualTo(code.address() - section.address() + section.offset());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-pie", "-no-pie"})
    void aProgramBeginsAtItsEntry(String kind) throws Exception {
        ElfFile file = file(MAIN, kind);
        StartCode code = StartCode.of(file).orElseThrow();
        assertThat(code.kind()).isEqualTo(Kind.ENTRY);
        assertThat(code.address()).isEqualTo(symbol(file, "_start"));
        assertOffset(file, code);
    }

    /** Its relocations are done by its own code behind the entry, which comes to the initialiser later. */
    @ParameterizedTest
    @ValueSource(strings = {"-static", "-static-pie"})
    void aStaticProgramBeginsAtItsInitialiser(String kind) throws Exception {
        ElfFile file = file(MAIN, kind);
        StartCode code = StartCode.of(file).orElseThrow();
        assertThat(code.kind()).isEqualTo(Kind.INITIALISER);
        assertThat(code.address()).isEqualTo(symbol(file, "_init"));
        assertOffset(file, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Wl,-soname,libfile.so.1", "-Wl,-z,relro"})
    void aLibraryBeginsAtItsInitialiser(String option) throws Exception {
        ElfFile file = file(CONSTRUCTORS, "-shared", "-fPIC", option);
        StartCode code = StartCode.of(file).orElseThrow();
        assertThat(code.kind()).isEqualTo(Kind.INITIALISER);
        assertThat(code.address()).isEqualTo(symbol(file, "_init"));
        assertOffset(file, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Wl,-z,relro", "-Wl,-z,pack-relative-relocs"})
    void withoutInitialiserItBeginsAtItsFirstConstructor(String option) throws Exception {
        ElfFile file = file(CONSTRUCTORS, "-shared", "-fPIC", "-nostartfiles", option);
        StartCode code = StartCode.of(file).orElseThrow();
        assertThat(code.kind()).isEqualTo(Kind.FIRST_CONSTRUCTOR);
        assertThat(code.address()).isEqualTo(symbol(file, "first"));
        assertOffset(file, code);
    }

    @Test
    void aLibraryWithoutConstructorsHasNone() throws Exception {
        assertThat(StartCode.of(file(LIBRARY, "-shared", "-fPIC", "-nostartfiles")))
                .isEqualTo(Optional.empty());
    }
}
