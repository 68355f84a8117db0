package dev.suture.source;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import dev.suture.source.BuildState.Stage;
import dev.suture.source.trace.Compilation;
import dev.suture.source.trace.CompilerTrace;
import dev.suture.source.trace.Recording;
import dev.suture.source.tree.PatchSeries;
import dev.suture.source.tree.SourcePatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The stages of a source build, each gone on from where a former run of the same inputs ended. */
final class BuildStages {
    private static final List<String> MATTERING_VARIABLES =
            List.of("PATH", "CC", "CXX", "CPPFLAGS", "CFLAGS", "CXXFLAGS", "LDFLAGS", "LIBS", "PKG_CONFIG_PATH");

    private final BuildFolder folder;
    private final SourceBuildRequest request;
    private final Progress progress;
    private final SourceProvider provider;
    private final List<String> notes = new ArrayList<>();
    private Duration baseTook = Duration.ZERO;
    private Duration patchedTook = Duration.ZERO;

    BuildStages(BuildFolder folder, SourceBuildRequest request, Progress progress) {
        this.folder = folder;
        this.request = request;
        this.progress = progress;
        this.provider = switch (request.source()) {
            case Source.Tree(Path tree) -> new TreeProvider(tree, request);
            case Source.DebianPackage deb -> throw new UnsupportedOperationException(deb.toString());
            case Source.RpmPackage rpm -> throw new UnsupportedOperationException(rpm.toString());
        };
    }

    SourceBuildResult run() throws IOException {
        PatchSeries patches = readPatches();
        BuildState state = enter(patches);
        Path tree = tree(state);
        if (!state.reached(Stage.PATCHED_SOURCE)) {
            progress.step("Trying the source patches");
            patches.test(tree, folder.scratch());
        }
        PreparedTree prepared = provider.prepare(tree);
        CompilerTrace trace = CompilerTrace.install(
                folder.tools(),
                folder.currentRecords(),
                tree,
                prepared.shownAs(),
                request.trace(),
                request.compilers());
        TracedTree traced = new TracedTree(folder, prepared, trace, progress);
        state = buildBase(state, prepared, traced);
        state = buildPatched(state, prepared, traced, patches);
        Map<String, BuiltObject> patched = patchedObjects(prepared, traced);
        List<TargetFile> targets = request.targets().isEmpty() ? prepared.targets() : request.targets();
        List<TargetObjects> pairs = new TargetLayout(folder, state.linked(), patched, notes).of(targets);
        pairs.forEach(p -> checkCompiler(p, patched));
        return new SourceBuildResult(
                pairs, baseTook, patchedTook, count(Phase.BASE), patched.size(), notes, folder.log());
    }

    private PatchSeries readPatches() throws IOException {
        List<SourcePatch> patches = new ArrayList<>();
        for (Path file : request.patches()) {
            patches.add(SourcePatch.read(file));
        }
        return new PatchSeries(patches, request.strip());
    }

    /** Finds out what of a former run can be gone on with, and brings the rest into the state that this one needs. */
    private BuildState enter(PatchSeries patches) throws IOException {
        String baseInputs = baseInputs();
        Digest patchDigest = new Digest().add(request.strip().toString());
        for (SourcePatch patch : patches.patches()) {
            patchDigest.add(Files.readAllBytes(patch.file()));
        }
        String patchInputs = patchDigest.hex();
        BuildState state = folder.state();
        if (state.stage() == Stage.NOTHING || !state.baseInputs().equals(baseInputs)) {
            folder.clear();
            progress.step("Preparing " + folder.root());
            Files.createDirectories(folder.trees());
            provider.fetch(folder.trees(), progress);
            state = new BuildState(BuildState.SCHEMA_VERSION, baseInputs, patchInputs, Stage.TREE_READY, List.of());
            folder.write(state);
            return state;
        }
        progress.step("Going on in %s, which has come to: %s".formatted(folder.root(), state.stage()));
        if (!state.patchInputs().equals(patchInputs)) {
            // The base build serves other patches too: only what either of them touches is built again.
            if (state.reached(Stage.BASE_BUILT)) {
                PatchSeries.revert(tree(state), folder.originals());
                BuildFolder.delete(folder.records(Phase.PATCHED));
                BuildFolder.delete(folder.madeAgain(Phase.PATCHED));
            }
            Stage stage = state.reached(Stage.BASE_BUILT) ? Stage.BASE_BUILT : state.stage();
            state = new BuildState(BuildState.SCHEMA_VERSION, baseInputs, patchInputs, stage, state.linked());
            folder.write(state);
        }
        return state;
    }

    private String baseInputs() throws IOException {
        Digest digest = new Digest()
                .add(provider.fingerprint())
                .add(request.configureCommand().toString())
                .add(request.buildCommand().toString())
                .add(request.trace().toString())
                .add(request.compilers().toString());
        MATTERING_VARIABLES.forEach(v -> digest.add(System.getenv().getOrDefault(v, "")));
        return digest.hex();
    }

    private Path tree(BuildState state) throws IOException {
        try (Stream<Path> trees = Files.list(folder.trees())) {
            return trees.filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow(() -> new IOException(
                            "the source tree of stage %s is missing in %s".formatted(state.stage(), folder.trees())));
        }
    }

    private BuildState buildBase(BuildState start, PreparedTree prepared, TracedTree traced) throws IOException {
        BuildState state = start;
        BuildCommands commands = prepared.commands();
        if (!state.reached(Stage.CONFIGURED)) {
            if (commands.configure().isPresent()) {
                progress.step("Configuring (%s): %s"
                        .formatted(commands.system(), commands.configure().get()));
                traced.run(Phase.BASE, "configuration", commands.configure().get());
            }
            state = state.at(Stage.CONFIGURED);
            folder.write(state);
        }
        if (!state.reached(Stage.BASE_BUILT)) {
            progress.step("Building the base (%s): %s".formatted(commands.system(), commands.build()));
            baseTook = traced.run(Phase.BASE, "base build", commands.build());
            List<Compilation> calls = Recording.read(folder.records(Phase.BASE));
            List<BuildState.Linked> linked = new LinkedFiles(prepared.tree()).find(calls);
            Map<String, BuiltObject> objects = collect(Phase.BASE, prepared, traced, linked);
            BuildChecks.compiled(objects, prepared.tree());
            BuildChecks.noLinkTimeOptimisation(objects.values());
            keep(objects, linked, prepared.tree());
            state = new BuildState(
                    state.schemaVersion(), state.baseInputs(), state.patchInputs(), Stage.BASE_BUILT, linked);
            folder.write(state);
        }
        return state;
    }

    private BuildState buildPatched(BuildState start, PreparedTree prepared, TracedTree traced, PatchSeries patches)
            throws IOException {
        BuildState state = start;
        if (!state.reached(Stage.PATCHED_SOURCE)) {
            progress.step("Applying the source patches");
            PatchSeries.revert(prepared.tree(), folder.originals());
            patches.apply(prepared.tree(), folder.originals());
            state = state.at(Stage.PATCHED_SOURCE);
            folder.write(state);
        }
        if (!state.reached(Stage.PATCHED_BUILT)) {
            String command = prepared.commands().build();
            progress.step("Building again what the patches touch: " + command);
            patchedTook = traced.run(Phase.PATCHED, "patched build", command);
            state = state.at(Stage.PATCHED_BUILT);
            folder.write(state);
        }
        return state;
    }

    private Map<String, BuiltObject> patchedObjects(PreparedTree prepared, TracedTree traced) throws IOException {
        List<Compilation> calls = Recording.read(folder.records(Phase.PATCHED));
        Map<String, BuiltObject> objects =
                collect(Phase.PATCHED, prepared, traced, new LinkedFiles(prepared.tree()).find(calls));
        BuildChecks.traced(prepared.tree(), objects, folder.originals());
        if (objects.isEmpty()) {
            throw new PatchException(
                    PatchException.Kind.REFUSED,
                    "nothing-recompiled",
                    "The patches apply, but the build compiled nothing again because of them.",
                    "Check that they change what the target is compiled from, and that the build command builds it;"
                            + " the log is %s.".formatted(folder.log()));
        }
        return objects;
    }

    private Map<String, BuiltObject> collect(
            Phase phase, PreparedTree prepared, TracedTree traced, List<BuildState.Linked> linked) throws IOException {
        Set<String> alive = new HashSet<>();
        linked.forEach(l -> alive.addAll(l.marks()));
        return new ObjectCollector(prepared.tree(), folder.madeAgain(phase), traced::repeat)
                .collect(Recording.read(folder.records(phase)), alive);
    }

    /** The patched build writes over objects and programs: copies of the base build's are kept. */
    private void keep(Map<String, BuiltObject> objects, List<BuildState.Linked> linked, Path tree) throws IOException {
        BuildFolder.delete(folder.objects(Phase.BASE));
        for (BuiltObject object : objects.values()) {
            copy(object.file(), folder.objects(Phase.BASE).resolve(object.name()));
        }
        BuildFolder.delete(folder.linked());
        if (request.targets().isEmpty()) {
            for (BuildState.Linked file : linked) {
                copy(tree.resolve(file.file()), folder.linked().resolve(SourceBuild.insideName(file.file())));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
    }

    private void checkCompiler(TargetObjects target, Map<String, BuiltObject> patched) {
        ElfKind.linked(target.target().elf())
                .ifPresent(elf -> target.names().stream()
                        .map(patched::get)
                        .forEach(o -> ElfKind.object(folder.objects(Phase.BASE).resolve(o.name()))
                                .ifPresent(base -> CompilerCheck.check(target.target(), elf, o, base))));
    }

    private int count(Phase phase) throws IOException {
        try (Stream<Path> files = Files.walk(folder.objects(phase))) {
            return (int) files.filter(Files::isRegularFile).count();
        }
    }
}
