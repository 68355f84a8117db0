package dev.suture.dist;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A library as Suture ships it: with the same classes and resources, but such that the JVM can keep all of its classes in
 * the cache of loaded and linked classes (JEP 483). It leaves out classes of signed archives, since their signature is to
 * be verified in each run, and classes of files older than version 50, since those have no stack maps to be verified by.
 */
final class ShippedJar {
    /** The first version of class files whose methods are verified by stack maps (JVMS 4.10.1); older ones are inferred. */
    static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

    /** Java 8's: takes every instruction and flag of the older ones, apart from jsr and ret, which no compiler makes. */
    private static final int NEW_VERSION = ClassFile.JAVA_8_VERSION;

    private static final int VERSION_OFFSET = 6;

    private final Path jar;

    ShippedJar(Path jar) {
        this.jar = jar;
    }

    /** Whether the JVM's cache would leave classes of it out. */
    boolean isLeftOut() throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (isSignature(entry.getName()) || isClass(entry) && isOld(bytes(zip, entry))) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * Writes it anew without signatures and with stack maps, in its place.
     *
     * @param libraries finds the classes which those of this one extend
     */
    void rewrite(ClassLoader libraries) throws IOException {
        Path written = jar.resolveSibling(jar.getFileName() + ".new");
        try (ZipFile zip = new ZipFile(jar.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(written))) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (!isSignature(entry.getName())) {
                    ZipEntry copy = new ZipEntry(entry.getName());
                    copy.setTime(entry.getTime());
                    out.putNextEntry(copy);
                    copy(zip, entry, out, libraries);
                    out.closeEntry();
                }
            }
        }
        Files.move(written, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(ZipFile zip, ZipEntry entry, OutputStream out, ClassLoader libraries) throws IOException {
        byte[] bytes = bytes(zip, entry);
        if (entry.getName().equals("META-INF/MANIFEST.MF")) {
            withoutDigests(bytes).write(out);
        } else if (isClass(entry) && isOld(bytes)) {
            out.write(withStackMaps(bytes, libraries));
        } else {
            out.write(bytes);
        }
    }

    /** The files of a signature: JAR File Specification, "Signed JAR File". */
    private static boolean isSignature(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith("META-INF/")
                && upper.indexOf('/', "META-INF/".length()) < 0
                && (upper.endsWith(".SF") || upper.endsWith(".RSA") || upper.endsWith(".DSA") || upper.endsWith(".EC"));
    }

    private static boolean isClass(ZipEntry entry) {
        return entry.getName().endsWith(".class");
    }

    private static boolean isOld(byte[] bytes) {
        return Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(VERSION_OFFSET)) < FIRST_WITH_STACK_MAPS;
    }

    /** The main attributes stay; the sections of single entries hold their digests. */
    private static Manifest withoutDigests(byte[] bytes) throws IOException {
        Manifest manifest = new Manifest(new ByteArrayInputStream(bytes));
        for (Attributes section : manifest.getEntries().values()) {
            section.keySet()
                    .removeIf(name -> name.toString().toUpperCase(Locale.ROOT).endsWith("-DIGEST"));
        }
        manifest.getEntries().values().removeIf(Attributes::isEmpty);
        return manifest;
    }

    /** The class with stack maps; as it is where that takes classes which nobody ships, so that it cannot be used anyway. */
    private static byte[] withStackMaps(byte[] bytes, ClassLoader libraries) {
        ClassFile classFile = ClassFile.of(
                StackMapsOption.GENERATE_STACK_MAPS,
                ClassHierarchyResolverOption.of(ClassHierarchyResolver.defaultResolver()
                        .orElse(ClassHierarchyResolver.ofResourceParsing(libraries))));
        ClassModel model = classFile.parse(bytes);
        // Bodies are taken apart and put together again: as they are they would be copied, without stack maps.
        ClassTransform bodies = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
        ClassTransform version = (builder, element) ->
                builder.with(element instanceof ClassFileVersion ? ClassFileVersion.of(NEW_VERSION, 0) : element);
        try {
            return classFile.transformClass(model, version.andThen(bodies));
        } catch (IllegalArgumentException e) {
            return bytes; // "Could not resolve class ..."
        }
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
