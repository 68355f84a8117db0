package dev.suture.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.manager.PluginEntry;
import dev.suture.plugin.PatchPlugin;
import java.io.PrintWriter;
import java.util.List;

/** Plugins as text and JSON. */
public final class PluginReport {
    private final Palette palette;

    public PluginReport(Palette palette) {
        this.palette = palette;
    }

    /** One entry after the other, used or not. */
    public void list(List<PluginEntry> entries, PrintWriter out) {
        for (PluginEntry entry : entries) {
            out.println("%s%s  %s  %s"
                    .formatted(
                            palette.bold(entry.id()),
                            entry.version().map(v -> " " + v).orElse(""),
                            entry.plugin().isPresent() ? palette.good("used") : palette.bad("not used"),
                            palette.dim(entry.origin())));
            entry.plugin()
                    .ifPresent(p -> out.println(
                            "  kind %s: %s".formatted(p.kind(), p.description().replaceAll("\\p{Cntrl}", "?"))));
            entry.problem().ifPresent(why -> out.println("  " + why + "."));
        }
    }

    /** The same for scripts. */
    public static String json(List<PluginEntry> entries) throws JsonProcessingException {
        ObjectNode root = JsonReport.root().put("apiVersion", PatchPlugin.API_VERSION);
        ArrayNode nodes = root.putArray("plugins");
        for (PluginEntry entry : entries) {
            nodes.addObject()
                    .put("id", entry.id())
                    .put("version", entry.version().orElse(null))
                    .put("origin", entry.origin())
                    .put("used", entry.plugin().isPresent())
                    .put("kind", entry.plugin().map(PatchPlugin::kind).orElse(null))
                    .put("problem", entry.problem().orElse(null));
        }
        return JsonReport.write(root);
    }
}
