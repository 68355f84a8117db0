package dev.suture.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.suture.build.PackageLabels;
import dev.suture.elf.ElfFile;
import dev.suture.pack.PackageContents;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchInfo;
import dev.suture.report.view.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options that say what a new package is that is made of hot patches. */
final class PackageDescription extends PackageOptions {
    @Option(names = "--name", paramLabel = "NAME", description = "Name (default: that of the first hot patch).")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--target",
            paramLabel = "ELF",
            description = "A target ELF where it is installed: its path is recorded and its build-id compared; may be"
                    + " given several times.")
    private List<Path> targets = List.of();

    @Option(
            names = "--source-patch",
            paramLabel = "FILE",
            description = "A source patch it was made from; may be given several times, in the order they are applied.")
    private List<Path> sourcePatches = List.of();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "What `suture diff` wrote as JSON or HTML; may be given once for each.")
    private List<Path> reports = List.of();

    @Override
    boolean isGiven() {
        return super.isGiven()
                || name.isPresent()
                || !targets.isEmpty()
                || !sourcePatches.isEmpty()
                || !reports.isEmpty();
    }

    /**
     * @param reader what a hot patch says of itself
     * @param suture the version of this program
     */
    PackageContents contents(List<Path> files, Function<Path, PatchInfo> reader, String suture) {
        Map<String, ElfFile> elves = new TreeMap<>();
        Map<String, Path> paths = new TreeMap<>();
        for (Path target : targets) {
            ElfFile elf = ElfFile.open(target);
            String id = elf.buildId().orElseThrow(() -> unfit(target, "it has no build-id"));
            elves.put(id, elf);
            paths.put(id, target.toAbsolutePath().normalize());
        }
        List<PackageContents.Patch> patches = new ArrayList<>();
        for (Path file : files) {
            PatchInfo info = reader.apply(file);
            patches.add(new PackageContents.Patch(
                    file,
                    info,
                    Optional.ofNullable(paths.remove(info.targetBuildId())).map(Path::toString)));
        }
        paths.forEach((id, path) -> {
            throw unfit(path, "none of the hot patches is for its build-id " + id);
        });
        Optional<byte[]> json = report('{');
        Optional<String> compiler = json.flatMap(PackageDescription::compiler)
                .or(() -> elves.values().stream()
                        .flatMap(elf -> Side.producers(elf).stream())
                        .findFirst());
        String first = patches.getFirst().info().name();
        return labels().contents(
                        name.orElse(first),
                        new PackageLabels.Origin(patches, sourcePatches, Optional.empty(), compiler, json, report('<')),
                        suture);
    }

    /** The report that begins with the character, as JSON or HTML does. */
    private Optional<byte[]> report(char start) {
        List<byte[]> found = new ArrayList<>();
        for (Path file : reports) {
            byte[] bytes = read(file);
            char begin = new String(bytes, 0, Math.min(64, bytes.length), StandardCharsets.UTF_8)
                    .stripLeading()
                    .chars()
                    .mapToObj(c -> (char) c)
                    .findFirst()
                    .orElse(' ');
            if (begin != '{' && begin != '<') {
                throw notAReport(file, "it is neither JSON nor HTML");
            }
            if (begin == start) {
                if (!found.isEmpty()) {
                    throw notAReport(file, "there is another one of that format");
                }
                if (start == '{') {
                    requireDiff(file, bytes);
                }
                found.add(bytes);
            }
        }
        return found.stream().findFirst();
    }

    private static void requireDiff(Path file, byte[] json) {
        try {
            JsonNode root = new ObjectMapper().readTree(json);
            if (!root.path("objects").isArray() || !root.path("schemaVersion").isInt()) {
                throw notAReport(file, "it is JSON of another kind");
            }
        } catch (IOException e) {
            throw notAReport(file, "it is broken JSON");
        }
    }

    private static Optional<String> compiler(byte[] json) {
        try {
            return Optional.of(new ObjectMapper().readTree(json).at("/patched/producer"))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::textValue);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PatchException unfit(Path target, String why) {
        return new PatchException(
                Kind.REFUSED,
                "target-unfit",
                "%s is not the target of these hot patches: %s.".formatted(target, why),
                "Give the ELF they were built for, or leave --target out.");
    }

    private static PatchException notAReport(Path file, String why) {
        return new PatchException(
                Kind.TROUBLE,
                "not-a-report",
                "%s cannot be the report of the package: %s.".formatted(file, why),
                "Give what `suture diff --format json` or `suture diff --format html` wrote, once each.");
    }
}
