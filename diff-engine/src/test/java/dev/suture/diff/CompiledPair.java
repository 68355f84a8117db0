package dev.suture.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.judge.UserspaceRules;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.elf.ElfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Two versions of a C source, compiled by the machine's gcc and compared. */
public final class CompiledPair {
    private CompiledPair() {}

    /** Compares the sources, compiled with a section each for functions and data, as hot patches are built. */
    public static ObjectDiff compare(Path folder, String base, String patched, String... flags) throws Exception {
        List<String> all = new ArrayList<>(List.of("-ffunction-sections", "-fdata-sections", "-fno-common"));
        all.addAll(List.of(flags));
        Path one = compile(folder.resolve("base"), base, all);
        Path other = compile(folder.resolve("patched"), patched, all);
        return new DiffEngine(UserspaceRules.all()).compare("unit.o", ElfFile.open(one), ElfFile.open(other));
    }

    /** Compares the sources compiled and, if so told, linked just as the flags say. */
    public static ObjectDiff compareAsIs(Path folder, String base, String patched, String... flags) throws Exception {
        Path one = compile(folder.resolve("base"), base, List.of(flags));
        Path other = compile(folder.resolve("patched"), patched, List.of(flags));
        return new DiffEngine(UserspaceRules.all()).compare("unit", ElfFile.open(one), ElfFile.open(other));
    }

    /** As {@link #compareAsIs}, with another compiler; g++ gets C++. */
    public static ObjectDiff compareWith(String compiler, Path folder, String base, String patched, String... flags)
            throws Exception {
        Path one = compile(compiler, folder.resolve("base"), base, List.of(flags));
        Path other = compile(compiler, folder.resolve("patched"), patched, List.of(flags));
        return new DiffEngine(UserspaceRules.all()).compare("unit", ElfFile.open(one), ElfFile.open(other));
    }

    /** Compiles one source in a folder of its own; optimised unless the flags say otherwise. */
    public static Path compile(Path folder, String source, List<String> flags) throws Exception {
        return compile("gcc", folder, source, flags);
    }

    private static Path compile(String compiler, Path folder, String source, List<String> flags) throws Exception {
        String unit = compiler.endsWith("g++") ? "unit.cc" : "unit.c";
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(unit), source);
        List<String> command = new ArrayList<>(List.of(compiler, "-O2", "-g"));
        // Callers that know which registers a callee spares do change with it; that is not what these tests are about.
        command.add("-fno-ipa-ra");
        boolean links = flags.contains("-shared") || flags.contains("-pie");
        command.addAll(flags);
        command.addAll(links ? List.of(unit, "-o", "unit.o") : List.of("-c", unit, "-o", "unit.o"));
        run(command, folder);
        return folder.resolve("unit.o");
    }

    /** Runs a command to its end, which has to be a good one. */
    public static void run(List<String> command, Path folder) throws IOException, InterruptedException {
        Path log = Files.createTempFile("suture-test", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("%s ends", command)
                    .isTrue();
            assertThat(process.exitValue())
                    .as("%s: %s", command, Files.readString(log))
                    .isZero();
        } finally {
            Files.delete(log);
        }
    }

    /** What is not unchanged, as {@code STATUS name}, in order. */
    public static List<String> changes(ObjectDiff diff) {
        return diff.changes().stream().map(c -> c.status() + " " + c.name()).toList();
    }
}
