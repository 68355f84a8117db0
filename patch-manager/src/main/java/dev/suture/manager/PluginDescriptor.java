package dev.suture.manager;

import dev.suture.plugin.PatchPlugin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * What a plugin jar says of itself in its {@code META-INF/MANIFEST.MF}, read before any of its code is loaded.
 *
 * @param id from {@code Suture-Plugin-Id}: letters, digits, {@code . _ -}
 * @param version from {@code Suture-Plugin-Version}
 * @param apiVersion from {@code Suture-Plugin-Api}: the {@link PatchPlugin#API_VERSION} it was compiled against
 */
record PluginDescriptor(String id, String version, int apiVersion) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern VERSION = Pattern.compile("[\\p{Graph}]{1,64}");

    /** @throws IOException saying in a clause what is wrong with the jar */
    static PluginDescriptor read(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            if (manifest == null) {
                throw new IOException("it has no META-INF/MANIFEST.MF");
            }
            Attributes attributes = manifest.getMainAttributes();
            String api = attribute(attributes, "Suture-Plugin-Api", Pattern.compile("[0-9]{1,6}"));
            return new PluginDescriptor(
                    attribute(attributes, "Suture-Plugin-Id", ID),
                    attribute(attributes, "Suture-Plugin-Version", VERSION),
                    Integer.parseInt(api));
        }
    }

    private static String attribute(Attributes attributes, String name, Pattern wanted) throws IOException {
        String value = Optional.ofNullable(attributes.getValue(name))
                .orElseThrow(() -> new IOException("its manifest has no " + name));
        if (!wanted.matcher(value).matches()) {
            throw new IOException("the %s in its manifest is none".formatted(name));
        }
        return value;
    }
}
