package dev.suture.diff.cases;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.diff.CompiledPair;
import dev.suture.diff.DiffEngine;
import dev.suture.diff.DiffOptions;
import dev.suture.diff.judge.UserspaceRules;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.elf.ElfFile;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One way to make a file of a source: a compiler and a form. The factory methods are the arguments of parameterized
 * tests; where a compiler is not installed, its tests are skipped.
 */
record Build(String compiler, Form form) {
    private static final String AARCH64 = "aarch64-linux-gnu-gcc";

    private static Stream<Build> all(List<String> compilers, Form... forms) {
        return compilers.stream().flatMap(c -> Arrays.stream(forms).map(f -> new Build(c, f)));
    }

    /** C by both compilers, in all forms. */
    static Stream<Build> c() {
        return all(List.of("gcc", "clang"), Form.values());
    }

    /** C++ by both compilers, in all forms. */
    static Stream<Build> cxx() {
        return all(List.of("g++", "clang++"), Form.values());
    }

    /** C by both compilers, as objects. */
    static Stream<Build> objects() {
        return all(List.of("gcc", "clang"), Form.SECTIONS, Form.PLAIN_OBJECT);
    }

    /** C by gcc alone, in all forms: for what only gcc makes. */
    static Stream<Build> gcc() {
        return all(List.of("gcc"), Form.values());
    }

    /** C by the cross compiler for AArch64, as objects. */
    static Stream<Build> arm() {
        return all(List.of(AARCH64), Form.SECTIONS, Form.PLAIN_OBJECT);
    }

    boolean isClang() {
        return compiler.startsWith("clang");
    }

    /** Compares what the compiler makes of two versions of a source. */
    ObjectDiff compare(Path folder, String base, String patched, String... flags) throws Exception {
        return compare(DiffOptions.DEFAULT, folder, base, patched, flags);
    }

    ObjectDiff compare(DiffOptions options, Path folder, String base, String patched, String... flags)
            throws Exception {
        Path one = make(folder.resolve("base"), base, flags);
        Path other = make(folder.resolve("patched"), patched, flags);
        return new DiffEngine(UserspaceRules.all(), options).compare("unit", ElfFile.open(one), ElfFile.open(other));
    }

    /** Compiles and, if the form says so, links a source in a folder of its own. */
    Path make(Path folder, String source, String... flags) throws Exception {
        assumeTrue(isInstalled(compiler), "skipped: no " + compiler);
        boolean cxx = compiler.endsWith("++");
        String unit = cxx ? "unit.cc" : "unit.c";
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(unit), source);
        List<String> command = new ArrayList<>(List.of(compiler, "-O2", "-g", "-fno-common"));
        if (!isClang()) {
            // Callers that know which registers a callee spares do change with it; that is not what these tests are
            // about.
            command.add("-fno-ipa-ra");
        }
        command.addAll(form.flags());
        command.addAll(List.of(flags));
        command.add(unit);
        if (form.isProgram()) {
            Files.writeString(folder.resolve("main.c"), "int main(void) { return 0; }\n");
            command.add("main.c");
        }
        command.addAll(List.of("-o", "unit.out"));
        CompiledPair.run(command, folder);
        return folder.resolve("unit.out");
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(p -> Files.isExecutable(Path.of(p, program)));
    }

    @Override
    public String toString() {
        return compiler + " " + form;
    }
}
