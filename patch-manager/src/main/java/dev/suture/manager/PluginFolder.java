package dev.suture.manager;

import dev.suture.plugin.PatchPlugin;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Loads third-party plugins, a jar each. Whatever is wrong with one is told of it and keeps no other from being used. */
final class PluginFolder {
    private final Path folder;
    private final String user;

    /** @param user the name of whoever runs this; a jar that somebody else could have put there is not run */
    PluginFolder(Path folder, String user) {
        this.folder = folder.toAbsolutePath();
        this.user = user;
    }

    /** All jars of the folder, by name; none if there is no such folder. */
    List<PluginEntry> load() {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*.jar")) {
            stream.forEach(jars::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | DirectoryIteratorException e) {
            return List.of(skipped(folder, Optional.empty(), "the folder cannot be read: " + e.getMessage()));
        }
        return jars.stream().sorted().map(this::load).toList();
    }

    private PluginEntry load(Path jar) {
        PluginDescriptor descriptor;
        try {
            requireOwn(jar);
            descriptor = PluginDescriptor.read(jar);
        } catch (IOException e) {
            return skipped(jar, Optional.empty(), clause(e));
        }
        if (descriptor.apiVersion() != PatchPlugin.API_VERSION) {
            return skipped(
                    jar,
                    Optional.of(descriptor),
                    "it is made for version %d of the plugin interface, not %d"
                            .formatted(descriptor.apiVersion(), PatchPlugin.API_VERSION));
        }
        try {
            return start(jar, descriptor);
        } catch (IOException | RuntimeException | LinkageError | ServiceConfigurationError e) {
            return skipped(jar, Optional.of(descriptor), clause(e));
        }
    }

    /** The first moment at which anything of the plugin runs. */
    @SuppressWarnings("resource") // Open for as long as the plugin may load classes: to the end of the program.
    private static PluginEntry start(Path jar, PluginDescriptor descriptor) throws IOException {
        PluginClassLoader loader = new PluginClassLoader(jar, PatchPlugin.class.getClassLoader());
        try {
            List<PatchPlugin> found = new ArrayList<>();
            ServiceLoader.load(PatchPlugin.class, loader).forEach(found::add);
            if (found.size() != 1) {
                throw new IOException("its META-INF/services names %d plugins, not one".formatted(found.size()));
            }
            PatchPlugin plugin = found.getFirst();
            String kind = plugin.kind();
            if (kind == null || !kind.matches("[a-z][a-z0-9_-]{0,31}")) {
                throw new IOException("its kind is '%s', which is no plain word".formatted(kind));
            }
            if (plugin.apiVersion() != descriptor.apiVersion()) {
                throw new IOException("its code says version %d of the plugin interface, and its manifest %d"
                        .formatted(plugin.apiVersion(), descriptor.apiVersion()));
            }
            if (plugin.description() == null) {
                throw new IOException("it has no description");
            }
            return PluginEntry.usable(descriptor.id(), Optional.of(descriptor.version()), jar.toString(), plugin);
        } catch (IOException | RuntimeException | LinkageError | ServiceConfigurationError e) {
            loader.close();
            throw e;
        }
    }

    /** A plugin runs with the rights of whoever uses it: only they and root may have had a hand in it. */
    private void requireOwn(Path jar) throws IOException {
        for (Path path : List.of(jar.toRealPath(), jar.toRealPath().getParent())) {
            PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
            String owner = attributes.owner().getName();
            if (!owner.equals(user) && !owner.equals("root")) {
                throw new IOException("%s belongs to %s, who could change it".formatted(path, owner));
            }
            if (attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new IOException("everybody may write to " + path);
            }
        }
    }

    private static PluginEntry skipped(Path path, Optional<PluginDescriptor> descriptor, String why) {
        return PluginEntry.skipped(
                descriptor.map(PluginDescriptor::id).orElse(String.valueOf(path.getFileName())),
                descriptor.map(PluginDescriptor::version),
                path.toString(),
                why);
    }

    /** ServiceLoader wraps what a constructor threw. */
    private static String clause(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        Throwable cause = failure.getCause();
        boolean known = failure instanceof IOException && cause == null;
        String line =
                known ? text : cause == null ? failure.getClass().getSimpleName() + ": " + text : text + ": " + cause;
        return line.lines().findFirst().orElse("").replaceFirst("\\.$", "");
    }
}
