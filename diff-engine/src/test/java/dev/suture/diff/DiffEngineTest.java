package dev.suture.diff;

import static dev.suture.diff.CompiledPair.changes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.judge.UserspaceRules;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Reason;
import dev.suture.diff.model.Status;
import dev.suture.elf.ElfFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real compiler output: what counts as changed, and what does not. */
class DiffEngineTest {
    @TempDir
    Path folder;

    private static Change change(ObjectDiff diff, String name) {
        return diff.changes().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> reasonIds(Change change) {
        return change.reasons().stream().map(Reason::id).toList();
    }

    @Test
    void anObjectIsTheSameAsItsRebuildElsewhere() throws Exception {
        String source = """
                #include <stdio.h>
                static int count; const char *names[] = {"a", "b"};
                int f(int x) { switch (x) { case 0: return puts("zero"); case 1: return 7; case 2: return count++;
                                            case 3: return 9; case 4: return 22; case 5: return puts(names[0]); }
                               return x * 3; }
                double g(double x) { return x * 2.5; }
                """;
        ObjectDiff diff = CompiledPair.compare(folder, source, source);
        assertThat(diff.status()).isEqualTo(Status.UNCHANGED);
        assertThat(diff.unchanged()).isEqualTo(4);
    }

    @Test
    void aNewStringLiteralChangesOnlyTheFunctionThatUsesIt() throws Exception {
        String source = """
                #include <stdio.h>
                int first(void) { MORE return puts("first of all"); }
                int second(void) { return puts("second one"); }
                double third(double x) { return x * 3.25 + 1.5; }
                double fourth(double x) { return x / 1.5; }
                int fifth(void) { return puts("first of all"); }
                """;
        ObjectDiff diff = CompiledPair.compare(
                folder, source.replace("MORE", ""), source.replace("MORE", "puts(\"a new one\");"));
        assertThat(changes(diff)).containsExactly("CHANGED first");
        assertThat(reasonIds(change(diff, "first"))).startsWith("code-changed").contains("refers-to-new");
        assertThat(change(diff, "first").reasons().toString()).contains("\"a new one\"");
    }

    @Test
    void aChangedStringIsAChangeThoughTheCodeIsTheSame() throws Exception {
        String source = "#include <stdio.h>\nint f(void) { return puts(TEXT); }\n";
        ObjectDiff diff =
                CompiledPair.compare(folder, source.replace("TEXT", "\"good\""), source.replace("TEXT", "\"fine\""));
        assertThat(changes(diff)).containsExactly("CHANGED f");
        assertThat(reasonIds(change(diff, "f"))).containsExactly("refers-to-new", "refers-no-more");
    }

    @Test
    void aChangedFloatConstantIsAChangeThoughTheCodeIsTheSame() throws Exception {
        String source = "double f(double x) { return x * FACTOR; } double g(double x) { return x * 1.25; }\n";
        ObjectDiff diff =
                CompiledPair.compare(folder, source.replace("FACTOR", "2.5"), source.replace("FACTOR", "2.75"));
        assertThat(changes(diff)).containsExactly("CHANGED f");
    }

    @Test
    void aChangedSwitchTableChangesItsFunction() throws Exception {
        String source = """
                int f(int x) { switch (x) { case 0: return 71; case 1: return 15; case 2: return VALUE;
                                            case 3: return 33; case 4: return 99; } return 0; }
                int g(int x) { switch (x) { case 0: return 72; case 1: return 16; case 2: return 9;
                                            case 3: return 34; case 4: return 98; } return 0; }
                """;
        ObjectDiff diff = CompiledPair.compare(folder, source.replace("VALUE", "8"), source.replace("VALUE", "7"));
        assertThat(changes(diff)).containsExactly("CHANGED f");
        assertThat(reasonIds(change(diff, "f"))).containsExactly("table-changed");
    }

    @Test
    void renumberedStaticLocalsArePairedThroughTheFunctionsThatUseThem() throws Exception {
        String source = """
                FRESH
                int first(void) { static int count = 1; return count++; }
                int second(void) { static int count = 2; return count++; }
                int third(void) { static int count = 3; return count++; }
                """;
        ObjectDiff diff = CompiledPair.compare(
                folder,
                source.replace("FRESH", ""),
                source.replace("FRESH", "int fresh(void) { static int count = 9; return count++; }"));
        assertThat(diff.changes()).hasSize(2).allMatch(c -> c.status() == Status.ADDED);
        assertThat(diff.changes().getFirst().name()).isEqualTo("fresh");
        assertThat(diff.changes().getLast().name()).startsWith("count.");
    }

    @Test
    void addedAndDeletedFunctionsAndDataAreTold() throws Exception {
        ObjectDiff diff = CompiledPair.compare(folder, """
                int data_a = 1, data_b = 2, data_c = 3, data_d = 4;
                int func_1(void) { return data_a; }
                int func_2(void) { return data_b; }
                int func_3(void) { return data_c; }
                int func_4(void) { return data_d; }
                int func_5(void) { return 5; }
                """, """
                int data_a = 1, data_c = 3, data_e = 5;
                int func_1(void) { return data_a; }
                int func_3(void) { return data_c + 1; }
                int func_4(void) { return data_e; }
                int func_5(void) { return 5; }
                int func_6(void) { return data_e; }
                """);
        assertThat(changes(diff))
                .containsExactly(
                        "DELETED func_2",
                        "CHANGED func_3",
                        "CHANGED func_4",
                        "ADDED func_6",
                        "DELETED data_b",
                        "DELETED data_d",
                        "ADDED data_e");
        assertThat(diff.count(ItemKind.DATA, Status.DELETED)).isEqualTo(2);
        assertThat(diff.unchanged()).isEqualTo(4);
    }

    @Test
    void aPointerTableWhoseTargetsMovedIsUnchanged() throws Exception {
        String source = """
                FRESH
                static int one(void) { return 1; }
                static int two(void) { return 2; }
                int (*const table[])(void) = {one, two};
                const char *const texts[] = {"alpha", "beta"};
                """;
        ObjectDiff diff = CompiledPair.compare(
                folder,
                source.replace("FRESH", ""),
                source.replace("FRESH", "const char *fresh(void) { return \"aaa\"; }"));
        assertThat(changes(diff)).containsExactly("ADDED fresh");
    }

    @Test
    void changedInitialValuesOfExistingDataBlockAPatch() throws Exception {
        ObjectDiff diff = CompiledPair.compare(folder, "int limit = 5; char room[8];", "int limit = 6; char room[16];");
        assertThat(changes(diff)).containsExactly("CHANGED limit", "CHANGED room");
        assertThat(diff.findings()).extracting(Finding::id).containsExactly("data-changed", "data-size-changed");
        assertThat(diff.patchable()).isFalse();
    }

    @Test
    void aColdPartTakesItsFunctionWithIt() throws Exception {
        String source = """
                #include <stdio.h>
                static void __attribute__((cold)) fail(void) { puts(TEXT); __builtin_abort(); }
                double f(int x) { if (x == 12345) fail(); return x * 3.25; }
                """;
        ObjectDiff diff =
                CompiledPair.compare(folder, source.replace("TEXT", "\"one\""), source.replace("TEXT", "\"two\""));
        assertThat(changes(diff)).containsExactly("CHANGED f", "CHANGED f.cold");
        assertThat(reasonIds(change(diff, "f"))).containsExactly("cold-part-changed");
    }

    @Test
    void linkedFilesAndOtherMachinesAreNamed() throws Exception {
        Path object = CompiledPair.compile(folder.resolve("one"), "int f(void) { return 1; }", List.of());
        byte[] bytes = java.nio.file.Files.readAllBytes(object);
        bytes[18] = (byte) 183;
        DiffEngine engine = new DiffEngine(UserspaceRules.all());
        assertThatThrownBy(() -> engine.compare("unit.o", ElfFile.open(object), ElfFile.of("arm.o", bytes)))
                .isInstanceOf(DiffException.class)
                .hasMessageContaining("arm.o for aarch64");
    }
}
