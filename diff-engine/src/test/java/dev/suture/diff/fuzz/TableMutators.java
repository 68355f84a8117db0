package dev.suture.diff.fuzz;

import dev.suture.diff.fuzz.Draft.Part;
import dev.suture.elf.Section;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Ways of breaking what the ELF gABI lays out in tables. Numbers are offsets of fields in an entry. */
final class TableMutators {
    private static final int HEADER = 64;
    private static final int SYMBOL = 24;
    private static final int RELA = 24;
    private static final int SEGMENT = 56;

    private TableMutators() {}

    static List<Mutator> all() {
        return List.of(
                new Mutator("file header", draft -> {
                    int[] fields = {16, 18, 20, 24, 32, 40, 48, 52, 54, 56, 58, 60, 62};
                    int field = fields[draft.random.nextInt(fields.length)];
                    draft.spoil(field, field >= 24 && field < 48 ? 8 : 2);
                }),
                new Mutator("section header", eachSection(TableMutators::sectionField)),
                new Mutator(
                        "section's place or size",
                        eachSection((d, p) -> d.spoil(p.header() + (d.random.nextBoolean() ? 24 : 32), 8))),
                new Mutator(
                        "section's link or info",
                        eachSection((d, p) -> d.spoil(p.header() + (d.random.nextBoolean() ? 40 : 44), 4))),
                new Mutator(
                        "section's flags",
                        eachSection((d, p) ->
                                d.put(p.header() + 8, 8, d.get(p.header() + 8, 8) ^ 1L << d.random.nextInt(12)))),
                new Mutator("section's type", eachSection((d, p) -> d.put(p.header() + 4, 4, d.random.nextInt(20)))),
                new Mutator("one section is another's bytes", eachSection(TableMutators::sameBytes)),
                new Mutator("sections change places", eachSection(TableMutators::swapHeaders)),
                new Mutator("symbol", inTable(SYMBOL, TableMutators::symbol, Section.SYMTAB, Section.DYNSYM)),
                new Mutator("symbols alike", inTable(SYMBOL, (d, at) -> copyEntry(d, at, SYMBOL), Section.SYMTAB)),
                new Mutator("all symbols' one field", TableMutators::allSymbols),
                new Mutator("relocation", inTable(RELA, TableMutators::relocation, Section.RELA)),
                new Mutator("relocations alike", inTable(RELA, (d, at) -> copyEntry(d, at, RELA), Section.RELA)),
                new Mutator("all relocations of a section", TableMutators::allRelocations),
                new Mutator("program header", TableMutators::segment),
                new Mutator("section group", inTable(4, (d, at) -> d.spoil(at, 4), Section.GROUP)),
                new Mutator("dynamic section", inTable(8, (d, at) -> d.spoil(at, 8), Section.DYNAMIC)),
                new Mutator("note", inTable(4, (d, at) -> d.spoil(at, 4), Section.NOTE)),
                new Mutator("names", inTable(1, TableMutators::name, Section.STRTAB)));
    }

    private static Consumer<Draft> eachSection(BiConsumer<Draft, Part> change) {
        return draft -> {
            if (!draft.parts().isEmpty()) {
                change.accept(draft, draft.any(draft.parts()));
            }
        };
    }

    /** Some entries of a table of entries of one size. */
    private static Consumer<Draft> inTable(int size, BiConsumer<Draft, Integer> change, int... types) {
        return draft -> {
            List<Part> tables = draft.ofType(types);
            if (!tables.isEmpty()) {
                Part table = draft.any(tables);
                int entries = Math.max(1, table.size() / size);
                for (int i = 1 + draft.random.nextInt(3); i > 0; i--) {
                    change.accept(draft, table.offset() + size * draft.random.nextInt(entries));
                }
            }
        };
    }

    private static void sectionField(Draft draft, Part part) {
        int[] fields = {0, 4, 8, 16, 24, 32, 40, 44, 48, 56};
        int field = fields[draft.random.nextInt(fields.length)];
        draft.spoil(part.header() + field, field < 8 || field == 40 || field == 44 ? 4 : 8);
    }

    private static void sameBytes(Draft draft, Part part) {
        Part other = draft.any(draft.parts());
        draft.put(part.header() + 24, 8, other.offset());
        draft.put(part.header() + 32, 8, other.size());
    }

    private static void swapHeaders(Draft draft, Part part) {
        Part other = draft.any(draft.parts());
        for (int i = 0; i < HEADER; i += 8) {
            long one = draft.get(part.header() + i, 8);
            draft.put(part.header() + i, 8, draft.get(other.header() + i, 8));
            draft.put(other.header() + i, 8, one);
        }
    }

    private static void symbol(Draft draft, int at) {
        switch (draft.random.nextInt(6)) {
            case 0 -> draft.spoil(at, 4);
            case 1 -> draft.put(at + 4, 1, draft.random.nextInt(256));
            case 2 -> draft.spoil(at + 5, 1);
            case 3 -> draft.spoil(at + 6, 2);
            case 4 -> draft.spoil(at + 8, 8);
            default -> draft.spoil(at + 16, 8);
        }
    }

    /** Every symbol at one place, or of one size, in one section or of one name. */
    private static void allSymbols(Draft draft) {
        List<Part> tables = draft.ofType(Section.SYMTAB);
        if (tables.isEmpty()) {
            return;
        }
        Part table = draft.any(tables);
        int[][] fields = {{0, 4}, {4, 1}, {6, 2}, {8, 8}, {16, 8}};
        int[] field = fields[draft.random.nextInt(fields.length)];
        int first = table.offset() + SYMBOL;
        draft.spoil(first + field[0], field[1]);
        long value = draft.get(first + field[0], field[1]);
        for (int at = first; at + SYMBOL <= table.offset() + table.size(); at += SYMBOL) {
            draft.put(at + field[0], field[1], value);
        }
    }

    private static void relocation(Draft draft, int at) {
        switch (draft.random.nextInt(5)) {
            case 0, 1 -> draft.spoil(at, 8);
            case 2 -> draft.put(at + 8, 4, draft.random.nextInt(48));
            case 3 -> draft.spoil(at + 12, 4);
            default -> draft.spoil(at + 16, 8);
        }
    }

    /** All at one place, or all to one place. */
    private static void allRelocations(Draft draft) {
        List<Part> tables = draft.ofType(Section.RELA);
        if (tables.isEmpty()) {
            return;
        }
        Part table = draft.any(tables);
        int field = 8 * draft.random.nextInt(3);
        draft.spoil(table.offset() + field, 8);
        long value = draft.get(table.offset() + field, 8);
        for (int at = table.offset(); at + RELA <= table.offset() + table.size(); at += RELA) {
            draft.put(at + field, 8, value);
        }
    }

    private static void copyEntry(Draft draft, int at, int size) {
        int from = at - size * draft.random.nextInt(8);
        if (from >= 0 && at + size <= draft.bytes().length) {
            System.arraycopy(draft.bytes(), from, draft.bytes(), at, size);
        }
    }

    private static void segment(Draft draft) {
        long table = draft.get(32, 8);
        int count = (int) draft.get(56, 2);
        if (table > 0 && table < draft.bytes().length && count > 0) {
            int[] fields = {0, 4, 8, 16, 24, 32, 40, 48};
            int field = fields[draft.random.nextInt(fields.length)];
            draft.spoil((int) table + SEGMENT * draft.random.nextInt(count) + field, field < 8 ? 4 : 8);
        }
    }

    /** Names run into each other, or hold what no name does. */
    private static void name(Draft draft, int at) {
        int[] values = {0, 'a', 0xff, 0x80, '.', '/', '\n', '"', '$', '<', 0x1b};
        draft.put(at, 1, values[draft.random.nextInt(values.length)]);
    }
}
