package dev.suture.diff.fuzz;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One way of breaking a file; does nothing where the file has not what it breaks. */
record Mutator(String name, Consumer<Draft> change) {
    static List<Mutator> all(List<Seed> seeds) {
        return Stream.of(new ByteMutators(seeds).all(), TableMutators.all(), ContentMutators.all())
                .flatMap(List::stream)
                .toList();
    }
}
