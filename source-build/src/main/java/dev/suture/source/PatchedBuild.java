package dev.suture.source;

import dev.suture.plugin.PatchException;
import dev.suture.source.BuildState.Stage;
import dev.suture.source.trace.Compilation;
import dev.suture.source.trace.Recording;
import dev.suture.source.tree.PatchSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The build of what the patches touch: by the build system, which knows what is out of date, and completed from the record
 * of the base build, since many a Makefile does not know which headers its objects depend on.
 */
final class PatchedBuild {
    private final BuildFolder folder;
    private final PreparedTree prepared;
    private final TracedTree traced;
    private final ObjectCollector collector;
    private final BuildWatch progress;
    private final List<String> notes;
    private Duration took = Duration.ZERO;

    PatchedBuild(
            BuildFolder folder,
            PreparedTree prepared,
            TracedTree traced,
            ObjectCollector collector,
            BuildWatch progress,
            List<String> notes) {
        this.folder = folder;
        this.prepared = prepared;
        this.traced = traced;
        this.collector = collector;
        this.progress = progress;
        this.notes = notes;
    }

    /** Wall time of building again; zero if it did not need to run. */
    Duration took() {
        return took;
    }

    /**
     * Goes on from a state in which the base is built.
     *
     * @return the objects that were compiled again, by name
     * @throws PatchException REFUSED {@code nothing-recompiled}
     */
    Map<String, BuiltObject> build(BuildState start, PatchSeries patches) throws IOException {
        BuildState state = start;
        if (!state.reached(Stage.PATCHED_BUILT)) {
            progress.stage(BuildStage.PATCHED);
        }
        if (!state.reached(Stage.PATCHED_SOURCE)) {
            progress.step("Applying the source patches");
            PatchSeries.revert(prepared.tree(), folder.originals());
            patches.apply(prepared.tree(), folder.originals());
            state = state.at(Stage.PATCHED_SOURCE);
            folder.write(state);
        }
        PatchReach reach = PatchReach.of(
                PatchSeries.touched(prepared.tree(), folder.originals()),
                Recording.lastCompilations(Recording.read(folder.records(Phase.BASE))),
                folder.dependencies());
        BuildCommands commands = prepared.commands();
        long begin = System.nanoTime();
        boolean ran = false;
        if (!state.reached(Stage.PATCHED_BUILT) && !(commands.preferRecord() && reach.isKnown())) {
            progress.step("Building again what the patches touch: " + commands.again());
            traced.run(Phase.PATCHED, "patched build", commands.again());
            ran = true;
        }
        Map<String, BuiltObject> objects = complete(reach, commands.preferRecord() && !ran);
        if (!state.reached(Stage.PATCHED_BUILT)) {
            took = Duration.ofNanos(System.nanoTime() - begin);
            folder.write(state.at(Stage.PATCHED_BUILT));
        }
        BuildChecks.traced(prepared.tree(), objects, folder.originals());
        if (objects.isEmpty()) {
            throw new PatchException(
                    PatchException.Kind.REFUSED,
                    "nothing-recompiled",
                    "The patches apply, but nothing that the build compiles depends on what they change: %s."
                            .formatted(reach.files()),
                    "Check that they change what the target is compiled from, and that the build command builds it;"
                            + " the log is %s.".formatted(folder.log()));
        }
        return objects;
    }

    private Map<String, BuiltObject> complete(PatchReach reach, boolean fromRecord) throws IOException {
        folder.recordIn(Phase.PATCHED);
        List<Compilation> calls = Recording.read(folder.records(Phase.PATCHED));
        Set<String> alive = new HashSet<>();
        new LinkedFiles(prepared.tree()).find(calls).forEach(l -> alive.addAll(l.marks()));
        Map<String, BuiltObject> objects = new LinkedHashMap<>(collector.collect(calls, alive));
        Set<String> done = objects.values().stream().map(BuiltObject::mark).collect(Collectors.toSet());
        List<Compilation> missed = new ArrayList<>(reach.reached());
        missed.removeIf(c -> done.contains(c.mark()) || !isKept(c));
        if (missed.isEmpty()) {
            return objects;
        }
        progress.step("Compiling %d objects again as recorded".formatted(missed.size()));
        Map<String, BuiltObject> again = collector.again(missed);
        if (!fromRecord) {
            notes.add("The build did not compile again what depends on the patched files; it was compiled as recorded: "
                    + String.join(", ", new TreeSet<>(again.keySet())) + ".");
        }
        objects.putAll(again);
        return objects;
    }

    /** What configure scripts compile to try something out is no part of the build. */
    private boolean isKept(Compilation call) {
        Path objects = folder.objects(Phase.BASE);
        return collector.names(call).stream().anyMatch(n -> java.nio.file.Files.exists(objects.resolve(n)));
    }
}
