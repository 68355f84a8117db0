package dev.suture.manager;

import dev.suture.plugin.PatchException;
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

/** The patches this machine has, in the store or installed, by what people call them. */
final class PatchCatalog {
    private final PatchStore store;
    private final IncomingPatches incoming;
    private final InstalledPackages installed;

    /** @param installed the folder of installed packages, if any are to be seen */
    PatchCatalog(Storage storage, Optional<Path> installed, PatchFileReader reader) {
        this.store = storage.patches();
        this.incoming = new IncomingPatches(storage, reader);
        this.installed = new InstalledPackages(installed, reader::read);
    }

    IncomingPatches incoming() {
        return incoming;
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
        return incoming.addAny(path, key);
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
                incoming.look(signedFolder(identifier, found), key, signed -> signed);
            }
            return work.apply(found);
        }
        Path path = existing(identifier).orElseThrow(() -> identifiers.unknown(identifier));
        return incoming.look(path, key, work);
    }

    /** One patch, all patches of a package, or none; of those in the store or installed. */
    List<StoredPatch> known(String identifier) {
        return identifiers().resolve(identifier);
    }

    /**
     * As {@link #known}.
     *
     * @throws PatchException (TROUBLE) if there is none
     */
    List<StoredPatch> required(String identifier) {
        Identifiers identifiers = identifiers();
        List<StoredPatch> found = identifiers.resolve(identifier);
        if (found.isEmpty()) {
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
                                            incoming.addPackage(folderOf(patch), Optional.empty()),
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
        return incoming.addPackage(signedFolder(identifier, found), key).stream()
                .filter(p -> ids.contains(p.id()))
                .toList();
    }

    private Path signedFolder(String identifier, List<StoredPatch> found) {
        Set<String> ids = found.stream().map(StoredPatch::id).collect(Collectors.toSet());
        return installed().stream()
                .filter(p -> p.patches().stream().anyMatch(q -> ids.contains(q.id())))
                .map(InstalledPackage::folder)
                .findFirst()
                .orElseThrow(() -> IncomingPatches.unsigned(identifier));
    }

    private Path folderOf(StoredPatch patch) {
        return installed().stream()
                .filter(p -> p.patches().contains(patch))
                .map(InstalledPackage::folder)
                .findFirst()
                .orElseThrow();
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
