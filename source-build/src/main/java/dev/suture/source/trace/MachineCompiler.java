package dev.suture.source.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A compiler, or a launcher of compilers, that builds find by its name.
 *
 * @param name as builds call it, e.g. {@code x86_64-linux-gnu-gcc-12}
 * @param path where it is, links not followed: some compilers see from their name what they are to be
 * @param family how to talk to it
 */
public record MachineCompiler(String name, Path path, Family family) {
    /** How its command line is understood. */
    public enum Family {
        GNU,
        CLANG,
        /** Starts the compiler that its first argument names, as ccache does. */
        LAUNCHER
    }

    private static final Pattern GNU_NAME =
            Pattern.compile("(?:[A-Za-z0-9_.]+-)*(?:gcc|g\\+\\+|cc|c\\+\\+|c89|c99)(?:-\\d+(?:\\.\\d+)*)?");
    private static final Pattern CLANG_NAME =
            Pattern.compile("(?:[A-Za-z0-9_.]+-)*clang(?:\\+\\+)?(?:-\\d+(?:\\.\\d+)*)?");
    private static final Pattern LAUNCHER_NAME = Pattern.compile("ccache|sccache|distcc");

    /**
     * The compilers of a search path; of those with one name the first, as a shell would find them.
     *
     * @param searchPath in the form of PATH; folders that do not exist are passed over
     */
    public static List<MachineCompiler> onPath(String searchPath) {
        Map<String, MachineCompiler> found = new LinkedHashMap<>();
        for (String folder : searchPath.split(":")) {
            if (!folder.startsWith("/") || !Files.isDirectory(Path.of(folder))) {
                continue;
            }
            for (Path file : list(Path.of(folder))) {
                String name = file.getFileName().toString();
                if (!found.containsKey(name) && looksLikeCompiler(name) && isProgram(file)) {
                    found.put(name, new MachineCompiler(name, file, family(file)));
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** One that is named by its path. */
    public static MachineCompiler at(Path path) {
        return new MachineCompiler(path.getFileName().toString(), path, family(path));
    }

    private static boolean looksLikeCompiler(String name) {
        return GNU_NAME.matcher(name).matches()
                || CLANG_NAME.matcher(name).matches()
                || LAUNCHER_NAME.matcher(name).matches();
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private static List<Path> list(Path folder) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(files::add);
        } catch (IOException e) {
            // A folder of PATH that cannot be listed offers a shell nothing to find by listing either.
            return List.of();
        }
        files.sort(null);
        return files;
    }

    /** {@code cc} may be either: what it leads to says which. */
    private static Family family(Path file) {
        String name = file.getFileName().toString();
        if (LAUNCHER_NAME.matcher(name).matches()) {
            return Family.LAUNCHER;
        }
        if (CLANG_NAME.matcher(name).matches()) {
            return Family.CLANG;
        }
        try {
            String end = file.toRealPath().getFileName().toString();
            return CLANG_NAME.matcher(end).matches() ? Family.CLANG : Family.GNU;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
