package dev.suture.agent.wire;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Reads fields that the other side may have left out, or filled with words this side does not know. */
final class Fields {
    private Fields() {}

    /** @throws PatchException (TROUBLE) if the field is missing */
    static <T> T required(T value, String field) {
        if (value == null) {
            throw malformed("has no field '%s'".formatted(field));
        }
        return value;
    }

    static boolean flag(Boolean value) {
        return value != null && value;
    }

    static <A, B> List<B> each(List<? extends A> values, Function<A, B> conversion) {
        return values == null
                ? List.of()
                : values.stream().map(v -> conversion.apply(required(v, "[]"))).toList();
    }

    static <A, B> Optional<B> maybe(A value, Function<A, B> conversion) {
        return Optional.ofNullable(value).map(conversion);
    }

    /** An enum's constant as it goes over the wire, e.g. {@code RESTORE_ACCEPTED} as {@code restore-accepted}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws PatchException (TROUBLE) if there is no such constant */
    static <E extends Enum<E>> E constant(Class<E> type, String word, String field) {
        required(word, field);
        return Arrays.stream(type.getEnumConstants())
                .filter(c -> word(c).equals(word))
                .findFirst()
                .orElseThrow(() -> malformed("has '%s' as its '%s', which this Suture does not know"
                        .formatted(word.length() > 40 ? word.substring(0, 40) + "…" : word, field)));
    }

    /** By its label; a state that only the other side knows is UNKNOWN here. */
    static PatchState state(String label) {
        return Arrays.stream(PatchState.values())
                .filter(s -> s.label().equals(label))
                .findFirst()
                .orElse(PatchState.UNKNOWN);
    }

    private static PatchException malformed(String how) {
        return new PatchException(
                PatchException.Kind.TROUBLE,
                "agent-message",
                "A message between this Suture and its agent %s.".formatted(how),
                "Use the same version of Suture on both sides; `suture agent stop` ends the agent.");
    }
}
