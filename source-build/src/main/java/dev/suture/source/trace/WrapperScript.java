package dev.suture.source.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The text of the compiler wrapper for one build folder. Everything it has to know is written into it: builds clean their
 * environment as they like.
 *
 * @param folders where it is and writes
 * @param tree the source tree that is built
 * @param shownAs the folder that the tree is shown as in {@code __FILE__} and debugging information; empty for its own
 * @param compilers what it stands for
 * @param namespace for a wrapper that is mounted over the compilers, the mount namespace in which they are still seen
 */
record WrapperScript(
        CompilerTrace.Folders folders,
        Path tree,
        Optional<Path> shownAs,
        List<MachineCompiler> compilers,
        Optional<Path> namespace) {

    String text() {
        String cases = compilers.stream()
                .map(c -> "    %s) real=%s family=%s ;;"
                        .formatted(
                                quote(c.name()),
                                quote(c.path().toString()),
                                c.family().name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining("\n"));
        String enter = namespace
                .map(n -> "nsenter --mount=%s --wd=\"$PWD\" -- ".formatted(quote(n.toString())))
                .orElse("");
        String map = shownAs.map(s -> quote("-ffile-prefix-map=%s=%s".formatted(tree, s)))
                .orElse("");
        return template()
                .replace("@TOOLS@", quote(folders.tools().toString()))
                .replace("@RECORDS@", quote(folders.records().toString()))
                .replace("@DEPENDENCIES@", quote(folders.dependencies().toString()))
                .replace("@TREE@", quote(tree.toString()))
                .replace("@COMPILERS@", cases)
                .replace("@COVERS@", namespace.isPresent() ? "yes" : "no")
                .replace("@ENTER@", enter)
                .replace("@MAP@", map);
    }

    /** As one word of a POSIX shell. */
    static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String template() {
        try (InputStream in = WrapperScript.class.getResourceAsStream("wrapper.sh")) {
            if (in == null) {
                throw new IllegalStateException("wrapper.sh is missing beside " + WrapperScript.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
