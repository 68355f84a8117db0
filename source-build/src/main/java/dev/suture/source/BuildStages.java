package dev.suture.source;

import dev.suture.plugin.PatchException;
import dev.suture.source.BuildState.Stage;
import dev.suture.source.trace.BuildProcess;
import dev.suture.source.trace.CompilerTrace;
import dev.suture.source.tree.PatchSeries;
import dev.suture.source.tree.SourcePatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The stages of a source build, each gone on from where a former run of the same inputs ended. */
final class BuildStages {
    private static final List<String> MATTERING_VARIABLES = List.of(
            "PATH",
            "CC",
            "CXX",
            "CPPFLAGS",
            "CFLAGS",
            "CXXFLAGS",
            "LDFLAGS",
            "LIBS",
            "PKG_CONFIG_PATH",
            "DEB_BUILD_OPTIONS",
            "DEB_BUILD_PROFILES");

    private final BuildFolder folder;
    private final SourceBuildRequest request;
    private final BuildWatch progress;
    private final SourceProvider provider;
    private final List<String> notes = new ArrayList<>();

    BuildStages(BuildFolder folder, SourceBuildRequest request, BuildWatch progress) {
        this.folder = folder;
        this.request = request;
        this.progress = progress;
        MachineTool.require("Building from source", "util-linux", "setsid");
        this.provider = SourceProvider.of(request, folder, notes);
    }

    SourceBuildResult run() throws IOException {
        RequestChecks.beforeWork(request);
        BuildProcess.endFormer(folder.root());
        progress.log(folder.log(), Files.exists(folder.log()) ? Files.size(folder.log()) : 0);
        BuildState state = enter();
        Path tree = tree();
        PatchSeries patches = readPatches(tree);
        state = takeUp(state, tree, patches);
        if (!state.reached(Stage.PATCHED_SOURCE)) {
            // A former run may have been cut off while it applied them.
            PatchSeries.revert(tree, folder.originals());
            progress.stage(BuildStage.TRY);
            progress.step("Trying the source patches");
            patches.test(tree, folder.scratch());
        }
        PreparedTree prepared = provider.prepare(tree);
        List<TargetFile> targets = targets(prepared);
        Files.createDirectories(folder.dependencies());
        CompilerTrace trace = CompilerTrace.install(
                new CompilerTrace.Folders(folder.tools(), folder.currentRecords(), folder.dependencies()),
                tree,
                prepared.shownAs(),
                request.trace(),
                request.compilers());
        TracedTree traced = new TracedTree(folder, prepared, trace, progress);
        BaseBuild base = new BaseBuild(folder, prepared, traced, collector(Phase.BASE, tree, traced), progress);
        state = base.build(state);
        PatchedBuild patched =
                new PatchedBuild(folder, prepared, traced, collector(Phase.PATCHED, tree, traced), progress, notes);
        Map<String, BuiltObject> objects = patched.build(state, patches);
        List<TargetObjects> pairs = new TargetLayout(folder, state.linked(), objects, notes).of(targets);
        pairs.forEach(p -> checkCompiler(p, objects));
        return new SourceBuildResult(
                pairs,
                patches.patches().stream().map(SourcePatch::file).toList(),
                provider.targetPackage(
                        tree, pairs.stream().map(TargetObjects::target).toList()),
                base.took(),
                base.continued(),
                patched.took(),
                baseObjects(),
                objects.size(),
                notes,
                folder.log());
    }

    private List<TargetFile> targets(PreparedTree prepared) {
        List<TargetFile> targets = request.targets().isEmpty() ? prepared.targets() : request.targets();
        RequestChecks.lasting(targets, request);
        return targets;
    }

    private ObjectCollector collector(Phase phase, Path tree, TracedTree traced) {
        return new ObjectCollector(tree, folder.madeAgain(phase), traced, request.jobs());
    }

    /** Goes on with a former run's base build, if its inputs were the same; fetches the source otherwise. */
    private BuildState enter() throws IOException {
        String baseInputs = baseInputs();
        BuildState state = folder.state();
        if (state.stage() != Stage.NOTHING && state.baseInputs().equals(baseInputs)) {
            progress.step(
                    "Going on in %s: %s".formatted(folder.root(), state.stage().said()));
            return state;
        }
        progress.stage(BuildStage.SOURCE);
        folder.clear();
        Files.createDirectories(folder.trees());
        provider.fetch(folder.trees(), progress);
        state = new BuildState(BuildState.SCHEMA_VERSION, baseInputs, "", Stage.TREE_READY, List.of());
        folder.write(state);
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

    private Path tree() throws IOException {
        try (Stream<Path> trees = Files.list(folder.trees())) {
            return trees.filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow(() -> new IOException("the source tree is missing in " + folder.trees()));
        }
    }

    private PatchSeries readPatches(Path tree) throws IOException {
        List<SourcePatch> patches = new ArrayList<>();
        for (Path file : request.patches()) {
            patches.add(SourcePatch.read(provider.patch(tree, file)));
        }
        return new PatchSeries(patches, request.strip());
    }

    /** The base build serves other patches too: only what either of them touches is built again. */
    private BuildState takeUp(BuildState state, Path tree, PatchSeries patches) throws IOException {
        Digest digest = new Digest().add(request.strip().toString());
        for (SourcePatch patch : patches.patches()) {
            digest.add(Files.readAllBytes(patch.file()));
        }
        String patchInputs = digest.hex();
        if (state.patchInputs().equals(patchInputs)) {
            return state;
        }
        Stage stage = state.stage();
        if (state.reached(Stage.BASE_BUILT)) {
            PatchSeries.revert(tree, folder.originals());
            BuildFolder.delete(folder.records(Phase.PATCHED));
            BuildFolder.delete(folder.madeAgain(Phase.PATCHED));
            stage = Stage.BASE_BUILT;
        }
        BuildState taken =
                new BuildState(state.schemaVersion(), state.baseInputs(), patchInputs, stage, state.linked());
        folder.write(taken);
        return taken;
    }

    /** @throws PatchException REFUSED if another compiler than the machine's made the target */
    private void checkCompiler(TargetObjects target, Map<String, BuiltObject> patched) {
        ElfKind.linked(target.target().elf())
                .ifPresent(elf -> target.names().stream()
                        .map(patched::get)
                        .forEach(o -> ElfKind.object(folder.objects(Phase.BASE).resolve(o.name()))
                                .ifPresent(base -> CompilerCheck.check(target.target(), elf, o, base))));
    }

    private int baseObjects() throws IOException {
        try (Stream<Path> files = Files.walk(folder.objects(Phase.BASE))) {
            return (int) files.filter(Files::isRegularFile).count();
        }
    }
}
