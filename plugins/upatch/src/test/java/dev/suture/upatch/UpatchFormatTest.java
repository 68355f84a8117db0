package dev.suture.upatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.elf.ElfBytes;
import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfHeader;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import dev.suture.plugin.BuiltPatch;
import dev.suture.plugin.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of a patch are what other readers of the format expect. */
class UpatchFormatTest {
    private static final String SOURCE = """
            #include <stdio.h>
            static int calls = 3;
            HELPER
            __attribute__((noinline)) int greet(const char *name) {
                calls++;
                return printf(GREETING, name) + EXTRA;
            }
            int main(int argc, char **argv) { (void) argc; return greet(argv[0]) < 0; }
            """;

    @TempDir
    Path folder;

    private SmallBuild build() {
        return new SmallBuild(folder)
                .with(
                        "greet",
                        SOURCE.replace("HELPER", "")
                                .replace("GREETING", "\"hello %s\\n\"")
                                .replace("EXTRA", "0"),
                        SOURCE.replace(
                                        "HELPER",
                                        "static int fresh = 9; __attribute__((noinline)) static int helper(void)"
                                                + " { return fresh++; }")
                                .replace("GREETING", "\"good day, %s\\n\"")
                                .replace("EXTRA", "helper()"));
    }

    @Test
    void theFunctionTableHasTheLayoutOthersRead() throws Exception {
        SmallBuild build = build();
        ElfFile elf = ElfFile.open(build.build().file());
        ElfFile target = ElfFile.open(build.target());
        Symbol old = symbol(target, "greet");

        assertThat(elf.header().type()).isEqualTo(ElfHeader.Type.RELOCATABLE);
        Section table = elf.section(".upatch.funcs").orElseThrow();
        assertThat(table.size()).isEqualTo(48);
        ElfBytes entry = table.contents();
        Section code = elf.section(".text.greet").orElseThrow();
        assertThat(entry.i64(0)).as("new_addr, relocated").isZero();
        assertThat(entry.i64(8)).as("new_size").isEqualTo(code.size());
        assertThat(entry.i64(16)).as("old_addr").isEqualTo(old.value());
        assertThat(entry.i64(24)).as("old_size").isEqualTo(old.size());
        assertThat(entry.i64(32)).as("sympos").isEqualTo(old.index());
        assertThat(entry.i64(40)).as("name, relocated").isZero();
        assertThat(elf.relocations(elf.relocationSectionsOf(table).getFirst()))
                .extracting(r -> r.offset())
                .containsExactly(0L, 40L);
        assertThat(elf.section(".upatch.strings").orElseThrow().contents().string(0))
                .isEqualTo("greet");
    }

    @Test
    void newThingsAreCarriedAndExistingOnesBoundToTheTarget() throws Exception {
        SmallBuild build = build();
        ElfFile elf = ElfFile.open(build.build().file());
        ElfFile target = ElfFile.open(build.target());

        Symbol calls = symbol(elf, "calls");
        assertThat(calls.sectionIndex()).isEqualTo(Symbol.LIVEPATCH);
        assertThat(calls.value()).isEqualTo(symbol(target, "calls").value());
        assertThat(symbol(elf, "printf").isUndefined()).isTrue();
        assertThat(symbol(elf, "helper").isInSection()).isTrue();
        assertThat(symbol(elf, "fresh").isInSection()).isTrue();
        assertThat(elf.section(".text.main")).isEmpty();
    }

    @Test
    void theSameInputGivesTheSameBytes() throws Exception {
        SmallBuild build = build();
        BuiltPatch first = build.build();
        byte[] bytes = Files.readAllBytes(first.file());
        BuiltPatch second = new UpatchPlugin().builder().build(build.request(), Progress.NONE);
        assertThat(Files.readAllBytes(second.file())).isEqualTo(bytes);
        assertThat(new UpatchPlugin().reader().read(second.file())).isEqualTo(first.info());
    }

    @Test
    void binutilsReadItWithoutComplaint() throws Exception {
        Path patch = build().build().file();
        SmallBuild.run(
                List.of("sh", "-c", "! readelf -aW \"$0\" 2>&1 | grep -iE 'warning|error'", patch.toString()), folder);
    }

    private static Symbol symbol(ElfFile file, String name) {
        return file.symbols().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
