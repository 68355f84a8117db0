package dev.suture.manager;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.suture.manager.durable.DurableFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the ELFs of patches were last seen, as {@code elves.json} in the store: to be found again when no process of them
 * runs. A memory only; whoever uses a place checks the build.
 */
final class ElfPlaces {
    private static final int SCHEMA_VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Path file;
    private final Locks locks;

    /** @param root the store's folder */
    ElfPlaces(Path root, Locks locks) {
        this.file = root.resolve("elves.json");
        this.locks = locks;
    }

    private record Place(String buildId, String path) {}

    private record Contents(int schemaVersion, List<Place> elves) {}

    Optional<Path> of(String buildId) {
        return read().stream()
                .filter(p -> p.buildId().equals(buildId))
                .map(p -> Path.of(p.path()))
                .findFirst();
    }

    void remember(String buildId, Path path) {
        if (of(buildId).filter(path::equals).isPresent()) {
            return;
        }
        try (Locks.Held _ = locks.store()) {
            List<Place> places = new ArrayList<>(read());
            places.removeIf(p -> p.buildId().equals(buildId));
            places.add(new Place(buildId, path.toString()));
            DurableFile.write(file, JSON.writeValueAsBytes(new Contents(SCHEMA_VERSION, places)));
        } catch (IOException e) {
            log("Where %s lies cannot be written down: %s".formatted(path, e.getMessage()));
        }
    }

    private List<Place> read() {
        try {
            JsonNode tree = JSON.readTree(Files.readAllBytes(file));
            Contents contents = JSON.treeToValue(tree, Contents.class);
            boolean usable = contents != null
                    && contents.schemaVersion() == SCHEMA_VERSION
                    && contents.elves() != null
                    && contents.elves().stream().allMatch(p -> p.buildId() != null && p.path() != null);
            return usable ? contents.elves() : List.of();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            log("%s cannot be read: %s".formatted(file, PatchStore.oneLine(e)));
            return List.of();
        }
    }

    private static void log(String text) {
        System.getLogger(ElfPlaces.class.getName()).log(Level.WARNING, text);
    }
}
