package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.build.BuildCommandLine;
import dev.suture.build.BuildInput;
import dev.suture.build.BuildOrder;
import dev.suture.build.BuildOutput;
import dev.suture.build.PackageLabels;
import dev.suture.pack.TargetPackage;
import dev.suture.source.Source;
import dev.suture.source.SourceBuildRequest;
import dev.suture.source.TargetFile;
import dev.suture.source.trace.CompilerTrace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The command that an order is told as asks for that very order. */
class BuildCommandLineTest {
    private static final TargetFile TARGET = new TargetFile(Path.of("/usr/sbin/served"), Optional.empty());

    private static SourceBuildRequest request(Source source, List<TargetFile> targets, int jobs) {
        return new SourceBuildRequest(
                source,
                List.of(Path.of("/fixes/it's one.patch"), Path.of("two.diff")),
                jobs == 1 ? OptionalInt.of(2) : OptionalInt.empty(),
                Optional.of("./configure --with-'x y'"),
                Optional.of("make -j2"),
                targets,
                Optional.of(Path.of("/var/tmp/work")),
                jobs == 1 ? CompilerTrace.Mode.MOUNT : CompilerTrace.Mode.PATH,
                List.of(Path.of("/opt/cc")),
                jobs);
    }

    static List<BuildOrder> orders() {
        int all = Runtime.getRuntime().availableProcessors();
        PackageLabels labels = new PackageLabels(
                Optional.of("2"),
                Optional.of("3"),
                Optional.of("Five instead of $3, \"quickly\"."),
                Optional.of(new TargetPackage("served", Optional.of("1.0-3"))),
                Map.of("linker", "GNU ld"),
                Optional.of("0b6ae1bd-3f1c-4f6d-9f1d-0d6f3a9c1e55"),
                Optional.of(Path.of("key.pem")));
        return List.of(
                new BuildOrder(
                        new BuildInput.FromSource(
                                request(new Source.Tree(Path.of("/src/served-1.0")), List.of(TARGET), 1)),
                        "upatch",
                        "fix",
                        new BuildOutput.PatchPackage(Path.of("out/fix.tar.zst"), labels)),
                new BuildOrder(
                        new BuildInput.FromSource(request(
                                new Source.DebianPackage("redis", Optional.of("5:7.0"), List.of("CVE-1")),
                                List.of(),
                                all)),
                        "upatch",
                        "named otherwise",
                        new BuildOutput.PatchPackage(Path.of("out/folder"), PackageLabels.NONE)),
                new BuildOrder(
                        new BuildInput.FromSource(
                                request(new Source.RpmPackage(Path.of("a.src.rpm")), List.of(TARGET), all)),
                        "upatch",
                        "fix",
                        new BuildOutput.HotPatches(Path.of("fix.upatch"))),
                new BuildOrder(
                        new BuildInput.FromBuilds(
                                Path.of("base"),
                                Path.of("patched"),
                                new TargetFile(Path.of("bin/served"), Optional.of(Path.of("served.debug")))),
                        "other",
                        "fix",
                        new BuildOutput.HotPatches(Path.of("fix.upatch"))));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void theCommandAsksForTheOrder(BuildOrder order) {
        List<String> words = BuildCommandLine.arguments(order);
        assertThat(words).startsWith("suture", "build");
        BuildCommand command = new BuildCommand();
        new CommandLine(command).parseArgs(words.subList(2, words.size()).toArray(String[]::new));
        assertThat(command.order()).isEqualTo(order);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void aShellTakesTheTextForTheSameWords(BuildOrder order) throws Exception {
        String script = BuildCommandLine.text(order).replaceFirst("^suture", "printf '%s\\\\n' suture");
        Process shell =
                new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        shell.getOutputStream().close();
        assertThat(new String(shell.getInputStream().readAllBytes()).lines().toList())
                .isEqualTo(BuildCommandLine.arguments(order));
        assertThat(shell.waitFor()).isZero();
    }
}
