package dev.suture.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this program is made of.
 *
 * @param version as people know it
 * @param fingerprint differs between two builds of one version: an agent that goes on after its jars were replaced must not
 *     be taken for the new one
 */
public record Build(String version, String fingerprint) {
    /** Path, size and time of everything on the class path. */
    public static Build current() {
        long hash = 1;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            File file = new File(entry);
            hash = 31 * hash + entry.hashCode();
            hash = 31 * hash + file.lastModified();
            hash = 31 * hash + file.length();
        }
        return new Build(readVersion(), Long.toHexString(hash));
    }

    private static String readVersion() {
        try (InputStream in = Build.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
