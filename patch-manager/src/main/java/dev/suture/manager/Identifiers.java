package dev.suture.manager;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds the patches that somebody means: one by UUID or TARGET/NAME, all of a package by its UUID or NAME-VERSION-RELEASE,
 * else by the NAME of either or the beginning of a UUID.
 */
final class Identifiers {
    /** A shorter beginning of a UUID is too easily another patch's the next day. */
    private static final int SHORTEST_PREFIX = 8;

    private final List<StoredPatch> patches;

    Identifiers(List<StoredPatch> patches) {
        this.patches = patches;
    }

    /**
     * One patch, all patches of one package, or none.
     *
     * @throws PatchException if it could mean several
     */
    List<StoredPatch> resolve(String identifier) {
        String id = identifier.toLowerCase(Locale.ROOT);
        for (Predicate<StoredPatch> wanted : List.<Predicate<StoredPatch>>of(
                p -> p.info().id().equals(id) || p.label().equals(identifier),
                p -> of(p, o -> o.uuid().equals(id) || o.label().equals(identifier)),
                p -> p.info().name().equals(identifier)
                        || of(p, o -> o.name().equals(identifier))
                        || isBeginning(id, p.info().id())
                        || of(p, o -> isBeginning(id, o.uuid())))) {
            List<StoredPatch> found = patches.stream().filter(wanted).toList();
            if (found.size() > 1 && !isOnePackage(found, identifier)) {
                throw ambiguous(identifier, found);
            }
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private static boolean of(StoredPatch patch, Predicate<PackageOrigin> wanted) {
        return patch.origin().filter(wanted).isPresent();
    }

    private static boolean isBeginning(String id, String uuid) {
        return id.length() >= SHORTEST_PREFIX && uuid.startsWith(id);
    }

    /** Several patches are meant together only where the package they came in was named. */
    private static boolean isOnePackage(List<StoredPatch> found, String identifier) {
        Optional<PackageOrigin> origin = found.getFirst().origin();
        return origin.isPresent()
                && found.stream().allMatch(p -> p.origin().equals(origin))
                && (origin.get().name().equals(identifier)
                        || origin.get().label().equals(identifier)
                        || origin.get().uuid().startsWith(identifier.toLowerCase(Locale.ROOT)));
    }

    static PatchException ambiguous(String identifier, List<StoredPatch> found) {
        return new PatchException(
                Kind.TROUBLE,
                "ambiguous-patch",
                "'%s' could mean %s.".formatted(identifier, describe(found)),
                "Name one of them by its UUID or as TARGET/NAME, or a package as NAME-VERSION-RELEASE.");
    }

    PatchException unknown(String identifier) {
        return new PatchException(
                Kind.TROUBLE,
                "unknown-patch",
                patches.isEmpty()
                        ? "There is no patch '%s': the store is empty, and no such file exists.".formatted(identifier)
                        : "There is no patch '%s', and no such file exists. The store has %s."
                                .formatted(identifier, describe(patches)),
                "Give a patch's UUID (or its first %d characters), NAME, TARGET/NAME or the path of a patch file or package."
                        .formatted(SHORTEST_PREFIX));
    }

    private static String describe(List<StoredPatch> patches) {
        return patches.stream()
                .map(p -> "%s (%s%s)"
                        .formatted(
                                p.label(),
                                p.info().id(),
                                p.origin().map(o -> " of " + o.label()).orElse("")))
                .collect(Collectors.joining(", "));
    }
}
