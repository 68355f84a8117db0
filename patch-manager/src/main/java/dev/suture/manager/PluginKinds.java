package dev.suture.manager;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchPlugin;
import java.util.List;

/** The plugins by the kind of patch they are for. */
record PluginKinds(List<PatchPlugin> plugins) {
    PluginKinds {
        plugins = List.copyOf(plugins);
    }

    /** @throws PatchException (TROUBLE) if there is none for that kind */
    PatchPlugin plugin(String kind) {
        return plugins.stream()
                .filter(p -> p.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new PatchException(
                        Kind.TROUBLE,
                        "unknown-kind",
                        "This Suture has no plugin for patches of kind '%s'.".formatted(kind),
                        "Known kinds: %s.".formatted(PatchFileReader.kinds(plugins))));
    }
}
