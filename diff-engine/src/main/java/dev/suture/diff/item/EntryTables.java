package dev.suture.diff.item;

import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfHeader;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The entries that inline assembly and the kernel's tools put into sections of their own, by the function they point at:
 * alternatives, warnings, jump labels, exception fix-ups and the like. Relocatable files only.
 */
final class EntryTables {
    /** Sections with contents of other kinds, or with items of their own. */
    private static final List<String> ORDINARY = List.of(
            ".rodata",
            ".data",
            ".bss",
            ".tdata",
            ".ctors",
            ".dtors",
            ".eh_frame",
            ".gcc_except_table",
            ".tm_clone_table",
            ".discard",
            "__ksymtab",
            "___ksymtab",
            "___kentry",
            ".export_symbol",
            ".orc_unwind",
            ".note",
            ".lrodata",
            ".ldata");

    private static final String UNWIND_PLACES = ".orc_unwind_ip";
    private static final String UNWIND = ".orc_unwind";

    private final ElfFile file;
    private final ObjectItems items;
    private final Function<Section, List<Relocation>> relocations;
    private final Optional<Section> unwind;
    private final Map<Item, List<TableEntry>> byFunction = new IdentityHashMap<>();

    /** @param relocations gives a section's relocations by offset */
    EntryTables(ObjectItems items, Function<Section, List<Relocation>> relocations) {
        this.file = items.file();
        this.items = items;
        this.relocations = relocations;
        this.unwind =
                file.sections().stream().filter(s -> s.name().equals(UNWIND)).findFirst();
        if (file.header().type() == ElfHeader.Type.RELOCATABLE) {
            file.sections().stream().filter(this::isTable).forEach(this::read);
        }
    }

    List<TableEntry> of(Item function) {
        return byFunction.getOrDefault(function, List.of());
    }

    private boolean isTable(Section section) {
        return section.type() == Section.PROGBITS
                && section.has(Section.ALLOC)
                && !section.isCode()
                && section.size() > 0
                && (section.name().equals(UNWIND_PLACES) || ORDINARY.stream().noneMatch(section.name()::startsWith))
                && !file.relocationSectionsOf(section).isEmpty()
                && items.in(section).stream().noneMatch(Item::isNamed);
    }

    private void read(Section section) {
        List<Relocation> all = relocations.apply(section);
        TableKind kind = TableKind.of(section, all.size());
        long[] starts = kind.references() > 0 ? even(section, all.size() / kind.references()) : unknown(section, all);
        int next = 0;
        for (int i = 0; i < starts.length; i++) {
            long end = i + 1 < starts.length ? starts[i + 1] : section.size();
            List<Reference> references = new ArrayList<>();
            while (next < all.size() && all.get(next).offset() < end) {
                references.addAll(items.referencesAlone(section, all.get(next).offset(), starts[i]));
                next++;
            }
            int index = i;
            owner(references)
                    .ifPresent(function -> byFunction
                            .computeIfAbsent(function, f -> new ArrayList<>())
                            .add(new TableEntry(
                                    section,
                                    kind.standard(),
                                    bytes(section, starts[index], end, index),
                                    TableKind.lineOffset(section, end - starts[index]),
                                    references)));
        }
    }

    private static long[] even(Section section, int count) {
        long[] starts = new long[count];
        for (int i = 0; i < count; i++) {
            starts[i] = section.size() / count * i;
        }
        return starts;
    }

    /** Entries of equal size with one reference to code each, if that works out; otherwise from one to the next. */
    private long[] unknown(Section section, List<Relocation> all) {
        long[] toCode = all.stream()
                .filter(r -> owner(items.referencesAlone(section, r.offset(), r.offset()))
                        .isPresent())
                .mapToLong(Relocation::offset)
                .toArray();
        if (toCode.length > 0 && section.size() % toCode.length == 0) {
            long[] even = even(section, toCode.length);
            long size = section.size() / toCode.length;
            boolean fits = true;
            for (int i = 0; i < even.length; i++) {
                fits &= toCode[i] >= even[i] && toCode[i] < even[i] + size;
            }
            if (fits) {
                return even;
            }
        }
        return toCode;
    }

    /** The function the first reference to code leads to. */
    private static Optional<Item> owner(List<Reference> references) {
        return references.stream()
                .map(Reference::target)
                .flatMap(t -> t instanceof Target.Defined(Item item, long delta) ? Stream.of(item) : Stream.empty())
                .filter(i -> i.kind() == ItemKind.FUNCTION)
                .findFirst();
    }

    /** How to unwind stands in a table of its own, in the order of the places (struct orc_entry, asm/orc_types.h). */
    private byte[] bytes(Section section, long from, long to, int index) {
        byte[] own = section.contents().copy(from, (int) (to - from));
        if (!section.name().equals(UNWIND_PLACES)) {
            return own;
        }
        return unwind.filter(s -> s.entrySize() > 0 && s.size() >= (index + 1) * s.entrySize())
                .map(s -> {
                    byte[] both = Arrays.copyOf(own, own.length + (int) s.entrySize());
                    byte[] unwind = s.contents().copy(index * s.entrySize(), (int) s.entrySize());
                    System.arraycopy(unwind, 0, both, own.length, unwind.length);
                    return both;
                })
                .orElse(own);
    }
}
