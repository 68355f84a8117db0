package dev.suture.diff.flow;

import dev.suture.diff.item.Item;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.elf.ElfBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * AArch64's switch tables of one or two bytes an entry, which no relocation tells of: {@code adrp/add} of the table,
 * {@code ldrb} or {@code ldrh} of an entry, {@code adr} of a place in the function, and an {@code add} of as many
 * instructions as the entry says. Whatever does not look like that is no such table.
 */
final class ShortTables {
    private static final Pattern ADR = Pattern.compile("adr\\s+\\w+, #?(0x[0-9a-f]+|\\d+)");
    private static final Pattern LOAD = Pattern.compile("(ldrb|ldrh)\\s+\\w+, \\[\\w+, \\w+.*");
    private static final Pattern ADD = Pattern.compile("add\\s+\\w+, \\w+, \\w+, (s|u)xt(b|h|w) #2");
    private static final int INSTRUCTION = 4;
    private static final int MOST_ENTRIES = 1024;

    private final boolean wanted;
    private Optional<Item> table = Optional.empty();
    private long start;
    private int width;
    private long anchor = -1;
    private boolean signed;
    private boolean whole;

    /** @param wanted whether the machine has such tables */
    ShortTables(boolean wanted) {
        this.wanted = wanted;
    }

    /** Tells of a datum that the instruction refers to. */
    void pass(Item datum, long offset) {
        if (wanted) {
            table = Optional.of(datum);
            start = offset;
            width = 0;
            whole = false;
        }
    }

    /** Tells of the next instruction. */
    void pass(Cell cell) {
        if (!wanted) {
            return;
        }
        String text = cell.text();
        Matcher adr = ADR.matcher(text);
        Matcher load = LOAD.matcher(text);
        Matcher add = ADD.matcher(text);
        if (adr.matches()) {
            anchor = Long.decode(adr.group(1));
        } else if (load.matches()) {
            width = load.group(1).equals("ldrb") ? 1 : 2;
        } else if (add.matches()) {
            signed = add.group(1).equals("s");
            whole = table.isPresent() && width > 0 && anchor >= 0;
        }
    }

    /** Where the entries lead, as byte offsets in the function; empty where there is no such table. */
    List<Long> destinations() {
        return table.filter(t -> whole && start >= 0 && !t.isZeroInitialised())
                .map(this::entries)
                .orElse(List.of());
    }

    private List<Long> entries(Item item) {
        ElfBytes bytes = item.section().contents();
        List<Long> result = new ArrayList<>();
        for (long at = start; at + width <= item.size() && result.size() < MOST_ENTRIES; at += width) {
            result.add(anchor + INSTRUCTION * entry(bytes, item.offset() + at));
        }
        return result;
    }

    private long entry(ElfBytes bytes, long at) {
        int value = width == 1 ? bytes.u8(at) : bytes.u16(at);
        return signed ? (width == 1 ? (byte) value : (short) value) : value;
    }
}
