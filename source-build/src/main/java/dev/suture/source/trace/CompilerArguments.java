package dev.suture.source.trace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A compiler driver's arguments, taken apart as far as it matters here (GCC manual, "Overall Options").
 *
 * @param sources input files that are compiled or assembled; {@code -} is standard input
 * @param objects input files for the linker: objects, archives, libraries by path
 * @param output what {@code -o} names
 * @param onlyCompiles {@code -c} is among them
 * @param linkTimeOptimisation the option that asks for it, unless a later one takes it back
 * @param options everything but sources, objects and {@code -o}
 */
public record CompilerArguments(
        List<Path> sources,
        List<Path> objects,
        Optional<Path> output,
        boolean onlyCompiles,
        Optional<String> linkTimeOptimisation,
        List<String> options) {
    private static final Set<String> TAKES_ANOTHER = Set.of(
            "-MF",
            "-MT",
            "-MQ",
            "-D",
            "-U",
            "-I",
            "-L",
            "-l",
            "-T",
            "-u",
            "-e",
            "-z",
            "-A",
            "-include",
            "-imacros",
            "-isystem",
            "-iquote",
            "-idirafter",
            "-iprefix",
            "-iwithprefix",
            "-iwithprefixbefore",
            "-isysroot",
            "-imultilib",
            "--param",
            "-Xlinker",
            "-Xassembler",
            "-Xpreprocessor",
            "-Xclang",
            "-mllvm",
            "-target",
            "-aux-info",
            "-wrapper",
            "-B",
            "-dumpdir",
            "-dumpbase",
            "-dumpbase-ext");
    private static final Set<String> DEPENDENCIES = Set.of("-MD", "-MMD", "-MP", "-MG");
    private static final Pattern SOURCE =
            Pattern.compile(".+\\.(?:c|i|ii|cc|cp|cxx|cpp|CPP|c\\+\\+|C|s|S|sx|h|H|hh|hp|hpp|hxx|h\\+\\+)");

    public CompilerArguments {
        sources = List.copyOf(sources);
        objects = List.copyOf(objects);
        options = List.copyOf(options);
    }

    /** @param arguments response files expanded */
    public static CompilerArguments of(List<String> arguments) {
        List<Path> sources = new ArrayList<>();
        List<Path> objects = new ArrayList<>();
        List<String> options = new ArrayList<>();
        Optional<Path> output = Optional.empty();
        Optional<String> lto = Optional.empty();
        boolean onlyCompiles = false;
        String language = "none";
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            boolean hasNext = i + 1 < arguments.size();
            if (argument.equals("-o") && hasNext) {
                output = Optional.of(Path.of(arguments.get(++i)));
            } else if (argument.startsWith("-o") && argument.length() > 2) {
                output = Optional.of(Path.of(argument.substring(2)));
            } else if (argument.equals("-x") && hasNext) {
                language = arguments.get(++i);
                options.addAll(List.of(argument, language));
            } else if (argument.startsWith("-x")) {
                language = argument.substring(2);
                options.add(argument);
            } else if (TAKES_ANOTHER.contains(argument) && hasNext) {
                options.addAll(List.of(argument, arguments.get(++i)));
            } else if (argument.equals("-") || !argument.startsWith("-")) {
                boolean source = argument.equals("-")
                        || !language.equals("none")
                        || SOURCE.matcher(argument).matches();
                (source ? sources : objects).add(Path.of(argument));
            } else {
                if (argument.equals("-flto") || argument.startsWith("-flto=")) {
                    lto = Optional.of(argument);
                } else if (argument.equals("-fno-lto")) {
                    lto = Optional.empty();
                }
                onlyCompiles |= argument.equals("-c");
                options.add(argument);
            }
        }
        return new CompilerArguments(sources, objects, output, onlyCompiles, lto, options);
    }

    /** The object files that a compilation in a folder makes, in the order of its sources; none if it links at once. */
    public List<Path> objectsMade(Path directory) {
        if (!onlyCompiles) {
            return List.of();
        }
        if (output.isPresent()) {
            return List.of(directory.resolve(output.get()).normalize());
        }
        return sources.stream()
                .filter(s -> !s.toString().equals("-"))
                .map(s -> directory.resolve(objectName(s)))
                .toList();
    }

    /** The arguments that compile one of the sources as this does, to a file, and write nothing else. */
    public List<String> compilingOnly(Path source, Path object) {
        List<String> result = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            String option = options.get(i);
            boolean withFile = option.equals("-MF") || option.equals("-MT") || option.equals("-MQ");
            if (withFile) {
                i++;
            } else if (!option.equals("-c") && !DEPENDENCIES.contains(option)) {
                result.add(option);
            }
        }
        result.addAll(List.of("-c", source.toString(), "-o", object.toString()));
        return result;
    }

    /** The object that a compiler makes of a source without being told a name; it goes into the folder it runs in. */
    public static Path objectName(Path source) {
        String name = source.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return Path.of((dot < 0 ? name : name.substring(0, dot)) + ".o");
    }
}
