package dev.suture.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.plugin.PatchPlugin;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins in jars, compiled here: good ones work, broken ones are told of and harm nobody. */
class PluginFolderTest {
    private static final String PLUGIN = """
            package sample;
            import dev.suture.plugin.*;
            import java.nio.file.Path;
            import java.util.List;
            public final class Sample implements PatchPlugin, PatchReader, PatchDriver {
                BEGIN
                public String kind() { return "KIND"; }
                public String description() { return "a sample: " + com.fasterxml.jackson.databind.ObjectMapper.NAME; }
                public int apiVersion() { return 1; }
                public PatchBuilder builder() { throw new UnsupportedOperationException(); }
                public PatchReader reader() { return this; }
                public PatchDriver driver() { return this; }
                public boolean recognises(Path file) { return file.toString().endsWith(".KIND"); }
                public PatchInfo read(Path file) {
                    return new PatchInfo("11111111-0000-4000-8000-000000000001", "fix", "KIND", "x86_64", "service",
                            "abcd", List.of(new PatchInfo.PatchedFunction("f", 1, 2, 3)));
                }
                public List<TargetProcess> processes(PatchInfo patch) { return List.of(); }
                public PatchState status(Path file, int pid) { return PatchState.NOT_APPLIED; }
                public ChangeReport load(Path f, int p, DriverOptions o, Progress g) { return null; }
                public ChangeReport active(Path f, int p, DriverOptions o, Progress g) { return null; }
                public ChangeReport deactive(Path f, int p, DriverOptions o, Progress g) { return null; }
                public ChangeReport remove(Path f, int p, DriverOptions o, Progress g) { return null; }
            }
            """;
    /** A library that Suture has too, in a version of the plugin's own. */
    private static final String LIBRARY =
            "package com.fasterxml.jackson.databind; public class ObjectMapper { public static final String NAME = String.valueOf(\"own\"); }";

    @TempDir
    Path folder;

    private Path plugins;

    @BeforeEach
    void make() throws Exception {
        plugins = Files.createDirectory(
                folder.resolve("plugins"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    private static Map<String, String> descriptor(String id) {
        return Map.of("Suture-Plugin-Id", id, "Suture-Plugin-Version", "1.5", "Suture-Plugin-Api", "1");
    }

    private Path jar(String name, Map<String, String> attributes, String source) throws Exception {
        Path work = Files.createTempDirectory(folder, "work");
        Path code = Files.createDirectories(work.resolve("sample")).resolve("Sample.java");
        Files.writeString(code, source);
        Path library = Files.createDirectories(work.resolve("com/fasterxml/jackson/databind"))
                .resolve("ObjectMapper.java");
        Files.writeString(library, LIBRARY);
        // Without a class path but the interface's, as a stranger would compile it.
        Path api = Path.of(PatchPlugin.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        api + ":" + System.getProperty("java.class.path"),
                        "-sourcepath",
                        work.toString(),
                        "-Xprefer:source",
                        "-implicit:class",
                        "-proc:none",
                        code.toString());
        assertThat(result).isZero();
        return jar(name, attributes, work);
    }

    private Path jar(String name, Map<String, String> attributes, Path classes) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach(manifest.getMainAttributes()::putValue);
        Path jar = plugins.resolve(name + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                entries.write(Files.readAllBytes(file));
            }
            entries.putNextEntry(new JarEntry("META-INF/services/dev.suture.plugin.PatchPlugin"));
            entries.write("sample.Sample\n".getBytes());
        }
        return jar;
    }

    private static String plugin(String kind, String begin) {
        return PLUGIN.replace("KIND", kind).replace("BEGIN", begin);
    }

    private List<PluginEntry> load() {
        return Plugins.all(List.of(plugins, folder.resolve("none")));
    }

    private PluginEntry entry(String id) {
        return load().stream().filter(e -> e.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void aSampleWorksBesideTheBuiltInOnesWithItsOwnLibraries() throws Exception {
        Path jar = jar("sample", descriptor("org.sample"), plugin("sample", ""));
        List<String> problems = new ArrayList<>();
        List<PatchPlugin> usable = Plugins.usable(load(), problems::add);
        assertThat(problems).isEmpty();
        assertThat(usable).extracting(PatchPlugin::kind).containsExactly("upatch", "sample");
        PluginEntry entry = entry("org.sample");
        assertThat(entry.version()).contains("1.5");
        assertThat(entry.origin()).isEqualTo(jar.toString());
        assertThat(usable.getLast().description())
                .as("the library in the jar, not Suture's of the same name")
                .isEqualTo("a sample: own");

        Path patch = Files.writeString(folder.resolve("fix.sample"), "a patch");
        PatchManager manager = PatchManager.open(folder.resolve("store"), usable);
        assertThat(manager.find(patch.toString(), Optional.empty()).getFirst().label())
                .isEqualTo("service/fix");
        assertThat(manager.processes("fix")).isEmpty();
    }

    @Test
    void whatIsWrongIsToldAndTheRestIsUsed() throws Exception {
        jar("a-good", descriptor("good"), plugin("good", ""));
        jar(
                "future",
                Map.of("Suture-Plugin-Id", "future", "Suture-Plugin-Version", "9", "Suture-Plugin-Api", "2"),
                plugin("future", "static { if (true) throw new Error(\"ran before it was checked\"); }"));
        jar(
                "throwing",
                descriptor("throwing"),
                plugin("throwing", "public Sample() { throw new IllegalStateException(\"no way\"); }"));
        jar("twin", descriptor("twin"), plugin("good", ""));
        jar("upatch", descriptor("upatch2"), plugin("upatch", ""));
        jar("odd", descriptor("odd"), plugin("Not A Kind", ""));
        jar("anonymous", Map.of(), plugin("anonymous", ""));
        jar("empty", descriptor("empty"), Files.createDirectory(folder.resolve("nothing")));
        jar(
                "other-api",
                descriptor("other-api"),
                plugin("other", "").replace("apiVersion() { return 1;", "apiVersion() { return 7;"));
        jar(
                "peeking",
                descriptor("peeking"),
                plugin("peeking", "private final Object store = new dev.suture.manager.Plugins[0];"));
        Files.writeString(plugins.resolve("text.jar"), "no jar at all");
        Files.createDirectory(plugins.resolve("folder.jar"));
        Files.writeString(plugins.resolve("readme.txt"), "not looked at");
        Path clash = Files.createDirectory(folder.resolve("clash"));
        Files.copy(plugins.resolve("a-good.jar"), clash.resolve("copy.jar"));

        List<String> problems = new ArrayList<>();
        List<PatchPlugin> usable = Plugins.usable(Plugins.all(List.of(plugins, clash)), problems::add);
        assertThat(usable).extracting(PatchPlugin::kind).containsExactly("upatch", "good");
        assertThat(problems).hasSize(12).allMatch(p -> p.contains(" is not used: ") && p.endsWith("."));
        assertThat(problem("future")).contains("version 2 of the plugin interface, not 1");
        assertThat(entry("future").version()).contains("9");
        assertThat(problem("throwing")).contains("no way");
        assertThat(problem("twin")).contains("good (", "same kind");
        assertThat(problem("upatch2")).contains("upatch (built in) has the same kind");
        assertThat(problem("odd")).contains("'Not A Kind'");
        assertThat(problem("anonymous.jar")).contains("no Suture-Plugin-Api");
        assertThat(problem("empty")).contains("sample.Sample");
        assertThat(problem("other-api")).contains("version 7", "its manifest 1");
        assertThat(problem("peeking")).contains("dev/suture/manager/Plugins");
        assertThat(problem("text.jar")).isNotBlank();
        assertThat(problem("folder.jar")).isNotBlank();
        assertThat(problems).anySatisfy(p -> assertThat(p).contains("copy.jar", "same id"));
    }

    private String problem(String id) {
        return entry(id).problem().orElseThrow();
    }

    @Test
    void aJarThatOthersCouldHaveChangedIsNotRun() throws Exception {
        Path jar = jar("open", descriptor("open"), plugin("open", "static { if (true) throw new Error(\"ran\"); }"));
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(problem("open.jar")).contains("everybody may write");
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: only root can give files away");
        Files.setOwner(
                jar, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        assertThat(problem("open.jar")).contains("belongs to nobody");
    }
}
