package dev.suture.dist;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Brings the libraries of a distribution into a form that starts fast; run by the build once they are all copied. */
public final class PrepareLibraries {
    private PrepareLibraries() {}

    /**
     * Rewrites those that need it.
     *
     * @param args the folder of the libraries, and the file that marks them as finished, which gets their names
     */
    public static void main(String[] args) throws IOException {
        List<Path> jars = jars(Path.of(args[0]));
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        List<ShippedJar> leftOut = new ArrayList<>();
        for (Path jar : jars) {
            ShippedJar shipped = new ShippedJar(jar);
            if (shipped.isLeftOut()) {
                leftOut.add(shipped);
            }
        }
        try (URLClassLoader libraries = new URLClassLoader(urls.toArray(URL[]::new), null)) {
            for (ShippedJar jar : leftOut) {
                jar.rewrite(libraries);
            }
        }
        Files.write(
                Path.of(args[1]),
                jars.stream().map(jar -> jar.getFileName().toString()).toList());
    }

    static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
