package dev.suture.source;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A source RPM, unpacked, prepared and built by rpmbuild as its spec file says. */
final class RpmProvider implements SourceProvider {
    private final Path file;
    private final SourceBuildRequest request;
    private final BuildFolder folder;

    RpmProvider(Path file, SourceBuildRequest request, BuildFolder folder) {
        MachineTool.require("A source RPM", "rpm", "rpm", "rpmbuild");
        this.file = file.toAbsolutePath().normalize();
        this.request = request;
        this.folder = folder;
        if (!Files.isRegularFile(file)) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "source-missing",
                    "There is no source RPM %s.".formatted(file),
                    "Check the path that --srpm names.");
        }
    }

    @Override
    public String fingerprint() throws IOException {
        return new Digest().add(Files.readAllBytes(file)).hex();
    }

    private Path top() {
        return folder.download().resolve("rpm");
    }

    @Override
    public Optional<PackageVersion> targetPackage(Path tree, List<TargetFile> targets) throws IOException {
        String answer = MachineTool.ask(
                List.of("rpm", "-qp", "--nosignature", "--qf", "%{NAME}\t%{EVR}", file.toString()), top(), Map.of());
        String[] fields = answer.strip().split("\t");
        return fields.length == 2 ? Optional.of(new PackageVersion(fields[0], fields[1])) : Optional.empty();
    }

    private List<String> definitions(Path trees) {
        return List.of("--define", "_topdir " + top(), "--define", "_builddir " + trees);
    }

    @Override
    public Path fetch(Path trees, Progress progress) throws IOException {
        BuildFolder.delete(top());
        Files.createDirectories(top());
        MachineTool tool = new MachineTool(folder.log(), progress);
        progress.step("Unpacking " + file.getFileName());
        List<String> install = new ArrayList<>(List.of("rpm", "-i", "--nodeps"));
        install.addAll(definitions(trees));
        install.add(file.toString());
        check(tool.run(install, top()), "unpacked");
        progress.step("Preparing the source as its spec file says");
        List<String> prepare = new ArrayList<>(List.of("rpmbuild", "--nodeps", "-bp"));
        prepare.addAll(definitions(trees));
        prepare.add(spec().toString());
        check(tool.run(prepare, top()), "prepared");
        try (Stream<Path> made = Files.list(trees)) {
            return made.filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow(() -> new IOException("rpmbuild -bp made no folder in " + trees));
        }
    }

    private void check(MachineTool.Output output, String what) {
        if (!output.succeeded()) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "source-unusable",
                    "The source RPM %s cannot be %s:\n  %s"
                            .formatted(
                                    file.getFileName(),
                                    what,
                                    output.text()
                                            .lines()
                                            .filter(l -> l.contains("error"))
                                            .findFirst()
                                            .orElse("")),
                    "Everything rpm printed is in %s.".formatted(folder.log()));
        }
    }

    private Path spec() throws IOException {
        try (Stream<Path> specs = Files.list(top().resolve("SPECS"))) {
            return specs.findFirst().orElseThrow(() -> new IOException(file + " holds no spec file"));
        }
    }

    @Override
    public Path patch(Path tree, Path named) {
        return named;
    }

    @Override
    public PreparedTree prepare(Path tree) throws IOException {
        String definitions = "--define '_topdir %s' --define '_builddir %s'".formatted(top(), tree.getParent());
        String build = "rpmbuild --nodeps -bc --short-circuit --define '_smp_mflags -j%d' %s '%s'"
                .formatted(request.jobs(), definitions, spec());
        BuildCommands commands = request.buildCommand().isPresent()
                ? BuildCommands.of(tree, request)
                : new BuildCommands("the spec file", request.configureCommand(), build, build, true);
        return new PreparedTree(tree, commands, Map.of(), Optional.empty(), List.of());
    }
}
