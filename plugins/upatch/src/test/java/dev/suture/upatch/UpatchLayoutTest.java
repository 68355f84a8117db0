package dev.suture.upatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Symbol;
import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.BuiltPatch;
import dev.suture.plugin.Progress;
import dev.suture.upatch.RawElf.Rela;
import dev.suture.upatch.RawElf.Section;
import dev.suture.upatch.RawElf.Sym;
import dev.suture.upatch.format.UpatchFile;
import dev.suture.upatch.format.UpatchFunction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A patch of several functions, byte by byte as the format has it, and read back as it was written. */
class UpatchLayoutTest {
    private static final int ENTRY = 48;
    private static final int R_X86_64_64 = 1;
    private static final int SHT_RELA = 4;
    private static final int SHT_NOTE = 7;
    private static final int STT_FILE = 4;
    private static final int SHN_LIVEPATCH = 0xff20;

    private static final String ONE = """
            #include <stdio.h>
            static int calls = 3;
            __attribute__((noinline, noipa)) static int work(int n) { calls += n; return calls * PATCHED_1; }
            __attribute__((noinline, noipa)) int one(int n) { printf("one %d\\n", n + PATCHED_1); return work(n) + calls; }
            """;
    private static final String OTHER = """
            #include <stdio.h>
            int one(int);
            static double ratio(int n) { return n * 1.5; }
            __attribute__((noinline, noipa)) static int work(int n) { return (int) ratio(n) - PATCHED_2; }
            int main(int argc, char **argv) { (void) argv; return one(argc) + work(argc); }
            """;

    @TempDir
    Path folder;

    private SmallBuild build;
    private BuiltPatch built;
    private RawElf raw;
    private ElfFile target;

    @BeforeEach
    void build() throws Exception {
        build = new SmallBuild(folder)
                .with("one", ONE.replace("PATCHED_1", "7"), ONE.replace("PATCHED_1", "11"))
                .with("other", OTHER.replace("PATCHED_2", "5"), OTHER.replace("PATCHED_2", "9"));
        built = build.build();
        raw = new RawElf(Files.readAllBytes(built.file()));
        target = ElfFile.open(build.target());
    }

    @Test
    void theHeaderIsThatOfARelocatableFile() {
        assertThat(raw.u32(0)).as("EI_MAG").isEqualTo(0x464c457f);
        assertThat(raw.u8(4)).as("ELFCLASS64").isEqualTo(2);
        assertThat(raw.u8(5)).as("ELFDATA2LSB").isEqualTo(1);
        assertThat(raw.u16(0x10)).as("ET_REL").isEqualTo(1);
        assertThat(raw.u16(0x12)).as("EM_X86_64").isEqualTo(62);
        assertThat(raw.sections())
                .extracting(Section::name)
                .contains(".upatch.funcs", ".rela.upatch.funcs", ".upatch.strings", ".note.suture", ".text.one")
                .doesNotContain(".text.main", ".debug_info");
        assertThat(raw.section(".note.suture").type()).isEqualTo(SHT_NOTE);
    }

    @Test
    void eachEntryOfTheFunctionTableHasItsSixFields() throws Exception {
        Section table = raw.section(".upatch.funcs");
        Section strings = raw.section(".upatch.strings");
        assertThat(table.size()).isEqualTo(3 * ENTRY);
        List<Rela> relocations = raw.relocations(raw.section(".rela.upatch.funcs"));
        assertThat(relocations).hasSize(6).allSatisfy(r -> assertThat(r.type()).isEqualTo(R_X86_64_64));
        assertThat(raw.section(".rela.upatch.funcs").type()).isEqualTo(SHT_RELA);
        assertThat(raw.section(".rela.upatch.funcs").info()).as("applies to").isEqualTo(table.index());
        assertThat(raw.section(".rela.upatch.funcs").entrySize()).isEqualTo(24);

        for (int i = 0; i < 3; i++) {
            int at = table.offset() + i * ENTRY;
            Rela code = relocation(relocations, i * ENTRY);
            Rela name = relocation(relocations, i * ENTRY + 40);
            Sym replacement = raw.symbols().get(code.symbol());
            Section section = raw.sections().get(replacement.section());
            assertThat(raw.symbols().get(name.symbol()).section()).isEqualTo(strings.index());
            String function = raw.string(strings.offset() + (int) name.addend());

            assertThat(section.name()).isEqualTo(".text." + function);
            assertThat(raw.u64(at)).as("new_addr, relocated").isZero();
            assertThat(raw.u64(at + 8)).as("new_size").isEqualTo(section.size() - replacement.value());
            long oldAddress = raw.u64(at + 16);
            Symbol old = target.symbols().stream()
                    .filter(s -> s.value() == oldAddress && s.name().equals(function))
                    .findFirst()
                    .orElseThrow();
            assertThat(raw.u64(at + 24)).as("old_size of %s", function).isEqualTo(old.size());
            assertThat(raw.u64(at + 32)).as("sympos of %s", function).isEqualTo(position(oldAddress, function));
            assertThat(raw.u64(at + 40)).as("name, relocated").isZero();
        }
    }

    private static Rela relocation(List<Rela> relocations, long offset) {
        return relocations.stream()
                .filter(r -> r.offset() == offset)
                .findFirst()
                .orElseThrow();
    }

    /** Index in the target's symbol table of the function of that name at that address. */
    private long position(long address, String name) throws Exception {
        List<Sym> table = new RawElf(Files.readAllBytes(build.target())).symbols();
        return IntStream.range(0, table.size())
                .filter(i ->
                        table.get(i).value() == address && table.get(i).name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void twoFunctionsOfOneNameAreToldApartByTheSourceFileBeforeTheirPosition() throws Exception {
        assertThat(built.info().functions()).extracting(f -> f.name()).containsExactlyInAnyOrder("one", "work", "work");
        List<Sym> table = new RawElf(Files.readAllBytes(build.target())).symbols();
        UpatchFile file = UpatchFile.open(built.file());
        for (UpatchFunction function : file.functions()) {
            String source = IntStream.iterate(function.symbolPosition(), i -> i - 1)
                    .mapToObj(table::get)
                    .filter(s -> (s.info() & 0xf) == STT_FILE)
                    .findFirst()
                    .orElseThrow()
                    .name();
            // Only the replacement in one.c uses the counter of one.c.
            boolean counts = file.elf().relocationSectionsOf(file.elf().section(function.newSection())).stream()
                    .flatMap(r -> file.elf().relocations(r).stream())
                    .anyMatch(r -> file.elf().symbols().get(r.symbol()).name().equals("calls"));
            if (function.name().equals("work")) {
                assertThat(source).isEqualTo(counts ? "one.c" : "other.c");
            }
        }
    }

    @Test
    void symbolsOfTheTargetCarryItsAddressAndImportsStayUndefined() {
        Symbol calls = target.symbols().stream()
                .filter(s -> s.name().equals("calls"))
                .findFirst()
                .orElseThrow();
        assertThat(raw.symbols())
                .filteredOn(s -> s.name().equals("calls"))
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.section()).isEqualTo(SHN_LIVEPATCH);
                    assertThat(s.value()).isEqualTo(calls.value());
                });
        assertThat(raw.symbols())
                .filteredOn(s -> s.name().equals("printf"))
                .singleElement()
                .satisfies(s -> assertThat(s.section()).isZero());
    }

    @Test
    void itReadsBackAsItWasWritten() {
        UpatchFile file = UpatchFile.open(built.file());
        assertThat(file.info()).isEqualTo(built.info());
        assertThat(file.metadata().targetBuildId()).isEqualTo(target.buildId().orElseThrow());
        Section table = raw.section(".upatch.funcs");
        for (int i = 0; i < file.functions().size(); i++) {
            UpatchFunction function = file.functions().get(i);
            int at = table.offset() + i * ENTRY;
            assertThat(function.newSize()).isEqualTo(raw.u64(at + 8));
            assertThat(function.oldAddress()).isEqualTo(raw.u64(at + 16));
            assertThat(function.oldSize()).isEqualTo(raw.u64(at + 24));
            assertThat((long) function.symbolPosition()).isEqualTo(raw.u64(at + 32));
            assertThat(raw.sections().get(function.newSection()).name()).isEqualTo(".text." + function.name());
        }
    }

    @Test
    void theSameInputInAnotherPlaceGivesTheSameBytes() throws Exception {
        Path copy = Files.createDirectory(folder.resolve("elsewhere"));
        SmallBuild.run(List.of("cp", "-r", "base", "patched", "program", copy.toString()), folder);
        BuildRequest request = new BuildRequest(
                "small",
                copy.resolve("base"),
                copy.resolve("patched"),
                copy.resolve("program"),
                Optional.empty(),
                copy.resolve("again.upatch"));
        BuiltPatch again = new UpatchPlugin().builder().build(request, Progress.NONE);
        assertThat(again.file()).hasSameBinaryContentAs(built.file());
    }
}
