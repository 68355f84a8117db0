package dev.suture.cli;

import dev.suture.diff.DiffEngine;
import dev.suture.diff.DiffException;
import dev.suture.diff.DiffProgress;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.elf.archive.ArArchive;
import dev.suture.elf.archive.ArMember;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/** Compares two static libraries, whose members pair by their names. */
final class ArchiveDiff {
    /** What an ar archive begins with (ar(5)), and a thin one. */
    private static final Set<String> MAGIC = Set.of("!<arch>\n", "!<thin>\n");

    private final DiffEngine engine;

    ArchiveDiff(DiffEngine engine) {
        this.engine = engine;
    }

    static boolean isArchive(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            return MAGIC.contains(new String(in.readNBytes(8), StandardCharsets.US_ASCII));
        }
    }

    /**
     * Members that are equal byte for byte are not opened. All cores are used.
     *
     * @throws DiffException if neither archive holds an object
     * @throws dev.suture.elf.ElfFormatException if an archive or a member is malformed
     * @throws CancellationException if the progress asked for it
     */
    DiffReport compare(Path base, Path patched, DiffProgress progress) {
        long start = System.nanoTime();
        Map<String, ArMember> baseMembers = members(base);
        Map<String, ArMember> patchedMembers = members(patched);
        Set<String> names = new TreeSet<>(baseMembers.keySet());
        names.addAll(patchedMembers.keySet());
        if (names.isEmpty()) {
            throw new DiffException(
                    "Neither %s nor %s holds an object file; give archives of objects.".formatted(base, patched));
        }
        AtomicInteger done = new AtomicInteger();
        List<ObjectDiff> objects = names.parallelStream()
                .map(n -> {
                    if (progress.cancelled()) {
                        throw new CancellationException("the comparison was cancelled");
                    }
                    Optional<ObjectDiff> result = compare(n, baseMembers, patchedMembers);
                    progress.done(done.incrementAndGet(), names.size());
                    return result;
                })
                .flatMap(Optional::stream)
                .toList();
        return new DiffReport(
                base.toString(),
                patched.toString(),
                objects,
                names.size() - objects.size(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private Optional<ObjectDiff> compare(String name, Map<String, ArMember> base, Map<String, ArMember> patched) {
        Optional<ArMember> one = Optional.ofNullable(base.get(name));
        Optional<ArMember> other = Optional.ofNullable(patched.get(name));
        if (one.isEmpty()) {
            return other.map(o -> engine.added(name, o.elf()));
        }
        if (other.isEmpty()) {
            return one.map(o -> engine.deleted(name, o.elf()));
        }
        return Arrays.equals(
                        one.get().contents().toArray(), other.get().contents().toArray())
                ? Optional.empty()
                : Optional.of(engine.compare(name, one.get().elf(), other.get().elf()));
    }

    /** An archive may hold several members of one name; they are told apart by their order. */
    private static Map<String, ArMember> members(Path archive) {
        Map<String, ArMember> result = new TreeMap<>();
        Map<String, Integer> count = new HashMap<>();
        for (ArMember member : ArArchive.open(archive).members()) {
            if (member.isElf()) {
                int number = count.merge(member.name(), 1, Integer::sum);
                result.put(number == 1 ? member.name() : "%s (%d)".formatted(member.name(), number), member);
            }
        }
        return result;
    }
}
