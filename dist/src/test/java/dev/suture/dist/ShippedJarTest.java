package dev.suture.dist;

import static java.lang.constant.ConstantDescs.CD_Integer;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassFile;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries are shipped in a form that the JVM's class cache takes, and do what they did. */
class ShippedJarTest {
    private static final String MANIFEST =
            "Manifest-Version: 1.0\r\nBundle-Name: kept\r\n\r\nName: old/Picker.class\r\n"
                    + "SHA-256-Digest: AAAA\r\n\r\n";

    @TempDir
    private Path folder;

    @Test
    void oldClassesGetStackMapsAndDoWhatTheyDid() throws Exception {
        Path jar = jar(Map.of("old/Picker.class", picker(ClassFile.JAVA_5_VERSION)));
        assertThat(new ShippedJar(jar).isLeftOut()).isTrue();
        assertThat(pick(jar, 1)).isEqualTo("text");
        rewrite(jar);
        assertThat(new ShippedJar(jar).isLeftOut()).isFalse();
        // The JVM verifies it by its new stack maps here.
        assertThat(pick(jar, 1)).isEqualTo("text");
        assertThat(pick(jar, 0)).isEqualTo(7);
    }

    @Test
    void signaturesAreLeftOutAndTheRestOfTheManifestStays() throws Exception {
        Path jar = jar(Map.of(
                "META-INF/MANIFEST.MF", MANIFEST.getBytes(StandardCharsets.UTF_8),
                "META-INF/KEY.SF", "Signature-Version: 1.0\r\n".getBytes(StandardCharsets.UTF_8),
                "META-INF/KEY.RSA", new byte[] {1},
                "META-INF/services/some.Service", "old.Picker\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(new ShippedJar(jar).isLeftOut()).isTrue();
        rewrite(jar);
        assertThat(new ShippedJar(jar).isLeftOut()).isFalse();
        try (JarFile file = new JarFile(jar.toFile())) {
            assertThat(file.stream().map(ZipEntry::getName))
                    .containsExactlyInAnyOrder("META-INF/MANIFEST.MF", "META-INF/services/some.Service");
            assertThat(file.getManifest().getMainAttributes().getValue("Bundle-Name"))
                    .isEqualTo("kept");
            assertThat(file.getManifest().getEntries()).isEmpty();
        }
    }

    @Test
    void whatBuildsOnClassesThatAreNotThereStaysAsItIs() throws Exception {
        byte[] orphan = orphan();
        Path jar = jar(Map.of("old/Orphan.class", orphan));
        rewrite(jar);
        try (JarFile file = new JarFile(jar.toFile())) {
            assertThat(file.getInputStream(file.getEntry("old/Orphan.class")).readAllBytes())
                    .isEqualTo(orphan);
        }
    }

    @Test
    void whatTheCacheTakesAnywayStaysAsItIs() throws Exception {
        assertThat(new ShippedJar(jar(Map.of("old/Picker.class", picker(ClassFile.JAVA_6_VERSION)))).isLeftOut())
                .isFalse();
    }

    private static void rewrite(Path jar) throws Exception {
        try (URLClassLoader loader = loader(jar)) {
            new ShippedJar(jar).rewrite(loader);
        }
    }

    private static Object pick(Path jar, int which) throws Exception {
        try (URLClassLoader loader = loader(jar)) {
            return loader.loadClass("old.Picker").getMethod("pick", int.class).invoke(null, which);
        }
    }

    private static URLClassLoader loader(Path jar) throws Exception {
        return new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
    }

    private Path jar(Map<String, byte[]> entries) throws Exception {
        Path jar = folder.resolve("library.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return jar;
    }

    /** {@code static Object pick(int which) { return which == 0 ? (Object) 7 : "text"; }}, without stack maps. */
    private static byte[] picker(int version) {
        return ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS)
                .build(
                        ClassDesc.of("old.Picker"),
                        type -> type.withVersion(version, 0)
                                .withFlags(ClassFile.ACC_PUBLIC)
                                .withMethodBody(
                                        "pick",
                                        MethodTypeDesc.of(CD_Object, CD_int),
                                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                                        code -> {
                                            Label text = code.newLabel();
                                            Label end = code.newLabel();
                                            code.iload(0)
                                                    .ifne(text)
                                                    .bipush(7)
                                                    .invokestatic(
                                                            CD_Integer,
                                                            "valueOf",
                                                            MethodTypeDesc.of(CD_Integer, CD_int))
                                                    .goto_(end)
                                                    .labelBinding(text)
                                                    .ldc("text")
                                                    .labelBinding(end)
                                                    .areturn();
                                        }));
    }

    /** Where two branches meet, its stack map takes what two classes of some other library have in common. */
    private static byte[] orphan() {
        ClassDesc one = ClassDesc.of("absent.One");
        ClassDesc other = ClassDesc.of("absent.Other");
        return ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS)
                .build(
                        ClassDesc.of("old.Orphan"),
                        type -> type.withVersion(ClassFile.JAVA_5_VERSION, 0)
                                .withMethodBody(
                                        "pick",
                                        MethodTypeDesc.of(CD_Object, CD_int),
                                        ClassFile.ACC_STATIC,
                                        code -> code.iload(0)
                                                .ifThenElse(
                                                        a -> a.aconst_null().checkcast(one),
                                                        b -> b.aconst_null().checkcast(other))
                                                .areturn()));
    }
}
