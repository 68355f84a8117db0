package dev.suture.diff.item;

import dev.suture.elf.ElfBytes;
import dev.suture.elf.Section;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The strings and constants of a mergeable section (ELF gABI, SHF_MERGE): their contents are their identity. */
final class Literals {
    private static final int SHOWN = 60;

    private Literals() {}

    static List<Item> of(Section section) {
        List<Item> result = new ArrayList<>();
        ElfBytes bytes = section.contents();
        long unit = Math.min(section.entrySize(), bytes.size());
        for (long at = 0; at < bytes.size(); ) {
            long end = section.isMergeableStrings() ? stringEnd(bytes, at, unit) : Math.min(at + unit, bytes.size());
            result.add(new Item(
                    ItemKind.DATA, "", Item.Origin.LITERAL, section, at, end - at, Optional.empty(), List.of()));
            at = end;
        }
        return List.copyOf(result);
    }

    /** The end of a string of characters {@code unit} bytes wide, its terminator included. */
    private static long stringEnd(ElfBytes bytes, long start, long unit) {
        for (long at = start; at + unit <= bytes.size(); at += unit) {
            boolean terminator = true;
            for (long i = 0; i < unit && terminator; i++) {
                terminator = bytes.u8(at + i) == 0;
            }
            if (terminator) {
                return at + unit;
            }
        }
        return bytes.size();
    }

    /** What people would call the literal: the text or number it is. */
    static String name(Section section, long from, long to) {
        if (section.isMergeableStrings() && section.entrySize() == 1) {
            return quoted(section.contents(), from, to);
        }
        return section.isMergeableStrings() ? "%s+0x%x".formatted(section.name(), from) : number(section, from, to);
    }

    /** Constants are read as what they mostly are: floating point by their size. */
    private static String number(Section section, long from, long to) {
        return switch ((int) (to - from)) {
            case 4 -> Float.intBitsToFloat(section.contents().i32(from)) + "f";
            case 8 -> Double.toString(Double.longBitsToDouble(section.contents().i64(from)));
            default -> "%s+0x%x".formatted(section.name(), from);
        };
    }

    /** Whether the bytes are a string of printable characters, its terminator, and at most padding behind it. */
    static boolean isText(Section section, long from, long to) {
        if (section.type() == Section.NOBITS || section.isCode() || section.has(Section.WRITE)) {
            return false;
        }
        long at = from;
        while (at < to && isPrintable(section.contents().u8(at))) {
            at++;
        }
        boolean terminated = at > from && at < to;
        while (at < to && section.contents().u8(at) == 0) {
            at++;
        }
        return terminated && at == to;
    }

    /** Of ASCII or UTF-8, which has no bytes from 0xf5 on (RFC 3629): distances backwards have many of these. */
    static boolean isPrintable(int value) {
        return value >= 0x20 && value != 0x7f && value < 0xf5 || value == '\n' || value == '\t' || value == '\r';
    }

    /** As it would stand in C, cut where it is long. */
    static String quoted(ElfBytes bytes, long from, long to) {
        byte[] text = bytes.copy(from, (int) Math.min(to - from, SHOWN));
        int length = text.length > 0 && text[text.length - 1] == 0 ? text.length - 1 : text.length;
        String shown = new String(text, 0, length, StandardCharsets.UTF_8)
                .replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\t", "\\t")
                .replace("\"", "\\\"");
        return to - from > text.length ? "\"" + shown + "…\"" : "\"" + shown + "\"";
    }
}
