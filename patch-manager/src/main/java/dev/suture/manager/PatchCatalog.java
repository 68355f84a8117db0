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
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The patches this machine has: those of the store, those installed, and files and packages on their way into the store. */
final class PatchCatalog {
    private final Storage storage;
    private final PatchStore store;
    private final PatchFileReader reader;
    private final InstalledPackages installed;

    PatchCatalog(Storage storage, Optional<Path> installed, PatchFileReader reader) {
        this.storage = storage;
        this.store = storage.patches();
        this.reader = reader;
        this.installed = new InstalledPackages(installed, reader::read);
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
        Optional<StoredPatch> same = first(list(), p -> p.info().id().equals(info.id()));
        if (same.isEmpty()) {
            return store.add(file, info, origin);
        }
        boolean known = origin.isEmpty() || same.get().origin().equals(origin);
        return known ? same.get() : store.setOrigin(same.get(), origin.get());
    }

    private void requireFreeName(PatchInfo info) {
        first(
                        list(),
                        p -> !p.info().id().equals(info.id())
                                && p.info().name().equals(info.name())
                                && p.info().targetName().equals(info.targetName()))
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
        Optional<StoredPatch> same =
                first(list(), p -> p.info().id().equals(patch.info().id()));
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

    /** All usable patches of the store, in the order they were added. */
    List<StoredPatch> list() {
        return store.read().patches();
    }

    /** What is wrong with entries of the store that {@link #list()} leaves out, and with installed packages. */
    List<StoreProblem> problems() {
        List<StoreProblem> problems = new ArrayList<>(store.read().problems());
        problems.addAll(installed.read().problems());
        return List.copyOf(problems);
    }

    /** The usable packages that are installed on this machine, whether the store has their patches or not. */
    List<InstalledPackage> installed() {
        return installed.read().packages();
    }

    /** The installed patches that the store does not have; nobody has applied them by it. */
    List<StoredPatch> installedOnly() {
        Set<String> stored = list().stream().map(p -> p.info().id()).collect(Collectors.toSet());
        return installed().stream()
                .flatMap(p -> p.patches().stream())
                .filter(p -> !stored.contains(p.info().id()))
                .toList();
    }

    /**
     * The patches somebody means: one, or all of a package. Those the store does not have yet are added.
     *
     * @param identifier of a patch: a UUID or its first 8 or more characters, NAME, TARGET/NAME, or the path of a patch
     *     file; of a package: its UUID or the first characters of it, NAME, NAME-VERSION-RELEASE, or the path of an archive
     *     or folder
     * @param key if given, only a package with a signature that fits it will do
     */
    List<StoredPatch> find(String identifier, Optional<PublicKey> key) {
        Identifiers identifiers = identifiers();
        List<StoredPatch> found = identifiers.resolve(identifier);
        if (!found.isEmpty()) {
            return key.isEmpty() ? stored(found) : signed(identifier, found, key);
        }
        Path path = existing(identifier).orElseThrow(() -> identifiers.unknown(identifier));
        if (PackageReader.recognises(path)) {
            return addPackage(path, key);
        }
        requirePatchFile(path, key);
        return List.of(add(path));
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

    /**
     * Hands over the patches that {@link #find} would give, with nothing added to the store; refused as there.
     *
     * @param work what is done with them; their files may be gone when it is done
     */
    <T> T look(String identifier, Optional<PublicKey> key, Function<List<StoredPatch>, T> work) {
        Identifiers identifiers = identifiers();
        List<StoredPatch> found = identifiers.resolve(identifier);
        if (!found.isEmpty()) {
            if (key.isPresent()) {
                try (TemporaryFolder folder = new TemporaryFolder()) {
                    unpack(signedFolder(identifier, found), key, folder);
                }
            }
            return work.apply(found);
        }
        Path path = existing(identifier).orElseThrow(() -> identifiers.unknown(identifier));
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

    /** The store's own one of the same id, or else this. */
    private StoredPatch storedOr(StoredPatch patch) {
        return first(list(), p -> p.id().equals(patch.id())).orElse(patch);
    }

    /** One patch, all patches of a package, or none; of those in the store or installed. */
    List<StoredPatch> known(String identifier) {
        return identifiers().resolve(identifier);
    }

    /**
     * As {@link #known(String)}.
     *
     * @throws PatchException (TROUBLE) if there is none and there has to be
     */
    List<StoredPatch> known(String identifier, boolean required) {
        Identifiers identifiers = identifiers();
        List<StoredPatch> found = identifiers.resolve(identifier);
        if (found.isEmpty() && required) {
            throw identifiers.unknown(identifier);
        }
        return found;
    }

    private Identifiers identifiers() {
        List<StoredPatch> known = new ArrayList<>(list());
        known.addAll(installedOnly());
        return new Identifiers(known);
    }

    /** Those that are installed only get into the store, so that what is in a process stays known. */
    private List<StoredPatch> stored(List<StoredPatch> found) {
        List<StoredPatch> result = new ArrayList<>();
        for (StoredPatch patch : found) {
            result.add(
                    patch.added().isEmpty()
                            ? first(
                                            addPackage(folderOf(patch), Optional.empty()),
                                            p -> p.info()
                                                    .id()
                                                    .equals(patch.info().id()))
                                    .orElseThrow()
                            : patch);
        }
        return result;
    }

    /** The store keeps no signatures: what was named is checked where it is installed. */
    private List<StoredPatch> signed(String identifier, List<StoredPatch> found, Optional<PublicKey> key) {
        Set<String> ids = found.stream().map(StoredPatch::id).collect(Collectors.toSet());
        return addPackage(signedFolder(identifier, found), key).stream()
                .filter(p -> ids.contains(p.id()))
                .toList();
    }

    private Path signedFolder(String identifier, List<StoredPatch> found) {
        Set<String> ids = found.stream().map(StoredPatch::id).collect(Collectors.toSet());
        return installed().stream()
                .filter(p -> p.patches().stream().anyMatch(q -> ids.contains(q.id())))
                .map(InstalledPackage::folder)
                .findFirst()
                .orElseThrow(() -> unsigned(identifier));
    }

    private Path folderOf(StoredPatch patch) {
        return installed().stream()
                .filter(p -> p.patches().contains(patch))
                .map(InstalledPackage::folder)
                .findFirst()
                .orElseThrow();
    }

    private static PatchException unsigned(String identifier) {
        return new PatchException(
                Kind.REFUSED,
                "package-unsigned",
                "'%s' is no package with a signature, and one was asked for.".formatted(identifier),
                "Give the path of a signed package, or leave --key out if you trust where it came from.");
    }

    private static Optional<Path> existing(String text) {
        try {
            return Optional.of(Path.of(text)).filter(p -> Files.isRegularFile(p) || Files.isDirectory(p));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static <T> Optional<T> first(List<T> all, Predicate<T> wanted) {
        return all.stream().filter(wanted).findFirst();
    }
}
