package dev.suture.manager;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.suture.plugin.PatchInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What the store writes down of a patch, as {@code patch.json}.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION}
 * @param file name of the patch file beside it
 * @param sha256 of that file, lower-case hex
 * @param added when it was added, ISO-8601 in UTC
 * @param info what the patch says of itself
 * @param origin the package it came in; null if in none
 */
record StoreEntry(int schemaVersion, String file, String sha256, String added, PatchInfo info, PackageOrigin origin) {
    static final int SCHEMA_VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    StoreEntry {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(added, "added");
        Objects.requireNonNull(info, "info");
    }

    StoreEntry withOrigin(Optional<PackageOrigin> other) {
        return new StoreEntry(schemaVersion, file, sha256, added, info, other.orElse(null));
    }

    StoredPatch patch(Path copy) {
        return new StoredPatch(info, copy, added, Optional.ofNullable(origin));
    }

    byte[] toJson() throws JsonProcessingException {
        return JSON.writeValueAsBytes(this);
    }

    /** @throws IOException if it is not the whole JSON of an entry of this version */
    static StoreEntry fromJson(byte[] json) throws IOException {
        JsonNode tree = JSON.readTree(json);
        int version = tree.path("schemaVersion").asInt(-1);
        if (version > SCHEMA_VERSION) {
            throw new NewerVersionException(version, SCHEMA_VERSION);
        }
        if (version != SCHEMA_VERSION) {
            throw new IOException("it names no schemaVersion");
        }
        StoreEntry entry = JSON.treeToValue(tree, StoreEntry.class);
        PatchInfo info = entry.info();
        for (String text : new String[] {
            info.id(), info.name(), info.kind(), info.machine(), info.targetName(), info.targetBuildId()
        }) {
            if (text == null) {
                throw new IOException("a field of its info is missing");
            }
        }
        PackageOrigin origin = entry.origin();
        if (origin != null
                && (origin.uuid() == null
                        || origin.name() == null
                        || origin.version() == null
                        || origin.release() == null)) {
            throw new IOException("a field of its package is missing");
        }
        return entry;
    }
}
