package dev.suture.source;

import dev.suture.plugin.PatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lays out, for each target, the objects that both builds made of the same sources. */
final class TargetLayout {
    private final BuildFolder folder;
    private final List<BuildState.Linked> linked;
    private final Map<String, BuiltObject> patched;
    private final List<String> notes;

    /**
     * @param linked what the base build linked
     * @param patched the objects that the patched build compiled again
     * @param notes where to say what people should know
     */
    TargetLayout(
            BuildFolder folder, List<BuildState.Linked> linked, Map<String, BuiltObject> patched, List<String> notes) {
        this.folder = folder;
        this.linked = linked;
        this.patched = patched;
        this.notes = notes;
    }

    /**
     * @param wanted the targets, a bare name that is no file being one of what the base build linked; if empty, whatever
     *     it linked from an object that was compiled again
     * @throws PatchException REFUSED if the patches reach none of the targets; TROUBLE if a target is no file, or none of
     *     that name was linked
     */
    List<TargetObjects> of(List<TargetFile> wanted) throws IOException {
        BuildFolder.delete(folder.pairs());
        List<TargetFile> targets = wanted.isEmpty() ? reached() : named(wanted);
        List<TargetObjects> result = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            List<String> names = namesFor(targets.get(i));
            if (!names.isEmpty()) {
                result.add(layOut(
                        targets.get(i),
                        folder.pairs().resolve(i + "-" + targets.get(i).name()),
                        names));
            } else {
                notes.add("%s holds nothing that the patches had compiled again."
                        .formatted(targets.get(i).elf()));
            }
        }
        if (result.isEmpty()) {
            throw new PatchException(
                    PatchException.Kind.REFUSED,
                    "target-not-reached",
                    "None of the objects that were compiled again belongs to %s: %s."
                            .formatted(
                                    targets.isEmpty()
                                            ? "a program or library that the build links"
                                            : String.join(
                                                    ", ",
                                                    targets.stream()
                                                            .map(TargetFile::name)
                                                            .toList()),
                                    String.join(", ", patched.keySet())),
                    "Name the target that these objects are linked into with --target.");
        }
        return result;
    }

    private List<TargetFile> named(List<TargetFile> wanted) {
        List<TargetFile> found = new ArrayList<>();
        for (TargetFile target : wanted) {
            if (target.isFile()) {
                found.add(target);
                continue;
            }
            List<BuildState.Linked> same = linked.stream()
                    .filter(l -> Path.of(l.file()).getFileName().equals(target.elf()))
                    .toList();
            if (same.size() != 1) {
                throw new PatchException(
                        PatchException.Kind.TROUBLE,
                        "target-missing",
                        "%s is no file, and the base build links %s of that name."
                                .formatted(target.elf(), same.isEmpty() ? "nothing" : "several files"),
                        "Name one of what it links, by its path: %s."
                                .formatted(String.join(
                                        ", ",
                                        (same.isEmpty() ? linked : same)
                                                .stream()
                                                        .map(l -> copy(l).toString())
                                                        .toList())));
            }
            found.add(new TargetFile(copy(same.getFirst()), target.debugFile(), Optional.empty()));
        }
        return found;
    }

    private Path copy(BuildState.Linked file) {
        return folder.linked().resolve(SourceBuild.insideName(file.file()));
    }

    private List<TargetFile> reached() {
        List<TargetFile> found = new ArrayList<>();
        Set<String> buildIds = new LinkedHashSet<>();
        for (BuildState.Linked file : linked) {
            if (patched.values().stream().anyMatch(o -> file.marks().contains(o.mark()))) {
                Path copy = copy(file);
                // Programs that do what their name says are often one file under several names.
                Optional<String> id = ElfKind.linked(copy).flatMap(e -> e.buildId());
                if (id.isEmpty() || buildIds.add(id.get())) {
                    found.add(new TargetFile(copy, Optional.empty(), Optional.empty()));
                }
            }
        }
        return found;
    }

    private List<String> namesFor(TargetFile target) {
        List<BuildState.Linked> counterparts = target.elf().startsWith(folder.linked())
                ? linked.stream().filter(l -> copy(l).equals(target.elf())).toList()
                : LinkedFiles.like(linked, realName(target));
        if (counterparts.isEmpty()) {
            notes.add("The build links nothing called %s, so all objects that were compiled again are looked at."
                    .formatted(target.name()));
            return List.copyOf(patched.keySet());
        }
        Set<String> marks = new LinkedHashSet<>();
        counterparts.forEach(c -> marks.addAll(c.marks()));
        // What is new cannot be in the base build's file; it is taken where changed code refers to it.
        return patched.values().stream()
                .filter(o -> marks.contains(o.mark()) || !Files.exists(base(o)))
                .map(BuiltObject::name)
                .toList();
    }

    /** Installed libraries are mostly named through a link. */
    private static String realName(TargetFile target) {
        try {
            return target.elf().toRealPath().getFileName().toString();
        } catch (IOException e) {
            return target.name();
        }
    }

    private Path base(BuiltObject object) {
        return folder.objects(Phase.BASE).resolve(object.name());
    }

    private TargetObjects layOut(TargetFile target, Path place, List<String> names) throws IOException {
        Map<String, BuiltObject> chosen = new LinkedHashMap<>();
        names.forEach(n -> chosen.put(n, patched.get(n)));
        Files.createDirectories(place.resolve("base"));
        Files.createDirectories(place.resolve("patched"));
        for (BuiltObject object : chosen.values()) {
            if (Files.exists(base(object))) {
                put(base(object), place.resolve("base").resolve(object.name()));
            }
            put(object.file(), place.resolve("patched").resolve(object.name()));
        }
        return new TargetObjects(target, place.resolve("base"), place.resolve("patched"), names);
    }

    private static void put(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
    }
}
