package dev.suture.manager;

import dev.suture.plugin.PatchPlugin;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** Finds the patch kinds this installation has. */
public final class Plugins {
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
        return usable(ServiceLoader.load(PatchPlugin.class).iterator(), problems);
    }

    static List<PatchPlugin> usable(Iterator<PatchPlugin> candidates, Consumer<String> problems) {
        List<PatchPlugin> usable = new ArrayList<>();
        while (true) {
            try {
                if (!candidates.hasNext()) {
                    return List.copyOf(usable);
                }
                PatchPlugin plugin = candidates.next();
                if (plugin.apiVersion() != PatchPlugin.API_VERSION) {
                    problems.accept("Plugin %s is made for version %d of the plugin interface, not %d; it is not used."
                            .formatted(plugin.kind(), plugin.apiVersion(), PatchPlugin.API_VERSION));
                } else if (usable.stream().anyMatch(p -> p.kind().equals(plugin.kind()))) {
                    problems.accept("A second plugin of kind %s is not used.".formatted(plugin.kind()));
                } else {
                    usable.add(plugin);
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                problems.accept("A plugin cannot be loaded and is not used: " + e.getMessage());
            }
        }
    }
}
