package dev.suture.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What dpkg has installed of a source package. */
record InstalledPackages(String source, Optional<String> version, List<String> packages) {
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
                        "${db:Status-Status}\t${source:Package}\t${source:Version}\t${binary:Package}\n"),
                ANYWHERE,
                Map.of());
        List<String[]> installed = answer.lines()
                .map(l -> l.split("\t"))
                .filter(f -> f.length == 4 && f[0].equals("installed"))
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
                ofSource.stream().map(f -> f[3]).toList());
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
        for (String installed : packages) {
            String list = MachineTool.ask(List.of("dpkg-query", "-L", installed), ANYWHERE, Map.of());
            list.lines()
                    .map(Path::of)
                    .filter(f -> !java.nio.file.Files.isSymbolicLink(f)
                            && ElfKind.linked(f).isPresent())
                    .forEach(f -> files.add(new TargetFile(f, Optional.empty())));
        }
        return files;
    }
}
