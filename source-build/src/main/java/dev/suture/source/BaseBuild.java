package dev.suture.source;

import dev.suture.source.BuildState.Stage;
import dev.suture.source.trace.Compilation;
import dev.suture.source.trace.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The build without the patches, and what is kept of it: its objects, and what it linked. */
final class BaseBuild {
    private final BuildFolder folder;
    private final PreparedTree prepared;
    private final TracedTree traced;
    private final ObjectCollector collector;
    private final BuildWatch progress;
    private Duration took = Duration.ZERO;
    private boolean continued;

    BaseBuild(
            BuildFolder folder,
            PreparedTree prepared,
            TracedTree traced,
            ObjectCollector collector,
            BuildWatch progress) {
        this.folder = folder;
        this.prepared = prepared;
        this.traced = traced;
        this.collector = collector;
        this.progress = progress;
    }

    /** Wall time of the build command; zero if it did not need to run. */
    Duration took() {
        return took;
    }

    /** Whether a former run had begun it, so that the time of this one says little. */
    boolean continued() {
        return continued;
    }

    /** Goes on from a state; returns the one in which the base is built. */
    BuildState build(BuildState start) throws IOException {
        BuildState state = start;
        BuildCommands commands = prepared.commands();
        continued = !state.reached(Stage.BASE_BUILT)
                && Files.isDirectory(folder.records(Phase.BASE))
                && Recording.count(folder.records(Phase.BASE)) > 0;
        if (!state.reached(Stage.CONFIGURED)) {
            if (commands.configure().isPresent()) {
                progress.stage(BuildStage.CONFIGURE);
                progress.step("Configuring (%s): %s"
                        .formatted(commands.system(), commands.configure().get()));
                traced.run(Phase.BASE, "configuration", commands.configure().get());
            }
            state = state.at(Stage.CONFIGURED);
            folder.write(state);
        }
        if (!state.reached(Stage.BASE_BUILT)) {
            progress.stage(BuildStage.BASE);
            progress.step("Building the base (%s): %s".formatted(commands.system(), commands.build()));
            took = traced.run(Phase.BASE, "base build", commands.build());
            state = state.withLinked(inspect());
            folder.write(state);
        }
        return state;
    }

    private List<BuildState.Linked> inspect() throws IOException {
        List<Compilation> calls = Recording.read(folder.records(Phase.BASE));
        List<BuildState.Linked> linked = new LinkedFiles(prepared.tree()).find(calls);
        Set<String> alive = new HashSet<>();
        linked.forEach(l -> alive.addAll(l.marks()));
        Map<String, BuiltObject> objects = collector.collect(calls, alive);
        BuildChecks.compiled(objects, prepared.tree());
        BuildChecks.noLinkTimeOptimisation(objects.values());
        keep(objects, linked);
        return linked;
    }

    /** The patched build writes over objects and programs: copies of the base build's are kept. */
    private void keep(Map<String, BuiltObject> objects, List<BuildState.Linked> linked) throws IOException {
        BuildFolder.delete(folder.objects(Phase.BASE));
        for (BuiltObject object : objects.values()) {
            copy(object.file(), folder.objects(Phase.BASE).resolve(object.name()));
        }
        BuildFolder.delete(folder.linked());
        for (BuildState.Linked file : linked) {
            copy(prepared.tree().resolve(file.file()), folder.linked().resolve(SourceBuild.insideName(file.file())));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
    }
}
