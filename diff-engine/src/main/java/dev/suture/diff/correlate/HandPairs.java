package dev.suture.diff.correlate;

import dev.suture.diff.item.ItemKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What people say of pairs that no pass finds, or finds wrongly. By names, so that it holds for later builds too; what
 * names nothing has no effect.
 *
 * @param together items that stand for each other
 * @param apart items that do not, though a pass would pair them
 */
public record HandPairs(List<HandPair> together, List<HandPair> apart) {
    /** Nobody said anything. */
    public static final HandPairs NONE = new HandPairs(List.of(), List.of());

    /**
     * Two items of one object.
     *
     * @param object what people know the object by
     * @param kind function or data
     * @param base the name in the base object
     * @param patched the name in the patched object
     */
    public record HandPair(String object, ItemKind kind, String base, String patched) {
        private boolean sharesItemWith(HandPair other) {
            return object.equals(other.object)
                    && kind == other.kind
                    && (base.equals(other.base) || patched.equals(other.patched));
        }
    }

    public HandPairs {
        together = List.copyOf(together);
        apart = List.copyOf(apart);
    }

    /** What was said of one object. */
    public HandPairs of(String object) {
        return together.isEmpty() && apart.isEmpty()
                ? NONE
                : new HandPairs(
                        together.stream().filter(p -> p.object().equals(object)).toList(),
                        apart.stream().filter(p -> p.object().equals(object)).toList());
    }

    /** With one pair more; what was said of either of its items before does not hold any more. */
    public HandPairs pair(HandPair pair) {
        List<HandPair> pairs = new ArrayList<>(together);
        pairs.removeIf(pair::sharesItemWith);
        pairs.add(pair);
        return new HandPairs(pairs, apart.stream().filter(p -> !p.equals(pair)).toList());
    }

    /** Without a pair: one made by hand is forgotten, one that a pass makes is kept apart. */
    public HandPairs unpair(HandPair pair) {
        if (together.contains(pair)) {
            return new HandPairs(together.stream().filter(p -> !p.equals(pair)).toList(), apart);
        }
        List<HandPair> pairs = new ArrayList<>(apart);
        pairs.removeIf(pair::equals);
        pairs.add(pair);
        return new HandPairs(together, pairs);
    }
}
