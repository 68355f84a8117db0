package dev.suture.source;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import dev.suture.source.tree.PatchSeries;
import dev.suture.source.tree.SourcePatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A Debian source package, built as its {@code debian/rules} say with the flags of dpkg-buildflags (Debian Policy, 4.9),
 * without its tests and documentation.
 */
final class DebianProvider implements SourceProvider {
    private static final String ARCHITECTURE = "eval \"$(dpkg-architecture -s)\"; ";
    /** What says that a part of the build is done, and would not be done again. */
    private static final String FORGET = "rm -f debian/debhelper-build-stamp debian/*.debhelper.log debian/autoreconf.*"
            + " *-stamp *.stamp debian/stamp-* debian/*-stamp; ";

    private final Source.DebianPackage wanted;
    private final SourceBuildRequest request;
    private final BuildFolder folder;
    private final List<String> notes;

    DebianProvider(Source.DebianPackage wanted, SourceBuildRequest request, BuildFolder folder, List<String> notes) {
        MachineTool.require("A Debian source package", "dpkg-dev", "apt-get", "dpkg-source", "dpkg-query");
        this.wanted = wanted;
        this.request = request;
        this.folder = folder;
        this.notes = notes;
    }

    @Override
    public String fingerprint() throws IOException {
        return new Digest()
                .add(wanted.name())
                .add(version(InstalledPackages.of(wanted.name())).orElse("newest"))
                .add(wanted.leaveOut().toString())
                .hex();
    }

    private Optional<String> version(InstalledPackages installed) {
        return wanted.version().or(installed::version);
    }

    @Override
    public Path fetch(Path trees, Progress progress) throws IOException {
        InstalledPackages installed = InstalledPackages.of(wanted.name());
        if (version(installed).isEmpty()) {
            progress.step("%s is not installed; taking the newest source that the machine's release has"
                    .formatted(wanted.name()));
        }
        MachineTool tool = new MachineTool(folder.log(), progress);
        Path dsc = new PrivateApt(folder.download(), tool).fetch(installed.source(), version(installed), progress);
        String name = dsc.getFileName().toString().replaceFirst("\\.dsc$", "").replace('_', '-');
        Path tree = trees.resolve(name);
        List<String> command = new ArrayList<>(List.of("dpkg-source", "--no-check", "--no-copy"));
        if (!wanted.leaveOut().isEmpty()) {
            command.add("--skip-patches");
        }
        command.addAll(List.of("-x", dsc.toString(), tree.toString()));
        progress.step("Unpacking " + dsc.getFileName());
        if (!tool.run(command, folder.download()).succeeded()) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "source-unusable",
                    "The source package %s cannot be unpacked.".formatted(dsc.getFileName()),
                    "Everything dpkg-source printed is in %s.".formatted(folder.log()));
        }
        if (!wanted.leaveOut().isEmpty()) {
            applySeries(tree, progress);
        }
        return tree;
    }

    /** The package's own patches but for those left out, and those that do not apply without them. */
    private void applySeries(Path tree, Progress progress) throws IOException {
        DebianSeries series = DebianSeries.of(tree);
        Set<String> leftOut = new LinkedHashSet<>();
        wanted.leaveOut().forEach(text -> leftOut.add(series.named(text)));
        List<String> dependent = new ArrayList<>();
        progress.step("Applying the package's own patches without " + String.join(", ", leftOut));
        for (String name : series.names()) {
            if (leftOut.contains(name)) {
                continue;
            }
            PatchSeries one = new PatchSeries(List.of(SourcePatch.read(series.file(name))), OptionalInt.of(1));
            try {
                one.test(tree, folder.scratch());
                one.apply(tree, folder.originals());
            } catch (PatchException e) {
                if (!e.id().equals("patch-does-not-apply")) {
                    throw e;
                }
                dependent.add(name);
            }
        }
        BuildFolder.delete(folder.originals());
        if (!dependent.isEmpty()) {
            notes.add("Left out of both builds, for they need what was left out: %s."
                    .formatted(String.join(", ", dependent)));
        }
    }

    @Override
    public Path patch(Path tree, Path named) throws IOException {
        if (Files.exists(named)) {
            return named;
        }
        DebianSeries series = DebianSeries.of(tree);
        return series.find(named.toString()).isEmpty() ? named : series.file(series.named(named.toString()));
    }

    @Override
    public PreparedTree prepare(Path tree) throws IOException {
        return new PreparedTree(tree, commands(tree), environment(tree), Optional.empty(), targets());
    }

    /** What is installed; where that has what the base leaves out, nothing, and so what the base build links. */
    private List<TargetFile> targets() throws IOException {
        InstalledPackages installed = InstalledPackages.of(wanted.name());
        if (!installed.isBuiltFrom(version(installed), wanted.leaveOut())) {
            notes.add("The installed %s %s has what was left out; the targets are what the base build links."
                    .formatted(installed.source(), installed.version().orElse("")));
            return List.of();
        }
        return installed.elfFiles();
    }

    @Override
    public Optional<PackageVersion> targetPackage(Path tree, List<TargetFile> targets) throws IOException {
        Optional<PackageVersion> binary = InstalledPackages.of(wanted.name()).packageOf(targets);
        if (binary.isPresent()) {
            return binary;
        }
        String name = changelog("Source", tree);
        String version = changelog("Version", tree);
        return name.isEmpty() || version.isEmpty() ? Optional.empty() : Optional.of(new PackageVersion(name, version));
    }

    /** A field of the package's newest changelog entry; empty if there is none. */
    private static String changelog(String field, Path tree) throws IOException {
        return MachineTool.ask(List.of("dpkg-parsechangelog", "-S", field), tree, Map.of())
                .strip();
    }

    private BuildCommands commands(Path tree) throws IOException {
        if (request.buildCommand().isPresent()) {
            return BuildCommands.of(tree, request);
        }
        requireBuildDependencies(tree);
        String build = ARCHITECTURE + "debian/rules build-arch";
        return new BuildCommands("Debian's rules", request.configureCommand(), build, FORGET + build, true);
    }

    private Map<String, String> environment(Path tree) throws IOException {
        String epoch = changelog("Timestamp", tree);
        Map<String, String> environment = new HashMap<>(options().environment());
        environment.put("SOURCE_DATE_EPOCH", epoch.isEmpty() ? "0" : epoch);
        return environment;
    }

    private DebianBuildOptions options() {
        return new DebianBuildOptions(System.getenv(), request.jobs());
    }

    private void requireBuildDependencies(Path tree) throws IOException {
        MachineTool.Output output = new MachineTool(folder.log(), Progress.NONE)
                .run(
                        List.of(
                                "dpkg-checkbuilddeps",
                                "-B",
                                "-P" + String.join(",", options().profiles())),
                        tree);
        if (!output.succeeded()) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "build-dependencies-missing",
                    "Packages that %s is built with are not installed: %s"
                            .formatted(
                                    wanted.name(),
                                    output.text().strip().replaceFirst("(?s)^.*build dependencies: ", "")),
                    "Install them as root (apt-get build-dep %s, or apt-get install with these names), or give a"
                                    .formatted(wanted.name())
                            + " --build-command that does without.");
        }
    }
}
