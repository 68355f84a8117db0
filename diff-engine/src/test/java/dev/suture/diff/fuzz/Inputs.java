package dev.suture.diff.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Makes broken inputs of sound ones, each from a number that decides everything. */
final class Inputs {
    private final List<Seed> seeds;
    private final List<Mutator> mutators;

    Inputs(List<Seed> seeds) {
        this.seeds = seeds;
        this.mutators = Mutator.all(seeds);
    }

    Input of(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        Seed origin = seeds.get(random.nextInt(seeds.size()));
        List<String> steps = new ArrayList<>();
        int sides = random.nextInt(8);
        byte[] base = origin.base();
        byte[] patched = origin.patched();
        if (sides == 0) {
            // Two kinds of file that have little in common.
            Seed other = seeds.get(random.nextInt(seeds.size()));
            steps.add("patched is of " + other.name());
            patched = other.patched();
        }
        if (sides < 4) {
            base = broken(base, random, "base", steps);
        }
        if (sides >= 3) {
            patched = broken(patched, random, "patched", steps);
        }
        return new Input(seed, origin, base, patched, steps);
    }

    private byte[] broken(byte[] sound, RandomGenerator random, String side, List<String> steps) {
        Draft draft = new Draft(sound, random);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            Mutator mutator = mutators.get(random.nextInt(mutators.size()));
            mutator.change().accept(draft);
            steps.add(side + ": " + mutator.name());
        }
        return draft.bytes();
    }
}
