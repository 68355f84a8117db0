package dev.suture.manager;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;

/**
 * Loads one plugin jar. Of Suture it sees the plugin interface and what that speaks of, and of the rest only the JDK: the
 * libraries in the jar are the plugin's own, whatever versions Suture uses.
 */
final class PluginClassLoader extends URLClassLoader {
    PluginClassLoader(Path jar, ClassLoader host) throws IOException {
        super("plugin " + jar.getFileName(), new URL[] {jar.toUri().toURL()}, new Exported(host));
    }

    /** The window onto Suture. */
    private static final class Exported extends ClassLoader {
        /** The plugin interface, and the comparisons and ELF files in its signatures. */
        private static final String[] PACKAGES = {"dev.suture.plugin.", "dev.suture.diff.", "dev.suture.elf."};

        private final ClassLoader host;

        Exported(ClassLoader host) {
            super("plugin interface", ClassLoader.getPlatformClassLoader());
            this.host = host;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            for (String exported : PACKAGES) {
                if (name.startsWith(exported)) {
                    return host.loadClass(name);
                }
            }
            throw new ClassNotFoundException(name);
        }

        /** None: Suture's own service files must not be taken for the plugin's. */
        @Override
        protected Enumeration<URL> findResources(String name) {
            return Collections.emptyEnumeration();
        }
    }
}
