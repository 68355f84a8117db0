package dev.suture.source;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Fetches source packages with apt, in a configuration of its own: the machine's package sources, with source packages
 * where it has binary ones (sources.list(5)). The machine's configuration and package lists stay as they are.
 */
final class PrivateApt {
    private static final Path CONFIGURED = Path.of("/etc/apt");
    private static final Pattern ONE_LINE = Pattern.compile("(?m)^[ \\t]*deb[ \\t]+");
    private static final Pattern TYPES = Pattern.compile("(?mi)^Types:.*$");

    private final Path folder;
    private final MachineTool tool;

    PrivateApt(Path folder, MachineTool tool) {
        this.folder = folder;
        this.tool = tool;
    }

    /**
     * Downloads a source package, which apt checks against the signed index.
     *
     * @param version empty for the newest
     * @return its {@code .dsc} file
     * @throws PatchException TROUBLE if it is not to be had
     */
    Path fetch(String name, Optional<String> version, Progress progress) throws IOException {
        Path place = folder.resolve("packages");
        Files.createDirectories(place);
        Optional<Path> present = version.flatMap(v -> dsc(place, name, v));
        if (present.isPresent()) {
            return present.get();
        }
        Files.createDirectories(folder.resolve("lists/partial"));
        Files.createDirectories(folder.resolve("cache/archives/partial"));
        writeSources();
        progress.step("Fetching the package indexes");
        // A third party's list may have no source packages: what counts is whether the package comes.
        tool.run(apt("update"), folder);
        String wanted = name + version.map(v -> "=" + v).orElse("");
        progress.step("Fetching the source package " + wanted);
        MachineTool.Output output = tool.run(apt("source", "--download-only", "--only-source", wanted), place);
        Optional<Path> dsc = version.isPresent() ? dsc(place, name, version.get()) : newest(place, name);
        if (!output.succeeded() || dsc.isEmpty()) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "source-unavailable",
                    "The source package %s cannot be had from this machine's package sources:\n  %s"
                            .formatted(wanted, errors(output.text())),
                    "Archives keep only their newest versions: name one with --deb %s=VERSION (they have: %s), or unpack"
                                    .formatted(name, versions(name))
                            + " the source that the target was built from and give it with --source.");
        }
        return dsc.get();
    }

    private String versions(String name) throws IOException {
        List<String> command = new ArrayList<>(apt("showsrc", "--only-source", name));
        command.set(0, "apt-cache");
        String found = MachineTool.ask(command, folder, java.util.Map.of())
                .lines()
                .filter(l -> l.startsWith("Version: "))
                .map(l -> l.substring("Version: ".length()))
                .distinct()
                .collect(Collectors.joining(", "));
        return found.isEmpty() ? "none" : found;
    }

    private static String errors(String output) {
        List<String> errors = output.lines()
                .filter(l -> l.startsWith("E: ") || l.startsWith("Err:"))
                .toList();
        return String.join("\n  ", errors.isEmpty() ? output.lines().toList() : errors);
    }

    private List<String> apt(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "apt-get",
                "-q",
                "-o",
                "Dir::Etc::sourcelist=/dev/null",
                "-o",
                "Dir::Etc::sourceparts=" + folder.resolve("sources"),
                "-o",
                "Dir::State::lists=" + folder.resolve("lists"),
                "-o",
                "Dir::Cache=" + folder.resolve("cache"),
                "-o",
                "APT::Sandbox::User="));
        command.addAll(List.of(arguments));
        return command;
    }

    private void writeSources() throws IOException {
        Path sources = folder.resolve("sources");
        Files.createDirectories(sources);
        List<Path> lists = new ArrayList<>(List.of(CONFIGURED.resolve("sources.list")));
        Path parts = CONFIGURED.resolve("sources.list.d");
        if (Files.isDirectory(parts)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(parts, "*.{list,sources}")) {
                files.forEach(lists::add);
            }
        }
        boolean any = false;
        for (Path list : lists) {
            if (Files.isReadable(list)) {
                String text = Files.readString(list);
                String source = list.toString().endsWith(".sources")
                        ? TYPES.matcher(text).replaceAll("Types: deb-src")
                        : ONE_LINE.matcher(text).replaceAll("deb-src ");
                Files.writeString(sources.resolve(list.getFileName()), source);
                any |= source.contains("deb-src");
            }
        }
        if (!any) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "source-unavailable",
                    "Apt has no package sources on this machine, so no source package can be fetched.",
                    "Unpack the source that the target was built from, and give it with --source.");
        }
    }

    /** Names of files hold the version without its epoch (dsc(5)). */
    private static Optional<Path> dsc(Path place, String name, String version) {
        Path file = place.resolve("%s_%s.dsc".formatted(name, version.replaceFirst("^\\d+:", "")));
        return Optional.of(file).filter(Files::exists);
    }

    private static Optional<Path> newest(Path place, String name) throws IOException {
        Pattern wanted = Pattern.compile(Pattern.quote(name) + "_.*\\.dsc");
        try (var files = Files.list(place)) {
            return files.filter(f -> {
                        Matcher matcher = wanted.matcher(f.getFileName().toString());
                        return matcher.matches();
                    })
                    .max(java.util.Comparator.comparing(f -> f.toFile().lastModified()));
        }
    }
}
