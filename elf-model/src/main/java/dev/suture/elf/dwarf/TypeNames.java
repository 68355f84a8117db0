package dev.suture.elf.dwarf;

import static dev.suture.elf.dwarf.DwarfConstants.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes types as C does. Types refer to each other and, in malformed files, in circles: depth and the number of
 * entries looked at for one name are limited, and what lies beyond is written as {@code ?}.
 */
final class TypeNames {
    private static final int DEEPEST = 16;
    private static final int MOST_ENTRIES = 256;
    private static final String BEYOND = "?";

    private final Room room;
    private final Map<Long, String> known = new HashMap<>();
    private int entries;

    TypeNames(Room room) {
        this.room = room;
    }

    /** The type an entry has (DW_AT_type), {@code void} if it has none. */
    String typeOf(Die die) {
        if (!die.has(AT_TYPE)) {
            return "void";
        }
        Optional<Die> type = die.reference(AT_TYPE);
        if (type.isEmpty()) {
            return BEYOND;
        }
        long key = type.get().offset();
        boolean cachable =
                type.get().unit().header().section() == die.unit().header().section();
        String text = known.get(key);
        if (text == null || !cachable) {
            entries = 0;
            text = room.take(name(type.get(), 0));
            if (cachable) {
                known.put(key, text);
            }
        }
        room.take(8);
        return text;
    }

    private String target(Die die, int depth) {
        if (!die.has(AT_TYPE)) {
            return "void";
        }
        return die.reference(AT_TYPE).map(type -> name(type, depth + 1)).orElse(BEYOND);
    }

    private String name(Die die, int depth) {
        if (depth > DEEPEST || ++entries > MOST_ENTRIES) {
            return BEYOND;
        }
        return switch (die.tag()) {
            case TAG_POINTER_TYPE -> pointer(target(die, depth), "*");
            case TAG_REFERENCE_TYPE -> pointer(target(die, depth), "&");
            case TAG_RVALUE_REFERENCE_TYPE -> pointer(target(die, depth), "&&");
            case TAG_PTR_TO_MEMBER_TYPE -> pointer(target(die, depth), "::*");
            case TAG_CONST_TYPE -> qualified(target(die, depth), "const");
            case TAG_VOLATILE_TYPE -> qualified(target(die, depth), "volatile");
            case TAG_RESTRICT_TYPE -> qualified(target(die, depth), "restrict");
            case TAG_ATOMIC_TYPE -> qualified(target(die, depth), "_Atomic");
            case TAG_STRUCTURE_TYPE -> tagged("struct", die);
            case TAG_CLASS_TYPE -> tagged("class", die);
            case TAG_UNION_TYPE -> tagged("union", die);
            case TAG_ENUMERATION_TYPE -> tagged("enum", die);
            case TAG_ARRAY_TYPE -> target(die, depth) + dimensions(die);
            case TAG_SUBROUTINE_TYPE -> function(die, depth);
            default -> name(die).orElse(BEYOND);
        };
    }

    private Optional<String> name(Die die) {
        return die.string(AT_NAME).map(room::take);
    }

    private String tagged(String kind, Die die) {
        // A type that is described in a type unit is only declared where it is used.
        Optional<String> name = name(die).or(() -> die.reference(AT_SIGNATURE).flatMap(this::name));
        return kind + " " + name.orElse("<anonymous>");
    }

    private static String pointer(String target, String sign) {
        int parameters = target.endsWith(")") ? target.indexOf(" (") : -1;
        if (parameters >= 0) {
            return target.substring(0, parameters) + " (" + sign + ")" + target.substring(parameters + 1);
        }
        int array = target.endsWith("]") ? target.indexOf('[') : -1;
        if (array >= 0) {
            return target.substring(0, array) + " (" + sign + ")" + target.substring(array);
        }
        return target.endsWith("*") ? target + sign : target + " " + sign;
    }

    private static String qualified(String target, String qualifier) {
        return target.endsWith("*") ? target + " " + qualifier : qualifier + " " + target;
    }

    private String dimensions(Die array) {
        StringBuilder text = new StringBuilder();
        Die child = array.unit().entryAt(array.offset());
        while (child.next() && child.depth() > 0 && text.length() < 256) {
            room.take(1);
            if (child.tag() == TAG_SUBRANGE_TYPE) {
                OptionalLong count = child.number(AT_COUNT);
                OptionalLong bound = child.number(AT_UPPER_BOUND);
                text.append('[')
                        .append(
                                count.isPresent()
                                        ? Long.toString(count.getAsLong())
                                        : bound.isPresent() ? Long.toString(bound.getAsLong() + 1) : "")
                        .append(']');
            }
        }
        return text.toString();
    }

    private String function(Die die, int depth) {
        List<String> parameters = new ArrayList<>();
        Die child = die.unit().entryAt(die.offset());
        while (child.next() && child.depth() > 0 && entries < MOST_ENTRIES) {
            room.take(1);
            if (child.depth() == 1 && child.tag() == TAG_FORMAL_PARAMETER) {
                parameters.add(target(child, depth));
            } else if (child.depth() == 1 && child.tag() == TAG_UNSPECIFIED_PARAMETERS) {
                parameters.add("...");
            }
        }
        String list = parameters.isEmpty() ? "void" : String.join(", ", parameters);
        return room.take("%s (%s)".formatted(target(die, depth), list));
    }
}
