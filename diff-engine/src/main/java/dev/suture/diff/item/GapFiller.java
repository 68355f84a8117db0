package dev.suture.diff.item;

import dev.suture.elf.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes anonymous items of what no symbol names in a section of data: tables and constants that only labels name. */
final class GapFiller {
    private final Section section;
    private final CutPoints cuts;

    GapFiller(Section section, CutPoints cuts) {
        this.section = section;
        this.cuts = cuts;
    }

    /** The named items and, between them, anonymous ones, by offset. */
    List<Item> fill(List<Item> named) {
        if (section.isCode()) {
            // Between functions lies padding. A section without any symbol is nameless code.
            if (!named.isEmpty()) {
                return List.copyOf(named);
            }
        }
        List<Item> result = new ArrayList<>();
        long covered = 0;
        for (Item item : named) {
            addGap(result, covered, item.offset());
            result.add(item);
            covered = Math.max(covered, item.offset() + item.size());
        }
        addGap(result, covered, section.size());
        return List.copyOf(result);
    }

    private void addGap(List<Item> result, long from, long to) {
        if (to <= from || section.type() == Section.NOBITS && from > 0) {
            return;
        }
        long start = from;
        for (long cut : TextEnds.in(section, cuts.between(section, from, to), from, to)) {
            addPiece(result, start, cut);
            start = cut;
        }
        addPiece(result, start, to);
    }

    private void addPiece(List<Item> result, long from, long to) {
        // Zeros in front of anything that is referred to are padding.
        boolean padding = from > 0 && !cuts.has(section, from) && isZero(from, to);
        if (!padding) {
            result.add(piece(from, to));
        }
    }

    private boolean isZero(long from, long to) {
        if (section.type() == Section.NOBITS) {
            return true;
        }
        for (long at = from; at < to; at++) {
            if (section.contents().u8(at) != 0) {
                return false;
            }
        }
        return true;
    }

    private Item piece(long from, long to) {
        ItemKind kind = section.isCode() ? ItemKind.FUNCTION : ItemKind.DATA;
        String name = Literals.isText(section, from, to)
                ? Literals.quoted(section.contents(), from, textEnd(from, to))
                : from == 0 ? section.name() : "%s+0x%x".formatted(section.name(), from);
        return new Item(kind, name, Item.Origin.ANONYMOUS, section, from, to - from, Optional.empty(), List.of());
    }

    /** Behind a string's terminator may lie padding. */
    private long textEnd(long from, long to) {
        long end = from;
        while (end < to && section.contents().u8(end) != 0) {
            end++;
        }
        return Math.min(to, end + 1);
    }
}
