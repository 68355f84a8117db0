package dev.suture.manager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.suture.manager.durable.DurableFile;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The states that were saved, as {@code saved.json} in the store. */
final class SavedStateFile {
    private static final int SCHEMA_VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path file;

    /** @param root the store's folder */
    SavedStateFile(Path root) {
        this.file = root.resolve("saved.json");
    }

    private record Contents(int schemaVersion, SavedStates states) {}

    void write(SavedStates states) {
        try {
            DurableFile.createFolder(file.getParent());
            DurableFile.write(file, JSON.writeValueAsBytes(new Contents(SCHEMA_VERSION, states)));
        } catch (IOException e) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "store-unwritable",
                    "The states cannot be written to %s: %s.".formatted(file, PatchStore.oneLine(e)),
                    "Check the folder's rights and free space.",
                    e);
        }
    }

    /** @throws PatchException if nothing was saved (REFUSED), or if it cannot be read (TROUBLE) */
    SavedStates read() {
        try {
            JsonNode tree = JSON.readTree(Files.readAllBytes(file));
            int version = tree.path("schemaVersion").asInt(-1);
            if (version > SCHEMA_VERSION) {
                throw new NewerVersionException(version, SCHEMA_VERSION);
            }
            Contents contents = JSON.treeToValue(tree, Contents.class);
            SavedStates states = contents == null ? null : contents.states();
            if (states == null || states.patches().stream().anyMatch(p -> p.patchId() == null || p.state() == null)) {
                throw new IOException("a field is missing");
            }
            return states;
        } catch (NoSuchFileException e) {
            throw new PatchException(
                    Kind.REFUSED,
                    "nothing-saved",
                    "No states were saved: there is no %s.".formatted(file),
                    "`suture save` writes them down; `suture restore --accepted` needs none.",
                    e);
        } catch (IOException e) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "saved-unreadable",
                    "The saved states in %s cannot be read: %s.".formatted(file, PatchStore.oneLine(e)),
                    e instanceof NewerVersionException
                            ? "Use the Suture that wrote them."
                            : "Save them again when all patches are as they should be.",
                    e);
        }
    }
}
