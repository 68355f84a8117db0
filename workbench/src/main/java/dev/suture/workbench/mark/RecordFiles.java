package dev.suture.workbench.mark;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.suture.diff.correlate.HandPairs;
import dev.suture.diff.item.ItemKind;
import dev.suture.manager.durable.DurableFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One JSON file for each pair of inputs, in a folder of the user's state. What cannot be read is put aside, not lost. */
public final class RecordFiles implements RecordStore {
    private static final System.Logger LOG = System.getLogger(RecordFiles.class.getName());
    private static final int VERSION = 1;
    private static final Comparator<Item> ORDER = Comparator.comparing(Item::object)
            .thenComparing(Item::kind)
            .thenComparing(Item::name)
            .thenComparing(Item::nth);

    private final ObjectMapper json =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    private final Path folder;

    /** The file's contents: a record, and for people which inputs it is of. */
    private record Kept(int schemaVersion, String base, String patched, List<Item> items, HandPairs pairs) {}

    private record Item(String object, ItemKind kind, String name, int nth, String reviewed, String note) {}

    /** @param folder need not exist */
    public RecordFiles(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    @Override
    public ReviewRecord load(Path base, Path patched) {
        Path file = file(base, patched);
        try {
            Kept kept = json.readValue(Files.readAllBytes(file), Kept.class);
            if (kept.schemaVersion() == VERSION) {
                return record(kept);
            }
            putAside(file, "it has schema version " + kept.schemaVersion());
        } catch (NoSuchFileException e) {
            return ReviewRecord.EMPTY;
        } catch (IOException | RuntimeException e) {
            putAside(file, String.valueOf(e.getMessage()));
        }
        return ReviewRecord.EMPTY;
    }

    private static ReviewRecord record(Kept kept) {
        Map<ItemKey, Mark> marks = new LinkedHashMap<>();
        if (kept.items() != null) {
            kept.items()
                    .forEach(i -> marks.put(
                            new ItemKey(i.object(), i.kind(), i.name(), i.nth()), new Mark(i.reviewed(), i.note())));
        }
        return new ReviewRecord(marks, kept.pairs());
    }

    private static void putAside(Path file, String why) {
        Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
        LOG.log(
                Level.WARNING,
                "The review kept in {0} cannot be read ({1}); it is put aside as {2}.",
                file,
                why,
                aside);
        try {
            Files.move(file, aside, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "It cannot be put aside either: {0}", e.getMessage());
        }
    }

    @Override
    public synchronized void save(Path base, Path patched, ReviewRecord record) throws IOException {
        Path file = file(base, patched);
        if (record.equals(ReviewRecord.EMPTY) && !Files.exists(file)) {
            return;
        }
        DurableFile.createFolder(folder);
        List<Item> items = record.marks().entrySet().stream()
                .map(e -> new Item(
                        e.getKey().object(),
                        e.getKey().kind(),
                        e.getKey().name(),
                        e.getKey().nth(),
                        e.getValue().reviewed(),
                        e.getValue().note()))
                .sorted(ORDER)
                .toList();
        Kept kept = new Kept(VERSION, normal(base), normal(patched), items, record.pairs());
        DurableFile.write(file, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(kept));
    }

    private Path file(Path base, Path patched) {
        String names = normal(base) + "\0" + normal(patched);
        return folder.resolve(UUID.nameUUIDFromBytes(names.getBytes(StandardCharsets.UTF_8)) + ".json");
    }

    private static String normal(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
