package dev.suture.diff.fuzz;

import dev.suture.diff.fuzz.Draft.Part;
import java.util.Arrays;
import java.util.List;

/** Ways of breaking any file, and of mixing two. */
final class ByteMutators {
    private final List<Seed> seeds;

    ByteMutators(List<Seed> seeds) {
        this.seeds = seeds;
    }

    List<Mutator> all() {
        return List.of(
                new Mutator("flipped bits", ByteMutators::flip),
                new Mutator("a number anywhere", ByteMutators::number),
                new Mutator("cut off", ByteMutators::truncate),
                new Mutator("bytes left out or put in", ByteMutators::shift),
                new Mutator("a stretch of another file", this::splice),
                new Mutator("a section of another file", this::foreignSection));
    }

    private static void flip(Draft draft) {
        for (int i = 1 + draft.random.nextInt(8); i > 0; i--) {
            draft.bytes()[draft.random.nextInt(draft.bytes().length)] ^= (byte) (1 << draft.random.nextInt(8));
        }
        draft.replace(draft.bytes());
    }

    private static void number(Draft draft) {
        draft.spoil(draft.random.nextInt(draft.bytes().length), 1 << draft.random.nextInt(4));
    }

    private static void truncate(Draft draft) {
        int length = draft.bytes().length;
        int kept = draft.random.nextInt(4) == 0
                ? draft.random.nextInt(length)
                : length - draft.random.nextInt(Math.min(length, 100));
        draft.replace(Arrays.copyOf(draft.bytes(), Math.max(1, kept)));
    }

    private static void shift(Draft draft) {
        byte[] bytes = draft.bytes();
        int count = 1 + draft.random.nextInt(16);
        int at = draft.random.nextInt(bytes.length);
        boolean longer = draft.random.nextBoolean() || bytes.length - at <= count;
        byte[] result = new byte[longer ? bytes.length + count : bytes.length - count];
        System.arraycopy(bytes, 0, result, 0, at);
        if (longer) {
            System.arraycopy(bytes, at, result, at + count, bytes.length - at);
        } else {
            System.arraycopy(bytes, at + count, result, at, result.length - at);
        }
        draft.replace(result);
    }

    private void splice(Draft draft) {
        byte[] other = draft.any(seeds).patched();
        byte[] bytes = draft.bytes();
        int length = 1 + draft.random.nextInt(Math.min(bytes.length, other.length));
        int from = draft.random.nextInt(other.length - length + 1);
        int to = draft.random.nextInt(bytes.length - length + 1);
        System.arraycopy(other, from, bytes, to, length);
        draft.replace(bytes);
    }

    /** The contents of a section of the same name in another file, as much of it as there is room for. */
    private void foreignSection(Draft draft) {
        Draft other = new Draft(draft.any(seeds).base(), draft.random);
        if (draft.parts().isEmpty()) {
            return;
        }
        Part to = draft.any(draft.parts());
        other.parts().stream()
                .filter(p -> p.name().equals(to.name()))
                .findFirst()
                .ifPresent(from -> {
                    System.arraycopy(
                            other.bytes(), from.offset(), draft.bytes(), to.offset(), Math.min(from.size(), to.size()));
                    draft.replace(draft.bytes());
                });
    }
}
