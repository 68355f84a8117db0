package dev.suture.source.trace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a compilation read: from the rule for make that the compiler wrote (GCC manual, "Preprocessor Options", -M to
 * -MQ), where the wrapper or the build asked for it.
 */
public final class Dependencies {
    private final Path folder;

    /** @param folder where the wrapper has compilers write the rules */
    public Dependencies(Path folder) {
        this.folder = folder;
    }

    /** The files it read, sources included, as absolute paths; empty if nobody wrote them down. */
    public Optional<Set<Path>> of(Compilation call) throws IOException {
        for (Path file : candidates(call)) {
            if (Files.isRegularFile(file)) {
                return Optional.of(parse(Files.readString(file, StandardCharsets.ISO_8859_1), call.directory()));
            }
        }
        return Optional.empty();
    }

    private List<Path> candidates(Compilation call) {
        List<Path> files = new ArrayList<>();
        files.add(folder.resolve(call.id()));
        CompilerArguments arguments = call.expanded();
        List<String> options = arguments.options();
        for (int i = 0; i < options.size(); i++) {
            String option = options.get(i);
            if (option.equals("-MF") && i + 1 < options.size()) {
                files.addAll(withFinalNames(call.directory().resolve(options.get(i + 1))));
            } else if (option.startsWith("-MF") && option.length() > 3) {
                files.addAll(withFinalNames(call.directory().resolve(option.substring(3))));
            } else if (option.startsWith("-Wp,-MD,") || option.startsWith("-Wp,-MMD,")) {
                files.addAll(withFinalNames(call.directory().resolve(option.split(",", 4)[2])));
            } else if (option.equals("-MD") || option.equals("-MMD")) {
                arguments.objectsMade(call.directory()).forEach(o -> files.add(withSuffix(o, ".d")));
            }
        }
        return files;
    }

    /** automake has the rule written to a {@code .Tpo} file, and renames that when the compilation has succeeded. */
    private static List<Path> withFinalNames(Path file) {
        return file.toString().endsWith(".Tpo")
                ? List.of(withSuffix(file, ".Po"), withSuffix(file, ".Plo"), file)
                : List.of(file);
    }

    private static Path withSuffix(Path file, String suffix) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return file.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + suffix);
    }

    /** The prerequisites of all rules; blanks in names are escaped by a backslash, and dollar signs doubled. */
    static Set<Path> parse(String text, Path directory) {
        Set<Path> files = new LinkedHashSet<>();
        for (String rule : text.replace("\\\r\n", " ").replace("\\\n", " ").split("\n")) {
            int colon = rule.indexOf(": ");
            if (colon < 0) {
                continue;
            }
            for (String word : rule.substring(colon + 2).strip().split("(?<!\\\\)\\s+")) {
                String name = word.replace("\\ ", " ").replace("\\#", "#").replace("$$", "$");
                if (!name.isEmpty()) {
                    files.add(directory.resolve(name).normalize());
                }
            }
        }
        return files;
    }
}
