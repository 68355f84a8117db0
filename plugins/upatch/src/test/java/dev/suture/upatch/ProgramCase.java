package dev.suture.upatch;

import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.BuiltPatch;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A small program of one text file, in C or C++ by its extension, compiled twice: with {@code PATCHED} 0 and 1. Lines of directives say how:
 *
 * <pre>
 * // flags: ...       compiler flags behind those of every case; one test for each such line
 * // link: ...        linker flags
 * // library: a ...   these files make the library that is the target, the others the program that is linked to it
 * // expect: a b | c d | e f    what step() prints before the patch, with it and after it
 * // cycles: n       how often the patch goes in and out again; once if it is missing
 * // refused: id      what the build, or the applying, is refused with instead
 * // file: name       what follows is name.c; a name may contain a folder
 * </pre>
 *
 * A file {@code main.c} is added that calls {@code void step(void)}, which prints a line, at each SIGUSR1.
 */
record ProgramCase(
        String name,
        String extension,
        String flags,
        String link,
        List<String> library,
        String expect,
        String refused,
        int cycles,
        Map<String, String> files) {
    private static final String MAIN = """
            #include <signal.h>
            #include <stdio.h>
            #ifdef __cplusplus
            extern "C"
            #endif
            void step(void);
            int main(void) {
                sigset_t set;
                int number;
                sigemptyset(&set);
                sigaddset(&set, SIGUSR1);
                sigprocmask(SIG_BLOCK, &set, 0);
                setvbuf(stdout, 0, _IOLBF, 0);
                puts("ready");
                for (;;) {
                    sigwait(&set, &number);
                    step();
                }
            }
            """;

    static Stream<ProgramCase> read(Path file) throws IOException {
        String fileName = file.getFileName().toString();
        String extension = fileName.substring(fileName.lastIndexOf('.'));
        String name = fileName.substring(0, fileName.lastIndexOf('.'));
        List<String> flags = new ArrayList<>();
        Map<String, String> directives = new LinkedHashMap<>();
        Map<String, String> files = new LinkedHashMap<>();
        files.put("main", MAIN);
        String current = "case";
        for (String line : Files.readAllLines(file)) {
            int colon = line.indexOf(": ");
            String key = line.startsWith("// ") && colon > 0 ? line.substring(3, colon) : "";
            switch (key) {
                case "flags" -> flags.add(line.substring(colon + 2));
                case "file" -> current = line.substring(colon + 2);
                case "link", "library", "expect", "refused", "cycles" -> directives.put(key, line.substring(colon + 2));
                default -> files.merge(current, line + "\n", String::concat);
            }
        }
        List<String> library = Arrays.stream(
                        directives.getOrDefault("library", "").split(" "))
                .filter(s -> !s.isEmpty())
                .toList();
        return (flags.isEmpty() ? List.of("-O2") : flags)
                .stream()
                        .map(f -> new ProgramCase(
                                name,
                                extension,
                                f,
                                directives.getOrDefault("link", ""),
                                library,
                                directives.getOrDefault("expect", ""),
                                directives.getOrDefault("refused", ""),
                                Integer.parseInt(directives.getOrDefault("cycles", "1")),
                                files));
    }

    Path program(Path folder) {
        return folder.resolve("program");
    }

    void compile(Path folder) throws Exception {
        for (String side : List.of("base", "patched")) {
            for (Map.Entry<String, String> source : files.entrySet()) {
                Path out = Files.createDirectories(
                        folder.resolve(side).resolve(source.getKey()).getParent());
                // Both sides are compiled from a file of the same name, as two checkouts of a project would be.
                Path file = Files.writeString(
                        out.resolve(Path.of(source.getKey()).getFileName() + extension), source.getValue());
                SmallBuild.run(
                        command(
                                compiler() + " -g -fno-common -ffunction-sections -fdata-sections -c -DPATCHED="
                                        + (side.equals("base") ? 0 : 1),
                                flags,
                                library.contains(source.getKey()) ? "-fPIC" : "",
                                file.getFileName().toString()),
                        out);
            }
        }
    }

    private String compiler() {
        return extension.equals(".c") ? "gcc" : "g++";
    }

    private static List<String> command(String... parts) {
        return Arrays.stream(String.join(" ", parts).split(" +")).toList();
    }

    void link(Path folder) throws Exception {
        String linkable = Arrays.stream(flags.split(" +"))
                .filter(f -> f.startsWith("-fno-pi") || f.equals("-no-pie") || f.startsWith("-O"))
                .reduce("", (a, b) -> a + " " + b)
                .replaceAll("-fno-pi[ce]", "-no-pie");
        String all = compiler() + " -pthread -Wl,--build-id" + linkable;
        if (library.isEmpty()) {
            SmallBuild.run(command(all, "-o program", objects(false), link), folder);
        } else {
            SmallBuild.run(command(all.replace("-no-pie", ""), "-shared -o libcase.so", objects(true), link), folder);
            SmallBuild.run(command(all, "-o program", objects(false), "-L. -lcase -Wl,-rpath," + folder), folder);
        }
    }

    private String objects(boolean ofLibrary) {
        return String.join(
                " ",
                files.keySet().stream()
                        .filter(f -> library.contains(f) == ofLibrary)
                        .map(f -> "base/" + f + ".o")
                        .toList());
    }

    BuiltPatch patch(Path folder) {
        return new UpatchPlugin()
                .builder()
                .build(
                        new BuildRequest(
                                name,
                                folder.resolve("base"),
                                folder.resolve("patched"),
                                folder.resolve(library.isEmpty() ? "program" : "libcase.so"),
                                Optional.empty(),
                                folder.resolve("case.upatch")),
                        Progress.NONE);
    }

    @Override
    public String toString() {
        return name + " " + flags;
    }
}
