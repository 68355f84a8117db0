package dev.suture.upatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.BuiltPatch;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program of a few C sources, built twice by gcc, and a patch made of the difference. */
final class SmallBuild {
    private final Path folder;
    private final Map<String, String> base = new LinkedHashMap<>();
    private final Map<String, String> patched = new LinkedHashMap<>();
    private final List<String> linkFlags = new ArrayList<>();
    private final List<String> flags = new ArrayList<>(List.of("-ffunction-sections", "-fdata-sections"));
    private final String compiler;

    SmallBuild(Path folder) {
        this(folder, "gcc");
    }

    SmallBuild(Path folder, String compiler) {
        this.folder = folder;
        this.compiler = compiler;
    }

    SmallBuild compiledWith(String... more) {
        flags.addAll(List.of(more));
        return this;
    }

    /** A source both builds share. */
    SmallBuild with(String name, String source) {
        return with(name, source, source);
    }

    SmallBuild with(String name, String baseSource, String patchedSource) {
        base.put(name, baseSource);
        patched.put(name, patchedSource);
        return this;
    }

    SmallBuild linkedWith(String... flags) {
        linkFlags.addAll(List.of(flags));
        return this;
    }

    Path target() {
        return folder.resolve("program");
    }

    BuiltPatch build() throws Exception {
        compile("base", base);
        compile("patched", patched);
        List<String> link = new ArrayList<>(List.of(compiler, "-pthread", "-Wl,--build-id", "-o", target().toString()));
        for (String name : base.keySet()) {
            link.add(folder.resolve("base").resolve(name + ".o").toString());
        }
        link.addAll(linkFlags);
        run(link, folder);
        return new UpatchPlugin().builder().build(request(), Progress.NONE);
    }

    BuildRequest request() {
        return new BuildRequest(
                "small",
                folder.resolve("base"),
                folder.resolve("patched"),
                target(),
                Optional.empty(),
                folder.resolve("small.upatch"));
    }

    private void compile(String side, Map<String, String> sources) throws Exception {
        Path out = Files.createDirectories(folder.resolve(side));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            // Both sides are compiled from a file of the same name, as two checkouts of a project would be.
            Path file = Files.writeString(out.resolve(source.getKey() + ".c"), source.getValue());
            List<String> command = new ArrayList<>(List.of(compiler, "-O2", "-g", "-fno-common"));
            command.addAll(flags);
            command.addAll(List.of("-c", file.getFileName().toString(), "-o", source.getKey() + ".o"));
            run(command, out);
        }
    }

    static void run(List<String> command, Path where) throws IOException, InterruptedException {
        Path log = Files.createTempFile("suture-test", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(where.toFile())
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
}
