package dev.suture.diff.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.DiffEngine;
import dev.suture.diff.judge.UserspaceRules;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.elf.ElfFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that are about no single case of the others: room, interfaces, what is missed, and who compiled it. */
class JudgeCaseTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void aFunctionWithoutRoomForTheJump(Build build) throws Exception {
        String source = "EDIT void tiny(void) { BODY } int other(int x) { return x / 3; }";
        ObjectDiff diff = build.compare(
                folder,
                source.replace("EDIT", "").replace("BODY", ""),
                source.replace("EDIT", "extern int other(int);")
                        .replace("BODY", "__asm__ volatile(\"\" : : \"r\"(77));"));
        assertThat(Told.findings(diff)).containsExactly("function-too-small tiny");
        assertThat(diff.patchable()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void aChangedSignature(Build build) throws Exception {
        ObjectDiff diff = build.compare(
                folder, "long f(int x) { return x / 3L; }", "long f(int x, char *y) { return x / 3L + *y; }");
        assertThat(Told.findings(diff)).containsExactly("signature-changed f");
        assertThat(diff.findings().getFirst().text()).contains("char");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void aChangedReturnType(Build build) throws Exception {
        ObjectDiff diff = build.compare(folder, "int f(int x) { return x / 3; }", "long f(int x) { return x / 3L; }");
        assertThat(Told.findings(diff)).contains("signature-changed f");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#objects")
    void whatIsGoneButStillReferredTo(Build build) throws Exception {
        String user = "extern int state; int user(int x) { return helper(x) * state; }";
        ObjectDiff diff = build.compare(
                folder,
                "int state = 3; __attribute__((noinline)) int helper(int x) { return x / 7; }" + user,
                "int helper(int); " + user);
        assertThat(Told.findings(diff)).contains("deleted-but-referred-to helper", "deleted-but-referred-to state");
    }

    @Test
    void twoCompilers() throws Exception {
        String source = "int f(int x) { return x / EDIT; }";
        Path one = new Build("gcc", Form.SECTIONS).make(folder.resolve("base"), source.replace("EDIT", "3"));
        Path other = new Build("clang", Form.SECTIONS).make(folder.resolve("patched"), source.replace("EDIT", "5"));
        ObjectDiff diff = new DiffEngine(UserspaceRules.all()).compare("unit", ElfFile.open(one), ElfFile.open(other));
        assertThat(Told.findings(diff)).anyMatch(f -> f.startsWith("compiler-differs"));
    }
}
