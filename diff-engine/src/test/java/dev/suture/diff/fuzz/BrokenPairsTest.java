package dev.suture.diff.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.fuzz.Draft.Part;
import dev.suture.elf.Section;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Files broken by hand as the fuzzing once broke them, when it found something that nobody had thought of. */
class BrokenPairsTest {
    private static final int TYPE = 4;
    private static final int ADDRESS = 16;
    private static final int SIZE = 32;
    private static final int SYMBOL_VALUE = 8;
    private static final int SYMBOL_SIZE = 16;

    @TempDir
    static Path folder;

    private record Broken(String what, String seed, String expected, Consumer<Draft> edit) {}

    @TestFactory
    List<DynamicTest> eachIsComparedOrRefusedByName() {
        return List.of(
                        new Broken(
                                "code that the file has no bytes of",
                                "sections",
                                "compared",
                                draft -> draft.put(part(draft, ".text.square").header() + TYPE, 4, Section.NOBITS)),
                        new Broken("code that the file has no bytes of, of any size", "sections", "compared", draft -> {
                            int header = part(draft, ".text.square").header();
                            draft.put(header + TYPE, 4, Section.NOBITS);
                            draft.put(header + SIZE, 8, Long.MAX_VALUE);
                        }),
                        new Broken("an unused section header with flags and size", "sections", "compared", draft -> {
                            int header = part(draft, ".text.square").header();
                            draft.put(header + TYPE, 4, Section.NULL);
                            draft.put(header + SIZE, 8, 1L << 36);
                        }),
                        new Broken(
                                "a function that claims all addresses",
                                "plain",
                                "compared",
                                draft -> symbol(draft, "use", SYMBOL_SIZE, Long.MAX_VALUE)),
                        new Broken(
                                "a datum that claims all addresses, in a program",
                                "program",
                                "compared",
                                draft -> symbol(draft, "wide", SYMBOL_SIZE, Long.MAX_VALUE)),
                        new Broken("a table of labels at the end of all addresses", "plain", "compared", draft -> {
                            symbol(draft, "labels.", SYMBOL_VALUE, Long.MAX_VALUE - 4);
                            symbol(draft, "labels.", SYMBOL_SIZE, 16);
                        }),
                        new Broken(
                                "a table of labels that claims all addresses",
                                "plain",
                                "compared",
                                draft -> symbol(draft, "labels.", SYMBOL_SIZE, Long.MAX_VALUE)),
                        new Broken(
                                "a section without room for its addresses",
                                "program",
                                "refused as malformed",
                                draft -> draft.put(part(draft, ".data").header() + ADDRESS, 8, Long.MAX_VALUE - 4)),
                        new Broken(
                                "relocations without symbols to refer to",
                                "sections",
                                "refused as malformed|refused as not comparable",
                                draft -> draft.put(part(draft, ".symtab").header() + TYPE, 4, Section.PROGBITS)),
                        new Broken(
                                "a piece of data that refers to itself",
                                "plain",
                                "compared",
                                BrokenPairsTest::allRelocationsToTheirOwnPlace))
                .stream()
                .flatMap(broken -> List.of(true, false).stream()
                        .map(base -> DynamicTest.dynamicTest(
                                "%s, %s".formatted(broken.what(), base ? "base" : "patched"),
                                () -> check(broken, base))))
                .toList();
    }

    private static void check(Broken broken, boolean base) throws Exception {
        Seed seed = Seeds.all().stream()
                .filter(s -> s.name().equals(broken.seed()))
                .findFirst()
                .orElseThrow();
        Draft draft = new Draft(base ? seed.base() : seed.patched(), new SplittableRandom(0));
        broken.edit().accept(draft);
        assertThat(draft.bytes()).isNotEqualTo(base ? seed.base() : seed.patched());
        // The number decides whether it goes through memory, through files, or is also added and deleted.
        for (long number : new long[] {0, 1, 2}) {
            Input input = new Input(
                    number,
                    seed,
                    base ? draft.bytes() : seed.base(),
                    base ? seed.patched() : draft.bytes(),
                    List.of(broken.what()));
            assertThat(new Comparing(folder).run(input)).matches(broken.expected());
        }
    }

    private static Part part(Draft draft, String name) {
        return draft.parts().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Sets an 8-byte field of the symbols whose names begin so. */
    private static void symbol(Draft draft, String prefix, int field, long value) {
        Part table = part(draft, ".symtab");
        Part names = part(draft, ".strtab");
        byte[] wanted = prefix.getBytes(StandardCharsets.UTF_8);
        for (int at = table.offset(); at < table.offset() + table.size(); at += 24) {
            int name = names.offset() + (int) draft.get(at, 4);
            boolean same = true;
            for (int i = 0; i < wanted.length && same; i++) {
                same = draft.get(name + i, 1) == wanted[i];
            }
            if (same) {
                draft.put(at + field, 8, value);
            }
        }
    }

    private static void allRelocationsToTheirOwnPlace(Draft draft) {
        for (Part table : draft.ofType(Section.RELA)) {
            for (int at = table.offset(); at < table.offset() + table.size(); at += 24) {
                draft.put(at + 16, 8, draft.get(at, 8));
            }
        }
    }
}
