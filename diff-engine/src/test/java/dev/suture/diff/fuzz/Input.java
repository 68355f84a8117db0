package dev.suture.diff.fuzz;

import java.util.List;

/**
 * Two files to compare, at least one of them broken.
 *
 * @param seed the number it was made from; the same number makes the same input
 * @param origin the sound pair it was made from
 * @param base the base's bytes
 * @param patched the patched file's bytes
 * @param steps what was done to them, for people
 */
public record Input(long seed, Seed origin, byte[] base, byte[] patched, List<String> steps) {
    Input with(byte[] otherBase, byte[] otherPatched) {
        return new Input(seed, origin, otherBase, otherPatched, steps);
    }

    int size() {
        return base.length + patched.length;
    }

    @Override
    public String toString() {
        return "input %d from %s (%d and %d bytes): %s"
                .formatted(seed, origin.name(), base.length, patched.length, String.join(", ", steps));
    }
}
