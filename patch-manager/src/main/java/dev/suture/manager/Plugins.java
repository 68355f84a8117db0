package dev.suture.manager;

import dev.suture.plugin.PatchPlugin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** Finds the patch kinds this installation has: the built-in ones, then those in folders of plugins. */
public final class Plugins {
    private static final String BUILT_IN = "built in";

    private Plugins() {}

    /** All usable plugins; what is wrong with others goes to the log. */
    public static List<PatchPlugin> find() {
        System.Logger log = System.getLogger(Plugins.class.getName());
        return find(problem -> log.log(System.Logger.Level.WARNING, problem));
    }

    /**
     * All usable plugins, one for each kind.
     *
     * @param problems gets a sentence for each plugin that is skipped
     */
    public static List<PatchPlugin> find(Consumer<String> problems) {
        return usable(all(PluginLocation.standard()), problems);
    }

    /** Those of the entries that are used; what is wrong with others goes to {@code problems}. */
    public static List<PatchPlugin> usable(List<PluginEntry> entries, Consumer<String> problems) {
        for (PluginEntry entry : entries) {
            entry.problem()
                    .ifPresent(why -> problems.accept(
                            "The plugin %s (%s) is not used: %s.".formatted(entry.id(), entry.origin(), why)));
        }
        return entries.stream().flatMap(e -> e.plugin().stream()).toList();
    }

    /**
     * Every plugin that is there, used or not.
     *
     * @param folders of third-party plugins, in the order they count
     */
    public static List<PluginEntry> all(List<Path> folders) {
        List<PluginEntry> entries =
                new ArrayList<>(builtIn(ServiceLoader.load(PatchPlugin.class).iterator()));
        for (Path folder : folders) {
            entries.addAll(new PluginFolder(folder, System.getProperty("user.name")).load());
        }
        return withoutDuplicates(entries);
    }

    static List<PluginEntry> builtIn(Iterator<PatchPlugin> candidates) {
        List<PluginEntry> entries = new ArrayList<>();
        while (true) {
            try {
                if (!candidates.hasNext()) {
                    return entries;
                }
                PatchPlugin plugin = candidates.next();
                entries.add(
                        plugin.apiVersion() == PatchPlugin.API_VERSION
                                ? PluginEntry.usable(plugin.kind(), Optional.empty(), BUILT_IN, plugin)
                                : PluginEntry.skipped(
                                        plugin.kind(),
                                        Optional.empty(),
                                        BUILT_IN,
                                        "it is made for version %d of the plugin interface, not %d"
                                                .formatted(plugin.apiVersion(), PatchPlugin.API_VERSION)));
            } catch (ServiceConfigurationError | LinkageError e) {
                entries.add(PluginEntry.skipped(
                        "unknown", Optional.empty(), BUILT_IN, "it cannot be loaded: " + e.getMessage()));
            }
        }
    }

    /** Of several plugins of one kind, or of one id, the first is used. */
    static List<PluginEntry> withoutDuplicates(List<PluginEntry> entries) {
        List<PluginEntry> result = new ArrayList<>();
        for (PluginEntry entry : entries) {
            result.add(result.stream()
                    .filter(other -> clash(other, entry))
                    .findFirst()
                    .map(other -> PluginEntry.skipped(
                            entry.id(),
                            entry.version(),
                            entry.origin(),
                            "%s (%s) has the same %s"
                                    .formatted(
                                            other.id(),
                                            other.origin(),
                                            other.id().equals(entry.id()) ? "id" : "kind")))
                    .orElse(entry));
        }
        return List.copyOf(result);
    }

    private static boolean clash(PluginEntry one, PluginEntry other) {
        return one.plugin().isPresent()
                && other.plugin().isPresent()
                && (one.id().equals(other.id())
                        || one.plugin().get().kind().equals(other.plugin().get().kind()));
    }
}
