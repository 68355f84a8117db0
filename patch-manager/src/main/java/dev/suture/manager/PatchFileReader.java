package dev.suture.manager;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchInfo;
import dev.suture.plugin.PatchPlugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Reads patch files of any kind that there is a plugin for. */
final class PatchFileReader {
    private final List<PatchPlugin> plugins;

    PatchFileReader(List<PatchPlugin> plugins) {
        this.plugins = plugins;
    }

    /** @throws PatchException (TROUBLE) if the file cannot be read or is of no known kind */
    PatchInfo read(Path file) {
        if (!Files.isReadable(file)) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "missing-file",
                    "There is no readable patch file %s.".formatted(file),
                    "Check the path.");
        }
        return plugins.stream()
                .filter(p -> recognises(p, file))
                .findFirst()
                .orElseThrow(() -> new PatchException(
                        Kind.TROUBLE,
                        "not-a-patch",
                        "%s is not a hot patch of a known kind.".formatted(file),
                        "Known kinds: %s. Make one with `suture build`.".formatted(kinds(plugins))))
                .reader()
                .read(file);
    }

    /** A plugin that fails on a file must not keep another from knowing it. */
    private static boolean recognises(PatchPlugin plugin, Path file) {
        try {
            return plugin.reader().recognises(file);
        } catch (RuntimeException | LinkageError e) {
            System.getLogger(PatchFileReader.class.getName())
                    .log(System.Logger.Level.WARNING, "Plugin {0} failed on {1}: {2}", plugin.kind(), file, e);
            return false;
        }
    }

    static String kinds(List<PatchPlugin> plugins) {
        return plugins.isEmpty()
                ? "none"
                : plugins.stream().map(PatchPlugin::kind).sorted().collect(Collectors.joining(", "));
    }
}
