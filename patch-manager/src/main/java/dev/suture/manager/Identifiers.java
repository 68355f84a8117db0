package dev.suture.manager;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds the patch that somebody means: by UUID or TARGET/NAME, else by NAME or the beginning of the UUID. */
final class Identifiers {
    /** A shorter beginning of a UUID is too easily another patch's the next day. */
    private static final int SHORTEST_PREFIX = 8;

    private final List<StoredPatch> patches;

    Identifiers(List<StoredPatch> patches) {
        this.patches = patches;
    }

    /** @throws PatchException if it could mean several */
    Optional<StoredPatch> resolve(String identifier) {
        String id = identifier.toLowerCase(Locale.ROOT);
        List<StoredPatch> exact =
                matching(p -> p.info().id().equals(id) || p.label().equals(identifier));
        List<StoredPatch> found = !exact.isEmpty()
                ? exact
                : matching(p -> p.info().name().equals(identifier)
                        || id.length() >= SHORTEST_PREFIX && p.info().id().startsWith(id));
        if (found.size() > 1) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "ambiguous-patch",
                    "'%s' could mean %s.".formatted(identifier, describe(found)),
                    "Name one of them by its UUID or as TARGET/NAME.");
        }
        return found.stream().findFirst();
    }

    PatchException unknown(String identifier) {
        return new PatchException(
                Kind.TROUBLE,
                "unknown-patch",
                patches.isEmpty()
                        ? "There is no patch '%s': the store is empty, and no such file exists.".formatted(identifier)
                        : "There is no patch '%s', and no such file exists. The store has %s."
                                .formatted(identifier, describe(patches)),
                "Give a patch's UUID (or its first %d characters), NAME, TARGET/NAME or the path of a patch file."
                        .formatted(SHORTEST_PREFIX));
    }

    private List<StoredPatch> matching(Predicate<StoredPatch> wanted) {
        return patches.stream().filter(wanted).toList();
    }

    private static String describe(List<StoredPatch> patches) {
        return patches.stream()
                .map(p -> "%s (%s)".formatted(p.label(), p.info().id()))
                .collect(Collectors.joining(", "));
    }
}
