package dev.suture.manager;

import dev.suture.pack.HotPatch;
import dev.suture.pack.PackageManifest;
import dev.suture.pack.PackageReader;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchInfo;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The packages in the system's folder, each an unpacked package folder. */
final class InstalledPackages {
    private final Optional<Path> folder;
    private final Function<Path, PatchInfo> reader;

    /**
     * @param folder none where nothing installed is to be seen
     * @param reader what a hot patch file says of itself
     */
    InstalledPackages(Optional<Path> folder, Function<Path, PatchInfo> reader) {
        this.folder = folder.map(Path::toAbsolutePath);
        this.reader = reader;
    }

    /** What is installed. */
    record Contents(List<InstalledPackage> packages, List<StoreProblem> problems) {}

    /** Everything, by name; broken packages among the problems. */
    Contents read() {
        List<InstalledPackage> packages = new ArrayList<>();
        List<StoreProblem> problems = new ArrayList<>();
        for (Path each : folders(problems)) {
            try {
                packages.add(read(each));
            } catch (PatchException e) {
                problems.add(new StoreProblem(
                        each,
                        "The installed patch package in %s cannot be used: %s".formatted(each, e.getMessage()),
                        "Install the package again, or remove it."));
            }
        }
        packages.sort(Comparator.comparing(p -> p.manifest().name().toString()));
        return new Contents(List.copyOf(packages), List.copyOf(problems));
    }

    private InstalledPackage read(Path each) {
        PackageManifest manifest = PackageReader.peek(each);
        PackageOrigin origin = PackageOrigin.of(manifest);
        List<StoredPatch> patches = new ArrayList<>();
        for (HotPatch patch : manifest.hotPatches()) {
            Path file = each.resolve(patch.file());
            patches.add(new StoredPatch(reader.apply(file), file, "", Optional.of(origin)));
        }
        return new InstalledPackage(each, manifest, patches);
    }

    private List<Path> folders(List<StoreProblem> problems) {
        List<Path> folders = new ArrayList<>();
        if (folder.isEmpty()) {
            return folders;
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder.get(), Files::isDirectory)) {
            stream.forEach(folders::add);
        } catch (NoSuchFileException e) {
            return folders; // Nothing was ever installed.
        } catch (IOException | DirectoryIteratorException e) {
            problems.add(new StoreProblem(
                    folder.get(),
                    "The folder of installed patches %s cannot be read: %s.".formatted(folder.get(), e.getMessage()),
                    "Check its rights."));
        }
        return folders;
    }
}
