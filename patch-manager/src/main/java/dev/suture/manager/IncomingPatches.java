package dev.suture.manager;

import dev.suture.pack.PackageReader;
import dev.suture.pack.TemporaryFolder;
import dev.suture.pack.VerifiedPackage;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Patch files and packages on their way into the store. */
final class IncomingPatches {
    private final Storage storage;
    private final PatchFileReader reader;

    IncomingPatches(Storage storage, PatchFileReader reader) {
        this.storage = storage;
        this.reader = reader;
    }

    /**
     * Takes a copy of a patch file into the store. Adding the same patch again changes nothing.
     *
     * @throws PatchException also if another patch has the same TARGET/NAME (REFUSED)
     */
    StoredPatch add(Path patchFile) {
        PatchInfo info = reader.read(patchFile);
        try (Locks.Held _ = storage.locks().store()) {
            requireFreeName(info);
            return add(patchFile, info, Optional.empty());
        }
    }

    /**
     * Checks a whole package, then takes its hot patches into the store: all of them or none.
     *
     * @param source a package, as an archive or a folder
     * @param key if given, the package must carry a signature that fits it
     * @return the patches in the order of the package
     * @throws PatchException also if another patch has the same TARGET/NAME (REFUSED)
     */
    List<StoredPatch> addPackage(Path source, Optional<PublicKey> key) {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            Unpacked unpacked = unpack(source, key, folder);
            try (Locks.Held _ = storage.locks().store()) {
                unpacked.patches().forEach(p -> requireAddable(p, source));
                return unpacked.patches().stream()
                        .map(p -> add(p.file(), p.info(), Optional.of(unpacked.origin())))
                        .toList();
            }
        }
    }

    /** A package that was checked, and its patches in the order of the package. */
    private record Unpacked(PackageOrigin origin, List<PackagedPatches.Packaged> patches) {}

    private Unpacked unpack(Path source, Optional<PublicKey> key, TemporaryFolder folder) {
        VerifiedPackage unpacked = new PackageReader(key).unpack(source, folder.path());
        return new Unpacked(
                PackageOrigin.of(unpacked.manifest()),
                new PackagedPatches(reader::read).read(unpacked, source.toString()));
    }

    private void requireAddable(PackagedPatches.Packaged patch, Path source) {
        requireFreeName(patch.info());
        requireSameFile(patch, source);
    }

    private StoredPatch add(Path file, PatchInfo info, Optional<PackageOrigin> origin) {
        Optional<StoredPatch> same = stored(info.id());
        if (same.isEmpty()) {
            return storage.patches().add(file, info, origin);
        }
        boolean known = origin.isEmpty() || same.get().origin().equals(origin);
        return known ? same.get() : storage.patches().setOrigin(same.get(), origin.get());
    }

    private void requireFreeName(PatchInfo info) {
        storage.patches().read().patches().stream()
                .filter(p -> !p.info().id().equals(info.id())
                        && p.info().name().equals(info.name())
                        && p.info().targetName().equals(info.targetName()))
                .findFirst()
                .ifPresent(other -> {
                    throw new PatchException(
                            Kind.REFUSED,
                            "name-taken",
                            "The store already has another patch called %s (%s)."
                                    .formatted(other.label(), other.info().id()),
                            "Build this one with another --name, or `suture forget %s` first."
                                    .formatted(other.info().id()));
                });
    }

    /** What was checked in the package must be what is then put into processes, not another file of that id. */
    private void requireSameFile(PackagedPatches.Packaged patch, Path source) {
        Optional<StoredPatch> same = stored(patch.info().id());
        try {
            if (same.isPresent() && Files.mismatch(same.get().file(), patch.file()) >= 0) {
                throw new PatchException(
                        Kind.REFUSED,
                        "id-taken",
                        "The store already has another patch with the id %s than the package %s."
                                .formatted(patch.info().id(), source),
                        "Find out which of them is right; `suture forget %s` takes the other out of the store."
                                .formatted(patch.info().id()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #add(Path)} or {@link #addPackage}, whichever it is. */
    List<StoredPatch> addAny(Path path, Optional<PublicKey> key) {
        if (PackageReader.recognises(path)) {
            return addPackage(path, key);
        }
        requirePatchFile(path, key);
        return List.of(add(path));
    }

    /**
     * Hands over what {@link #addAny} would add, with nothing added; refused as there.
     *
     * @param work what is done with the patches; their files may be gone when it is done
     */
    <T> T look(Path path, Optional<PublicKey> key, Function<List<StoredPatch>, T> work) {
        if (!PackageReader.recognises(path)) {
            requirePatchFile(path, key);
            PatchInfo info = reader.read(path);
            requireFreeName(info);
            return work.apply(List.of(storedOr(new StoredPatch(info, path, ""))));
        }
        try (TemporaryFolder folder = new TemporaryFolder()) {
            Unpacked unpacked = unpack(path, key, folder);
            unpacked.patches().forEach(p -> requireAddable(p, path));
            return work.apply(unpacked.patches().stream()
                    .map(p -> storedOr(new StoredPatch(p.info(), p.file(), "", Optional.of(unpacked.origin()))))
                    .toList());
        }
    }

    private static void requirePatchFile(Path path, Optional<PublicKey> key) {
        if (Files.isDirectory(path)) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "not-a-patch",
                    "The folder %s is no patch package: it has no package.json.".formatted(path),
                    "Give a patch file, or a package that `suture package` made.");
        }
        if (key.isPresent()) {
            throw unsigned(path.toString());
        }
    }

    static PatchException unsigned(String identifier) {
        return new PatchException(
                Kind.REFUSED,
                "package-unsigned",
                "'%s' is no package with a signature, and one was asked for.".formatted(identifier),
                "Give the path of a signed package, or leave --key out if you trust where it came from.");
    }

    /** The store's own one of the same id, or else this. */
    private StoredPatch storedOr(StoredPatch patch) {
        return stored(patch.id()).orElse(patch);
    }

    private Optional<StoredPatch> stored(String id) {
        return storage.patches().read().patches().stream()
                .filter(p -> p.id().equals(id))
                .findFirst();
    }
}
