package dev.suture.pack;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.suture.plugin.PatchException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads {@code package.json} and refuses what cannot be true, before any other file of the package is looked at. */
final class ManifestReader {
    static final int MOST_BYTES = 4 << 20;
    static final int MOST_FILES = 4096;
    static final long LARGEST_FILE = 512L << 20;
    static final long LARGEST_PACKAGE = 1L << 30;

    private static final int LONGEST_TEXT = 64 << 10;
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern HEX = Pattern.compile("([0-9a-f]{2})+");
    private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9_-]*");

    // What was signed must have one meaning only.
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path origin;

    /** @param origin the package, for messages */
    ManifestReader(Path origin) {
        this.origin = origin;
    }

    /** @throws PatchException naming what is missing or cannot be */
    PackageManifest read(byte[] json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (IOException e) {
            throw PackageFault.malformed(origin, "its package.json is no JSON: " + Reason.of(e));
        }
        if (!root.isObject()) {
            throw PackageFault.malformed(origin, "its package.json holds no object");
        }
        JsonNode schema = root.path("schemaVersion");
        if (!schema.isInt() || schema.intValue() != PackageManifest.SCHEMA_VERSION) {
            throw PackageFault.schema(
                    origin, schema.isMissingNode() ? "nothing" : PackageFault.quoted(schema.toString()));
        }
        List<PackagedFile> files = files(root);
        Set<String> paths = new HashSet<>(files.stream().map(PackagedFile::path).toList());
        JsonNode report = root.path("report");
        PackageManifest manifest = new PackageManifest(
                matching(root, "uuid", UUID, "a UUID"),
                name(root),
                matching(root, "arch", LABEL, "a machine's name"),
                matching(root, "kind", LABEL, "a kind of hot patch"),
                text(root, "description"),
                target(root.path("targetPackage")),
                each(root, "hotPatches", node -> hotPatch(node, paths)),
                each(root, "sourcePatches", node -> sourcePatch(node, files)),
                tools(root.path("tools")),
                optional(report, "json").map(path -> listed(path, paths)),
                optional(report, "html").map(path -> listed(path, paths)),
                files);
        if (manifest.hotPatches().isEmpty()) {
            throw wrong("hotPatches", "empty");
        }
        return manifest;
    }

    private PackageName name(JsonNode root) {
        try {
            return new PackageName(text(root, "name"), text(root, "version"), text(root, "release"));
        } catch (PatchException e) {
            throw PackageFault.malformed(
                    origin, "in its package.json, " + e.getMessage().replaceFirst("\\.$", ""));
        }
    }

    private List<PackagedFile> files(JsonNode root) {
        if (root.path("files").size() > MOST_FILES) {
            throw PackageFault.tooLarge(origin, "it lists more than %d files".formatted(MOST_FILES));
        }
        Set<String> seen = new HashSet<>();
        long total = 0;
        List<PackagedFile> files = each(root, "files", this::file);
        for (PackagedFile file : files) {
            if (!seen.add(file.path())) {
                throw PackageFault.duplicate(origin, file.path());
            }
            total += file.size();
        }
        if (total > LARGEST_PACKAGE) {
            throw PackageFault.tooLarge(
                    origin, "its files are %d bytes, more than %d".formatted(total, LARGEST_PACKAGE));
        }
        return files;
    }

    private PackagedFile file(JsonNode node) {
        String path = text(node, "path");
        if (!PackagePath.isValid(path) || path.equals(PackagePath.MANIFEST) || path.equals(PackagePath.SIGNATURE)) {
            throw PackageFault.path(origin, path);
        }
        JsonNode size = node.path("size");
        if (!size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 0) {
            throw wrong("size of " + path, "no number of bytes");
        }
        if (size.longValue() > LARGEST_FILE) {
            throw PackageFault.tooLarge(
                    origin, "%s is %d bytes, more than %d".formatted(path, size.longValue(), LARGEST_FILE));
        }
        return new PackagedFile(path, size.longValue(), matching(node, "sha256", SHA256, "a SHA-256"));
    }

    private HotPatch hotPatch(JsonNode node, Set<String> paths) {
        JsonNode target = node.path("target");
        List<String> functions = new ArrayList<>();
        node.path("functions").forEach(f -> functions.add(f.asText()));
        return new HotPatch(
                listed(text(node, "file"), paths),
                matching(node, "id", UUID, "a UUID"),
                text(node, "name"),
                text(target, "name"),
                optional(target, "path"),
                matching(target, "buildId", HEX, "a build-id"),
                functions);
    }

    private String sourcePatch(JsonNode node, List<PackagedFile> files) {
        String path = text(node, "file");
        String digest = text(node, "sha256");
        if (files.stream().noneMatch(f -> f.path().equals(path) && f.sha256().equals(digest))) {
            throw wrong("source patch " + PackageFault.quoted(path), "not among its files with that SHA-256");
        }
        return path;
    }

    private Optional<TargetPackage> target(JsonNode node) {
        return node.isMissingNode()
                ? Optional.empty()
                : Optional.of(new TargetPackage(text(node, "name"), optional(node, "version")));
    }

    private SortedMap<String, String> tools(JsonNode node) {
        SortedMap<String, String> tools = new TreeMap<>();
        node.properties().forEach(e -> tools.put(e.getKey(), text(node, e.getKey())));
        return tools;
    }

    private String listed(String path, Set<String> paths) {
        if (!paths.contains(path)) {
            throw wrong("file " + PackageFault.quoted(path), "named but not listed among its files");
        }
        return path;
    }

    private <T> List<T> each(JsonNode root, String field, Function<JsonNode, T> reader) {
        JsonNode array = root.path(field);
        if (!array.isArray()) {
            throw wrong(field, "missing or no list");
        }
        List<T> result = new ArrayList<>();
        array.forEach(node -> result.add(reader.apply(node)));
        return result;
    }

    private Optional<String> optional(JsonNode node, String field) {
        return node.has(field) ? Optional.of(text(node, field)) : Optional.empty();
    }

    private String matching(JsonNode node, String field, Pattern wanted, String what) {
        String text = text(node, field);
        if (!wanted.matcher(text).matches()) {
            throw wrong(field, "not " + what);
        }
        return text;
    }

    private String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual() || value.textValue().length() > LONGEST_TEXT) {
            throw wrong(PackageFault.quoted(field), value.isTextual() ? "longer than any" : "missing or no text");
        }
        return value.textValue();
    }

    private PatchException wrong(String what, String how) {
        return PackageFault.malformed(origin, "in its package.json, the %s is %s".formatted(what, how));
    }
}
