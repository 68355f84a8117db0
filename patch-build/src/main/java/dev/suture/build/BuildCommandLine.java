package dev.suture.build;

import dev.suture.source.Source;
import dev.suture.source.SourceBuildRequest;
import dev.suture.source.TargetFile;
import dev.suture.source.trace.CompilerTrace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The {@code suture build} command that asks for the same as an order. */
public final class BuildCommandLine {
    /** What no POSIX shell gives a meaning to. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private final List<List<String>> parts = new ArrayList<>(List.of(List.of("suture", "build")));

    private BuildCommandLine() {}

    /** The command and its arguments. */
    public static List<String> arguments(BuildOrder order) {
        return made(order).parts.stream().flatMap(List::stream).toList();
    }

    /** The command for a shell, over several lines: each option and its value on one of its own. */
    public static String text(BuildOrder order) {
        return made(order).parts.stream()
                .map(part -> part.stream().map(BuildCommandLine::quoted).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(" \\\n    "));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static BuildCommandLine made(BuildOrder order) {
        BuildCommandLine line = new BuildCommandLine();
        switch (order.input()) {
            case BuildInput.FromSource(SourceBuildRequest request) -> line.source(request);
            case BuildInput.FromBuilds builds -> {
                line.add("--base", builds.base());
                line.add("--patched", builds.patched());
                line.targets(List.of(builds.target()));
            }
        }
        line.output(order);
        return line;
    }

    private void source(SourceBuildRequest request) {
        switch (request.source()) {
            case Source.Tree(Path folder) -> add("--source", folder);
            case Source.DebianPackage deb -> {
                add("--deb", deb.name() + deb.version().map(v -> "=" + v).orElse(""));
                deb.leaveOut().forEach(p -> add("--leave-out", p));
            }
            case Source.RpmPackage(Path file) -> add("--srpm", file);
        }
        request.patches().forEach(p -> add("--patch", p));
        request.strip().ifPresent(n -> add("--strip", n));
        add("--configure-command", request.configureCommand());
        add("--build-command", request.buildCommand());
        targets(request.targets());
        if (request.jobs() != Runtime.getRuntime().availableProcessors()) {
            add("--jobs", request.jobs());
        }
        if (request.trace() == CompilerTrace.Mode.MOUNT) {
            add("--trace", "mount");
        }
        request.compilers().forEach(c -> add("--compiler", c));
        add("--work", request.work());
    }

    private void targets(List<TargetFile> targets) {
        targets.forEach(t -> {
            add("--target", t.elf());
            add("--debug-file", t.debugFile());
        });
    }

    private void output(BuildOrder order) {
        if (!order.kind().equals(BuildOrder.STANDARD_KIND)) {
            add("--kind", order.kind());
        }
        String path = order.output().path().toString();
        switch (order.output()) {
            case BuildOutput.HotPatches _ -> add("--output", path);
            case BuildOutput.PatchPackage wanted -> {
                // A package that is a folder is told by the slash.
                path = BuildOutput.isPackage(path) ? path : path + "/";
                add("--output", path);
                labels(wanted.labels());
            }
        }
        if (!order.name().equals(BuildOutput.standardName(path))) {
            add("--name", order.name());
        }
    }

    private void labels(PackageLabels labels) {
        add("--version", labels.version());
        add("--release", labels.release());
        add("--description", labels.description());
        add(
                "--target-package",
                labels.targetPackage()
                        .map(t -> t.name() + t.version().map(v -> "=" + v).orElse("")));
        labels.tools().forEach((tool, version) -> add("--tool", tool + "=" + version));
        add("--uuid", labels.uuid());
        add("--sign", labels.key());
    }

    private void add(String option, Object value) {
        parts.add(List.of(option, value.toString()));
    }

    private void add(String option, Optional<?> value) {
        value.ifPresent(v -> add(option, v));
    }
}
