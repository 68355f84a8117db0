package dev.suture.diff.fuzz;

import dev.suture.diff.fuzz.Draft.Part;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Ways of breaking what sections hold: debugging information (DWARF 5), unwind records, merged strings, code. */
final class ContentMutators {
    /** Forms, attributes and tags that lead elsewhere or have a length of their own (DWARF 5, 7.5). */
    private static final int[] CODES = {
        0x00, 0x01, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10, 0x11, 0x12,
                0x13,
        0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1e, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x25, 0x29, 0x2c, 0x2e,
                0x31,
        0x39, 0x41, 0x47, 0x49, 0x55, 0x6e, 0x72, 0x73, 0x74, 0x7f, 0x80, 0xff
    };

    private ContentMutators() {}

    static List<Mutator> all() {
        return List.of(
                new Mutator("abbreviation", in(".debug_abbrev", ContentMutators::code)),
                new Mutator("unit's header", in(".debug_info", ContentMutators::unitHeader)),
                new Mutator("debugging entry", in(".debug_info", ContentMutators::entry)),
                new Mutator("debugging entries", in(".debug_info", ContentMutators::code)),
                new Mutator("line table's header", in(".debug_line", ContentMutators::lineHeader)),
                new Mutator("line program", in(".debug_line", ContentMutators::lineProgram)),
                new Mutator(
                        "debugging lists and strings",
                        anyOf(
                                List.of(
                                        ".debug_str",
                                        ".debug_line_str",
                                        ".debug_rnglists",
                                        ".debug_ranges",
                                        ".debug_addr",
                                        ".debug_types",
                                        ".debug_aranges",
                                        ".debug_loc"),
                                (d, p) -> d.spoil(near(d, p, 48), width(d)))),
                new Mutator(
                        "compressed section",
                        in(
                                ".debug",
                                (d, p) -> d.spoil(
                                        p.offset() + new int[] {0, 8, 16, 24}[d.random.nextInt(4)],
                                        1 << d.random.nextInt(4)))),
                new Mutator("unwind record", in(".eh_frame", ContentMutators::unwind)),
                new Mutator("exception table", in(".gcc_except_table", (d, p) -> d.spoil(near(d, p, p.size()), 1))),
                new Mutator("strings without an end", in(".rodata", ContentMutators::withoutEnd)),
                new Mutator("size of merged entries", in(".rodata", (d, p) -> d.spoil(p.header() + 56, 8))),
                new Mutator("merged strings", in(".rodata.", ContentMutators::merged)),
                new Mutator("code", in(".text", ContentMutators::instructions)),
                new Mutator(
                        "tables of the program",
                        anyOf(
                                List.of(".data", ".got", ".plt", ".init_array", ".rodata"),
                                (d, p) -> d.spoil(near(d, p, p.size()), width(d)))),
                new Mutator("zeros are named otherwise", in(".bss", (d, p) -> d.spoil(p.header() + 32, 8))),
                new Mutator(
                        "zeros where contents were",
                        anyOf(List.of(".data", ".text", ".rodata", ".tdata"), ContentMutators::zeros)));
    }

    private static Consumer<Draft> in(String prefix, BiConsumer<Draft, Part> change) {
        return anyOf(List.of(prefix), change);
    }

    private static Consumer<Draft> anyOf(List<String> prefixes, BiConsumer<Draft, Part> change) {
        return draft -> {
            List<Part> parts = draft.named(draft.any(prefixes));
            if (!parts.isEmpty()) {
                change.accept(draft, draft.any(parts));
            }
        };
    }

    /** A place in the part, half of the time in its first bytes. */
    private static int near(Draft draft, Part part, int first) {
        int range = draft.random.nextBoolean() ? Math.min(part.size(), first) : part.size();
        return part.offset() + draft.random.nextInt(range);
    }

    private static int width(Draft draft) {
        return 1 << draft.random.nextInt(4);
    }

    private static void code(Draft draft, Part part) {
        for (int i = 1 + draft.random.nextInt(3); i > 0; i--) {
            draft.put(near(draft, part, 200), 1, CODES[draft.random.nextInt(CODES.length)]);
        }
    }

    /** Length, version, kind and sizes, and where the abbreviations are. */
    private static void unitHeader(Draft draft, Part part) {
        int[][] fields = {{0, 4}, {4, 2}, {6, 1}, {7, 1}, {8, 4}, {6, 4}, {10, 1}, {4, 8}};
        int[] field = fields[draft.random.nextInt(fields.length)];
        draft.spoil(part.offset() + field[0], field[1]);
    }

    private static void entry(Draft draft, Part part) {
        draft.spoil(near(draft, part, 400), width(draft));
    }

    private static void lineHeader(Draft draft, Part part) {
        draft.spoil(
                part.offset() + draft.random.nextInt(Math.min(part.size(), 60)), draft.random.nextInt(4) == 0 ? 4 : 1);
    }

    /** Opcodes with operands of their own, long numbers, and an end too early (DWARF 5, 6.2.5). */
    private static void lineProgram(Draft draft, Part part) {
        int[] opcodes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0x7f, 0x80, 0xff};
        for (int i = 1 + draft.random.nextInt(6); i > 0; i--) {
            draft.put(
                    part.offset() + draft.random.nextInt(part.size()),
                    1,
                    opcodes[draft.random.nextInt(opcodes.length)]);
        }
    }

    /** Follows some records from the start, to hit a length or the distance to the common record. */
    private static void unwind(Draft draft, Part part) {
        int at = part.offset();
        for (int i = draft.random.nextInt(6); i > 0; i--) {
            long next = at + 4 + draft.get(at, 4);
            if (next <= at || next + 8 > part.offset() + part.size()) {
                break;
            }
            at = (int) next;
        }
        draft.spoil(at + new int[] {0, 4, 8, 16}[draft.random.nextInt(4)], 4);
    }

    private static void withoutEnd(Draft draft, Part part) {
        for (int i = 0; i < part.size(); i++) {
            if (draft.get(part.offset() + i, 1) == 0 && draft.random.nextInt(3) > 0) {
                draft.put(part.offset() + i, 1, 'a');
            }
        }
    }

    private static void merged(Draft draft, Part part) {
        draft.put(part.header() + 8, 8, draft.get(part.header() + 8, 8) ^ 0x10L << draft.random.nextInt(2));
        draft.put(part.header() + 56, 8, draft.random.nextInt(9));
    }

    private static void instructions(Draft draft, Part part) {
        int[] bytes = {0xe8, 0xe9, 0xeb, 0x0f, 0x66, 0x90, 0xc3, 0x05, 0x62, 0xc4, 0xc5, 0x48, 0x00, 0xff, 0x80};
        for (int i = 1 + draft.random.nextInt(8); i > 0; i--) {
            draft.put(part.offset() + draft.random.nextInt(part.size()), 1, bytes[draft.random.nextInt(bytes.length)]);
        }
    }

    private static void zeros(Draft draft, Part part) {
        draft.put(part.header() + 4, 4, 8);
        if (draft.random.nextBoolean()) {
            draft.spoil(part.header() + 32, 8);
        }
    }
}
