package dev.suture.source.tree;

import dev.suture.plugin.PatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Source patches that are applied one after the other, strictly: lines may have moved, but all context must be there. */
public final class PatchSeries {
    private static final Pattern FILE = Pattern.compile("^(?:checking|patching) file '?([^'\\n]+?)'?(?: \\(.*)?$");
    private static final Pattern HUNK = Pattern.compile("^Hunk #(\\d+) (FAILED|ignored) at (\\d+).*");

    /** As strerror(3) calls ENOSPC. */
    private static final String NO_SPACE = "No space left on device";

    private final List<SourcePatch> patches;
    private final OptionalInt strip;

    /**
     * @param patches in the order they are applied
     * @param strip how many leading folders of the names in them to leave off; empty to find out
     */
    public PatchSeries(List<SourcePatch> patches, OptionalInt strip) {
        this.patches = List.copyOf(patches);
        this.strip = strip;
    }

    public List<SourcePatch> patches() {
        return patches;
    }

    private int strip(SourcePatch patch, Path tree) {
        return strip.orElseGet(() -> patch.stripFor(tree));
    }

    /** The files of a tree that the patches touch, relative to it. */
    public Set<Path> files(Path tree) {
        Set<Path> files = new LinkedHashSet<>();
        patches.forEach(p -> files.addAll(p.files(strip(p, tree))));
        return files;
    }

    /**
     * Tries them on copies of the files they touch; the tree is not changed.
     *
     * @param scratch a folder to work in, made and removed
     * @throws PatchException TROUBLE {@code patch-does-not-apply}, with file and hunk
     */
    public void test(Path tree, Path scratch) throws IOException {
        for (PatchTrial trial : tryEach(tree, scratch)) {
            if (trial.failure().isPresent()) {
                throw trial.failure().get();
            }
        }
    }

    /** Tries them as {@link #test} does, and tells of each. */
    public List<PatchTrial> tryEach(Path tree, Path scratch) throws IOException {
        List<PatchTrial> trials = new ArrayList<>();
        Optional<PatchException> failure = Optional.empty();
        delete(scratch);
        Files.createDirectories(scratch);
        try {
            for (Path file : files(tree)) {
                copyIfThere(tree.resolve(file), scratch.resolve(file));
            }
            for (SourcePatch patch : patches) {
                boolean tried = failure.isEmpty();
                Optional<PatchException> own = tried ? failure(patch, scratch, tree) : Optional.empty();
                trials.add(new PatchTrial(patch.file(), patch.files(strip(patch, tree)), tried, own));
                failure = failure.or(() -> own);
            }
            return trials;
        } finally {
            delete(scratch);
        }
    }

    private Optional<PatchException> failure(SourcePatch patch, Path scratch, Path tree) throws IOException {
        try {
            apply(patch, strip(patch, tree), scratch, tree);
            return Optional.empty();
        } catch (PatchException e) {
            return Optional.of(e);
        }
    }

    /**
     * Applies them, having put aside what they change.
     *
     * @param originals folder that the files are kept in as they were; {@link #revert} needs it
     */
    public void apply(Path tree, Path originals) throws IOException {
        delete(originals);
        // Under its name only when it is whole: what is not there is taken for a file that a patch makes.
        Path part = originals.resolveSibling(originals.getFileName() + ".part");
        delete(part);
        Files.createDirectories(part);
        Set<Path> files = files(tree);
        for (Path file : files) {
            copyIfThere(tree.resolve(file), part.resolve("files").resolve(file));
        }
        Files.writeString(
                part.resolve("touched"),
                String.join("\n", files.stream().map(Path::toString).toList()));
        Files.move(part, originals, StandardCopyOption.ATOMIC_MOVE);
        for (SourcePatch patch : patches) {
            apply(patch, strip(patch, tree), tree, tree);
        }
    }

    /**
     * Puts back what {@link #apply} put aside, with the time of now: what was built from the patched files is out of date.
     *
     * @return whether there was something to put back
     */
    public static boolean revert(Path tree, Path originals) throws IOException {
        Path list = originals.resolve("touched");
        if (!Files.exists(list)) {
            return false;
        }
        for (String name : Files.readAllLines(list)) {
            Path original = originals.resolve("files").resolve(name);
            Path file = tree.resolve(name);
            if (Files.exists(original)) {
                Files.createDirectories(file.getParent());
                Files.copy(original, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            } else {
                Files.deleteIfExists(file);
            }
        }
        delete(originals);
        return true;
    }

    /** The files of the tree that are patched now, as absolute paths. */
    public static Set<Path> touched(Path tree, Path originals) throws IOException {
        Path list = originals.resolve("touched");
        return Files.exists(list)
                ? Files.readAllLines(list).stream().map(tree::resolve).collect(java.util.stream.Collectors.toSet())
                : Set.of();
    }

    private static void copyIfThere(Path from, Path to) throws IOException {
        if (Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(to.getParent());
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** @param shown the tree that people know */
    private static void apply(SourcePatch patch, int strip, Path folder, Path shown) throws IOException {
        List<String> command = List.of(
                "patch",
                "-d",
                folder.toString(),
                "-p" + strip,
                "-F0",
                "-N",
                "-t",
                "-E",
                "--no-backup-if-mismatch",
                "-r",
                "-",
                "-i",
                patch.file().toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "tool-missing",
                    "The program `patch`, which applies source patches, cannot be run: " + e.getMessage(),
                    "Install it; on Debian: apt-get install patch.",
                    e);
        }
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                if (output.contains(NO_SPACE)) {
                    throw new IOException(NO_SPACE);
                }
                throw doesNotApply(patch, shown, output, strip);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new PatchException(
                    PatchException.Kind.TROUBLE, "cancelled", "Applying the patches was interrupted.", "", e);
        }
    }

    private static PatchException doesNotApply(SourcePatch patch, Path tree, String output, int strip) {
        List<String> places = new ArrayList<>();
        String file = "";
        boolean applied = false;
        for (String line : output.split("\n")) {
            Matcher matcher = FILE.matcher(line);
            if (matcher.matches()) {
                file = matcher.group(1);
            }
            matcher = HUNK.matcher(line);
            if (matcher.matches()) {
                places.add("%s: hunk %s at line %s does not match".formatted(file, matcher.group(1), matcher.group(3)));
            }
            applied |= line.startsWith("Reversed (or previously applied) patch detected");
        }
        if (places.isEmpty() || output.contains("can't find file to patch")) {
            patch.files(strip).stream()
                    .filter(f -> !Files.exists(tree.resolve(f)))
                    .forEach(f -> places.add("%s is not in the tree".formatted(f)));
        }
        String reason = applied ? "It is applied already, or reversed. " : "";
        String where = places.isEmpty() ? output.strip() : String.join("; ", places);
        return new PatchException(
                PatchException.Kind.TROUBLE,
                "patch-does-not-apply",
                "The source patch %s does not apply. %s%s."
                        .formatted(patch.file().getFileName(), reason, where),
                "Give the source that the patch was made for, or adapt the patch to it"
                        + " (--strip tells how many leading folders of its names to leave off).");
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> contents;
        try (Stream<Path> files = Files.walk(folder)) {
            contents = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : contents) {
            Files.deleteIfExists(file);
        }
    }
}
