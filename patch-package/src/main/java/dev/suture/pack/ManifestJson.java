package dev.suture.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Writes {@code package.json}: the same manifest gives the same bytes. */
final class ManifestJson {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ManifestJson() {}

    static byte[] write(PackageManifest manifest) {
        ObjectNode root = JSON.createObjectNode()
                .put("schemaVersion", PackageManifest.SCHEMA_VERSION)
                .put("uuid", manifest.uuid())
                .put("name", manifest.name().name())
                .put("version", manifest.name().version())
                .put("release", manifest.name().release())
                .put("arch", manifest.arch())
                .put("kind", manifest.kind())
                .put("description", manifest.description());
        manifest.targetPackage().ifPresent(target -> {
            ObjectNode node = root.putObject("targetPackage").put("name", target.name());
            target.version().ifPresent(v -> node.put("version", v));
        });
        ArrayNode patches = root.putArray("hotPatches");
        manifest.hotPatches().forEach(p -> hotPatch(p, patches.addObject()));
        ArrayNode sources = root.putArray("sourcePatches");
        manifest.sourcePatches()
                .forEach(path -> sources.addObject()
                        .put("file", path)
                        .put("sha256", manifest.file(path).sha256()));
        ObjectNode tools = root.putObject("tools");
        manifest.tools().forEach(tools::put);
        if (manifest.jsonReport().isPresent() || manifest.htmlReport().isPresent()) {
            ObjectNode report = root.putObject("report");
            manifest.jsonReport().ifPresent(path -> report.put("json", path));
            manifest.htmlReport().ifPresent(path -> report.put("html", path));
        }
        ArrayNode files = root.putArray("files");
        manifest.files()
                .forEach(f -> files.addObject()
                        .put("path", f.path())
                        .put("size", f.size())
                        .put("sha256", f.sha256()));
        try {
            // The line ends of Jackson's default printer are the system's; a package is the same everywhere.
            return (JSON.writeValueAsString(root).replace(System.lineSeparator(), "\n") + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void hotPatch(HotPatch patch, ObjectNode node) {
        node.put("file", patch.file()).put("id", patch.id()).put("name", patch.name());
        ObjectNode target = node.putObject("target").put("name", patch.targetName());
        patch.targetPath().ifPresent(path -> target.put("path", path));
        target.put("buildId", patch.buildId());
        ArrayNode functions = node.putArray("functions");
        patch.functions().forEach(functions::add);
    }
}
