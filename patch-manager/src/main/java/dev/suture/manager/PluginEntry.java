package dev.suture.manager;

import dev.suture.plugin.PatchPlugin;
import java.util.Optional;

/**
 * A plugin that was found, and what became of it.
 *
 * @param id what it is called: its descriptor's, for a built-in one its kind, and the file's name where neither can be read
 * @param version its own, if known
 * @param origin {@code built in}, or the path of its jar
 * @param plugin the plugin; empty if it is not used
 * @param problem why it is not used; empty if it is
 */
public record PluginEntry(
        String id, Optional<String> version, String origin, Optional<PatchPlugin> plugin, Optional<String> problem) {
    static PluginEntry usable(String id, Optional<String> version, String origin, PatchPlugin plugin) {
        return new PluginEntry(id, version, origin, Optional.of(plugin), Optional.empty());
    }

    static PluginEntry skipped(String id, Optional<String> version, String origin, String problem) {
        return new PluginEntry(id, version, origin, Optional.empty(), Optional.of(problem));
    }
}
