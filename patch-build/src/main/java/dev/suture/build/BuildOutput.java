package dev.suture.build;

import dev.suture.pack.PackageWriter;
import java.nio.file.Path;

/** Where what is made goes. */
public sealed interface BuildOutput {
    /** The file or folder. */
    Path path();

    /** The bare hot patch; with several targets a folder of one each. */
    record HotPatches(Path path) implements BuildOutput {}

    /** A patch package: an archive if its name ends as theirs does, else a folder. */
    record PatchPackage(Path path, PackageLabels labels) implements BuildOutput {}

    /** Whether a name, as typed, is that of a package: a folder is told by the slash at its end. */
    static boolean isPackage(String typed) {
        return typed.endsWith(PackageWriter.ARCHIVE_SUFFIX) || typed.endsWith("/");
    }

    /** The name to know a patch by unless another is given. */
    static String standardName(String typed) {
        String file = Path.of(typed).toAbsolutePath().normalize().getFileName().toString();
        if (file.endsWith(PackageWriter.ARCHIVE_SUFFIX)) {
            return file.substring(0, file.length() - PackageWriter.ARCHIVE_SUFFIX.length());
        }
        return typed.endsWith("/") ? file : file.replaceFirst("(?<=.)\\.[^.]*$", "");
    }
}
