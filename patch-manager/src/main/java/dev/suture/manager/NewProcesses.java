package dev.suture.manager;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.ProcessWatchListener;
import dev.suture.plugin.TargetProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What processes that start later are to get, and the means to give it to them. Safe for use by several threads. */
public final class NewProcesses {
    private final Storage storage;
    private final Changes changes;
    private final ElfPlaces places;

    NewProcesses(Storage storage, Changes changes, ElfPlaces places) {
        this.storage = storage;
        this.changes = changes;
        this.places = places;
    }

    /**
     * An ELF whose new processes are to get patches.
     *
     * @param name its file name, as the patches give it
     * @param buildId its build-id in lower-case hex
     * @param patches in the order in which they go in
     */
    public record Target(String name, String buildId, List<StoredPatch> patches) {
        public Target {
            patches = List.copyOf(patches);
        }
    }

    /** As it is wanted now. */
    public List<Target> wanted() {
        List<StoredPatch> stored = storage.patches().read().patches();
        Map<String, List<StoredPatch>> byBuild = new LinkedHashMap<>();
        for (WantedState wanted : storage.wanted().inOrder()) {
            if (WantedEntry.isActive(wanted.state())) {
                stored.stream()
                        .filter(p -> p.id().equals(wanted.patchId()))
                        .forEach(p -> byBuild.computeIfAbsent(p.info().targetBuildId(), b -> new ArrayList<>())
                                .add(p));
            }
        }
        return byBuild.entrySet().stream()
                .map(e -> new Target(e.getValue().getFirst().info().targetName(), e.getKey(), e.getValue()))
                .toList();
    }

    /**
     * Begins to give new processes of the target its patches.
     *
     * @return empty if patches of this kind have no processes to be watched for
     * @throws PatchException (TROUBLE) if it is not known where the ELF lies, or it cannot be watched
     */
    public Optional<StartWatch> watch(Target target, ProcessWatchListener listener) {
        Deployment deployment = changes.deployment(target.patches().getFirst());
        return StartWatch.open(storage, deployment.driver(), elf(target, deployment), target.patches(), listener);
    }

    /** A process that runs tells best where the ELF lies; else it is looked for where it was last. */
    private Path elf(Target target, Deployment deployment) {
        for (TargetProcess process : deployment.processes()) {
            Optional<Path> place = place(process);
            if (place.isPresent()) {
                places.remember(target.buildId(), place.get());
                return place.get();
            }
        }
        return places.of(target.buildId())
                .filter(Files::isReadable)
                .orElseThrow(() -> new PatchException(
                        Kind.TROUBLE,
                        "elf-unknown",
                        "Where %s with build-id %s lies is not known: no process of it runs."
                                .formatted(target.name(), target.buildId()),
                        "Start one; `suture rescan` gives it its patches."));
    }

    /** The file as this process sees it, which is another where the process has a file system of its own. */
    private static Optional<Path> place(TargetProcess process) {
        Path here = Path.of(process.mappedFile());
        Path there = Path.of("/proc", Integer.toString(process.pid()), "root")
                .resolve(Path.of("/").relativize(here));
        try {
            if (Files.isSameFile(here, there)) {
                return Optional.of(here);
            }
        } catch (java.io.IOException e) {
            return Optional.of(there).filter(Files::isReadable);
        }
        return Optional.of(there).filter(Files::isReadable);
    }
}
