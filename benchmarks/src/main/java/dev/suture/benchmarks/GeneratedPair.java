package dev.suture.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A generated source and its patched form, compiled by the machine's gcc as the objects of hot patches are.
 *
 * @param base the base object
 * @param patched the patched object
 * @param changedFunction the name of the only function that differs
 */
public record GeneratedPair(Path base, Path patched, String changedFunction) {
    private static final List<String> FLAGS =
            List.of("-O2", "-g", "-ffunction-sections", "-fdata-sections", "-fno-common");

    /** Where pairs are kept that nobody gave another folder: {@code $XDG_CACHE_HOME/suture/benchmarks}. */
    public static Path standardFolder() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path root =
                cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return root.resolve("suture").resolve("benchmarks");
    }

    /** The pair of that many functions in {@link #standardFolder}; compiled on first use. */
    public static GeneratedPair of(int functions) {
        return in(standardFolder(), functions);
    }

    /**
     * The pair of that many functions below a folder; compiled on first use, which takes gcc minutes for 16000.
     *
     * @throws UncheckedIOException if the folder cannot be written or gcc fails; what gcc said is in the message
     */
    public static GeneratedPair in(Path folder, int functions) {
        GeneratedSource source = new GeneratedSource(functions);
        return compiled(folder, "functions-" + functions, source.base(), source.patched(), source.changedFunction());
    }

    /** One function of that many statements, some 60 bytes of code each, and the same with one literal changed. */
    public static GeneratedPair ofLargeFunction(int statements) {
        LargeFunction source = new LargeFunction(statements);
        return compiled(
                standardFolder(), "statements-" + statements, source.base(), source.patched(), LargeFunction.NAME);
    }

    private static GeneratedPair compiled(Path folder, String name, String base, String patched, String changed) {
        // The texts' hash: a pair that a former version of the generator made is not taken for this one's.
        Path pair = folder.resolve("%s-%08x".formatted(name, patched.hashCode()));
        return new GeneratedPair(
                compiled(pair.resolve("base"), base), compiled(pair.resolve("patched"), patched), changed);
    }

    private static Path compiled(Path folder, String source) {
        Path object = folder.resolve("generated.o");
        if (Files.exists(object)) {
            return object;
        }
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("generated.c"), source);
            compile(folder);
            Files.move(folder.resolve("part.o"), object, StandardCopyOption.ATOMIC_MOVE);
            return object;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot generate %s: %s".formatted(object, e.getMessage()), e);
        }
    }

    private static void compile(Path folder) throws IOException {
        Path log = folder.resolve("gcc.log");
        List<String> command = new ArrayList<>(List.of("gcc"));
        command.addAll(FLAGS);
        command.addAll(List.of("-c", "generated.c", "-o", "part.o"));
        Process gcc = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (gcc.waitFor() != 0) {
                throw new IOException("gcc failed: " + Files.readString(log).strip());
            }
        } catch (InterruptedException e) {
            gcc.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while gcc ran", e);
        }
    }
}
