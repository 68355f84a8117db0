package dev.suture.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What dpkg has installed of a source package.
 *
 * @param source name of the source package
 * @param version of the source package, if anything of it is installed
 * @param packages the binary packages that are installed of it
 */
record InstalledPackages(String source, Optional<String> version, List<PackageVersion> packages) {
    private static final Path ANYWHERE = Path.of("/");

    InstalledPackages {
        packages = List.copyOf(packages);
    }

    /**
     * Asks dpkg.
     *
     * @param name of a source package, or of a binary one
     */
    static InstalledPackages of(String name) throws IOException {
        String answer = MachineTool.ask(
                List.of(
                        "dpkg-query",
                        "-W",
                        "-f",
                        "${db:Status-Status}\t${source:Package}\t${source:Version}\t${binary:Package}\t${Version}\n"),
                ANYWHERE,
                Map.of());
        List<String[]> installed = answer.lines()
                .map(l -> l.split("\t"))
                .filter(f -> f.length == 5 && f[0].equals("installed"))
                .toList();
        String source = installed.stream()
                .filter(f -> f[3].equals(name) || f[3].startsWith(name + ":"))
                .findFirst()
                .map(f -> f[1])
                .orElse(name);
        List<String[]> ofSource =
                installed.stream().filter(f -> f[1].equals(source)).toList();
        return new InstalledPackages(
                source,
                ofSource.stream().findFirst().map(f -> f[2]),
                ofSource.stream().map(f -> new PackageVersion(f[3], f[4])).toList());
    }

    /**
     * Whether they can have been built from a version of the source without some of its own patches: from that very version
     * they are built with them.
     */
    boolean isBuiltFrom(Optional<String> sourceVersion, List<String> leftOut) {
        return leftOut.isEmpty() || version.isEmpty() || !version.equals(sourceVersion);
    }

    /** The programs and libraries that the packages have installed. */
    List<TargetFile> elfFiles() throws IOException {
        List<TargetFile> files = new ArrayList<>();
        for (PackageVersion each : packages) {
            files(each)
                    .filter(f -> !Files.isSymbolicLink(f) && ElfKind.linked(f).isPresent())
                    .forEach(f -> files.add(new TargetFile(f, Optional.empty())));
        }
        return files;
    }

    /** The one package that has installed all of the targets, without the architecture that dpkg puts behind names. */
    Optional<PackageVersion> packageOf(List<TargetFile> targets) throws IOException {
        for (PackageVersion each : packages) {
            List<Path> own = files(each).toList();
            if (targets.stream().allMatch(t -> own.stream().anyMatch(f -> isSame(f, t.elf())))) {
                return Optional.of(new PackageVersion(each.name().replaceFirst(":.*$", ""), each.version()));
            }
        }
        return Optional.empty();
    }

    private static Stream<Path> files(PackageVersion installed) throws IOException {
        return MachineTool.ask(List.of("dpkg-query", "-L", installed.name()), ANYWHERE, Map.of())
                .lines()
                .map(Path::of);
    }

    /** One file may go by several names: through links, and below /lib and /usr/lib. */
    private static boolean isSame(Path one, Path other) {
        try {
            return Files.exists(one) && Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }
}
