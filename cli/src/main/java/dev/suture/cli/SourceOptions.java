package dev.suture.cli;

import dev.suture.source.Source;
import dev.suture.source.SourceBuildRequest;
import dev.suture.source.TargetFile;
import dev.suture.source.trace.CompilerTrace;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code build} that say what source to build, and how. */
final class SourceOptions {
    @Option(names = "--source", paramLabel = "DIR", description = "Source tree of the target; it is not changed.")
    private Optional<Path> source = Optional.empty();

    @Option(
            names = "--deb",
            paramLabel = "NAME[=VERSION]",
            description = "Debian package whose source to build, with its own build flags (default: the version that is"
                    + " installed; the targets are its installed programs and libraries).")
    private Optional<String> debian = Optional.empty();

    @Option(names = "--srpm", paramLabel = "FILE", description = "Source RPM to build; needs rpmbuild.")
    private Optional<Path> rpm = Optional.empty();

    @Option(
            names = "--patch",
            paramLabel = "FILE",
            description = "Source patch; for several give it again, in the order they apply.")
    private List<Path> patches = List.of();

    @Option(
            names = "--leave-out",
            paramLabel = "PATCH",
            description =
                    "With --deb: patch of the package's own series that the base is built without, as a target from"
                            + " before that patch is, by its name or the part of it that no other has (CVE-2025-1234);"
                            + " --patch may name it too.")
    private List<String> leaveOut = List.of();

    @Option(
            names = "--strip",
            paramLabel = "N",
            description = "Leading folders to leave off the names in the patches (default: what fits).")
    private Optional<Integer> strip = Optional.empty();

    @Option(
            names = "--configure-command",
            paramLabel = "CMD",
            description = "Shell command that prepares the tree, run once (default: what the build system takes).")
    private Optional<String> configure = Optional.empty();

    @Option(
            names = "--build-command",
            paramLabel = "CMD",
            description = "Shell command that builds the tree (default: what autotools, CMake, Make or Meson take).")
    private Optional<String> build = Optional.empty();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "How many commands the build system runs at once (default: one a processor).")
    private Optional<Integer> jobs = Optional.empty();

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "Folder to build in; it is kept, and gone on with by the next run.")
    private Optional<Path> work = Optional.empty();

    @Option(
            names = "--trace",
            paramLabel = "HOW",
            defaultValue = "path",
            converter = TraceConverter.class,
            description =
                    "How the compiler is traced: path (a wrapper first on PATH) or, as root, mount (a wrapper over"
                            + " the compilers themselves: also where a build calls them by absolute path).")
    private Trace trace = new Trace(CompilerTrace.Mode.PATH, false);

    @Option(
            names = "--compiler",
            paramLabel = "PATH",
            description = "Compiler to trace besides those on PATH; may be given several times.")
    private List<Path> compilers = List.of();

    /**
     * How to trace.
     *
     * @param byUprobe whether uprobes were asked for, as others find compilers that are called by absolute path
     */
    private record Trace(CompilerTrace.Mode mode, boolean byUprobe) {}

    /** Takes the names of both ways, and the one under which people look for the second. */
    private static final class TraceConverter implements ITypeConverter<Trace> {
        @Override
        public Trace convert(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "path" -> new Trace(CompilerTrace.Mode.PATH, false);
                case "mount" -> new Trace(CompilerTrace.Mode.MOUNT, false);
                case "uprobe" -> new Trace(CompilerTrace.Mode.MOUNT, true);
                default -> throw new TypeConversionException("'%s' is none of: path, mount".formatted(text));
            };
        }
    }

    boolean isGiven() {
        return source.isPresent() || debian.isPresent() || rpm.isPresent();
    }

    /** What happens otherwise than was asked for, as a sentence. */
    Optional<String> note() {
        return trace.byUprobe()
                ? Optional.of(
                        "Suture does not use uprobes for this: --trace mount puts a wrapper over the compilers, which"
                                + " sees their every call. The build goes on with --trace mount.")
                : Optional.empty();
    }

    /** What is wrong with what was given, as a sentence. */
    Optional<String> problem() {
        if (Stream.of(source, debian, rpm).filter(Optional::isPresent).count() > 1) {
            return Optional.of("Give one of --source, --deb and --srpm.");
        }
        if (patches.isEmpty()) {
            return Optional.of("A build from source takes at least one --patch.");
        }
        if (jobs.filter(n -> n < 1).isPresent() || strip.filter(n -> n < 0).isPresent()) {
            return Optional.of("--jobs takes a number from 1, --strip one from 0.");
        }
        return Optional.empty();
    }

    SourceBuildRequest request(List<TargetFile> targets) {
        return new SourceBuildRequest(
                origin(),
                patches,
                strip.map(OptionalInt::of).orElse(OptionalInt.empty()),
                configure,
                build,
                targets,
                work,
                trace.mode(),
                compilers,
                jobs.orElse(Runtime.getRuntime().availableProcessors()));
    }

    private Source origin() {
        if (source.isPresent()) {
            return new Source.Tree(source.get());
        }
        if (rpm.isPresent()) {
            return new Source.RpmPackage(rpm.get());
        }
        String[] parts = debian.orElseThrow().split("=", 2);
        return new Source.DebianPackage(
                parts[0], parts.length > 1 ? Optional.of(parts[1]) : Optional.empty(), leaveOut);
    }
}
