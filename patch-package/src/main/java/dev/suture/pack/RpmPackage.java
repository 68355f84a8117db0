package dev.suture.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.eclipse.packager.rpm.RpmTag;
import org.eclipse.packager.rpm.RpmVersion;
import org.eclipse.packager.rpm.build.BuilderContext;
import org.eclipse.packager.rpm.build.BuilderOptions;
import org.eclipse.packager.rpm.build.DigestAlgorithm;
import org.eclipse.packager.rpm.build.FileInformation;
import org.eclipse.packager.rpm.build.RpmBuilder;

/** Writes a package as {@code .rpm}. It is not signed as an RPM; the patch package in it may be. */
public final class RpmPackage {
    private RpmPackage() {}

    /**
     * @param time recorded as the build time and the time of all files, cut to seconds
     * @throws dev.suture.plugin.PatchException if it cannot be written
     */
    public static void write(VerifiedPackage source, DistributionPackage.Labels labels, Instant time, Path output) {
        Outputs.file(output, file -> build(source, labels, time, file));
    }

    private static void build(VerifiedPackage source, DistributionPackage.Labels labels, Instant time, Path file)
            throws IOException {
        PackageManifest manifest = source.manifest();
        PackageName name = manifest.name();
        BuilderOptions options = new BuilderOptions();
        options.setOpenOptions(new StandardOpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE});
        options.setFileDigestAlgorithm(DigestAlgorithm.SHA256);
        options.setPayloadProcessors(List.of(new PayloadDigest()));
        try (RpmBuilder rpm = new RpmBuilder(
                DistributionPackage.packageName(manifest),
                new RpmVersion(name.version(), name.release()),
                manifest.arch(),
                file,
                options)) {
            RpmBuilder.PackageInformation information = rpm.getInformation();
            information.setSummary(DistributionPackage.line(DistributionPackage.summary(manifest)));
            information.setDescription(DistributionPackage.details(manifest));
            information.setLicense(DistributionPackage.line(labels.license()));
            information.setPackager(DistributionPackage.line(labels.maintainer()));
            information.setBuildHost("localhost");
            // The builder takes the clock's time.
            rpm.setHeaderCustomizer(header -> header.putInt(RpmTag.BUILDTIME, Math.toIntExact(time.getEpochSecond())));
            BuilderContext context = rpm.newContext();
            for (String folder : DistributionPackage.folders(source)) {
                context.addDirectory(folder, f -> set(f, 0755, time));
            }
            for (String path : PackageArchive.paths(source)) {
                context.addFile(
                        DistributionPackage.folder(manifest) + "/" + path,
                        source.folder().resolve(path),
                        f -> set(f, 0644, time));
            }
            rpm.build();
        }
    }

    private static void set(FileInformation information, int mode, Instant time) {
        information.setMode((short) mode);
        information.setUser("root");
        information.setGroup("root");
        information.setTimestamp(Instant.ofEpochSecond(time.getEpochSecond()));
    }
}
