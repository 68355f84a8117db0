package dev.suture.diff.render;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.diff.render.DiffRow.Kind;
import dev.suture.diff.render.DiffRow.Role;
import dev.suture.diff.render.DiffRow.Token;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.ElfHeader;
import dev.suture.elf.dwarf.LineTable;
import dev.suture.elf.dwarf.SourceLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The source of a function, base and patched side by side. */
final class SourceSides {
    private static final Pattern WORDS = Pattern.compile("\\w+|\\s+|[^\\w\\s]");

    private SourceSides() {}

    /**
     * The lines of one side.
     *
     * @param first number of the first
     */
    record Text(int first, List<String> lines) {
        private static final Text NONE = new Text(1, List.of());

        private String shown(int line) {
            return lines.get(line).replace("\t", "    ");
        }

        /** From the first line the function's code was made from to the last, of the file it begins in. */
        static Text of(ObjectItems items, Item item) {
            if (item.kind() != ItemKind.FUNCTION || item.isZeroInitialised()) {
                return NONE;
            }
            LineTable table = items.dwarf().lines();
            boolean linked = items.file().header().type() != ElfHeader.Type.RELOCATABLE;
            String file = "";
            int first = Integer.MAX_VALUE;
            int last = 0;
            try {
                for (long at = item.offset(); at < item.offset() + item.size(); at++) {
                    Optional<SourceLine> line = linked
                            ? table.lineAt(item.section().address() + at)
                            : table.lineOf(item.section().index(), at);
                    if (line.isPresent() && line.get().line() > 0) {
                        file = file.isEmpty() ? line.get().file() : file;
                        if (file.equals(line.get().file())) {
                            first = Math.min(first, line.get().line());
                            last = Math.max(last, line.get().line());
                        }
                    }
                }
            } catch (ElfFormatException e) {
                return NONE; // The code can be read without it.
            }
            List<String> all = file.isEmpty() ? List.of() : new SourceTexts(items.file()).all(file);
            return last == 0 || last > all.size() ? NONE : new Text(first, all.subList(first - 1, last));
        }
    }

    static List<DiffRow> rows(Optional<Text> base, Optional<Text> patched) {
        if (base.filter(t -> t.lines().isEmpty()).isPresent()
                || patched.filter(t -> t.lines().isEmpty()).isPresent()) {
            return List.of();
        }
        Text one = base.orElse(Text.NONE);
        Text other = patched.orElse(Text.NONE);
        int[] partner = SequenceAligner.align(
                one.lines().stream().map(String::strip).toArray(),
                other.lines().stream().map(String::strip).toArray());
        List<DiffRow> rows = new ArrayList<>();
        int a = 0;
        int b = 0;
        for (int i = 0; i <= one.lines().size(); i++) {
            boolean end = i == one.lines().size();
            if (end || partner[i] >= 0) {
                int bEnd = end ? other.lines().size() : partner[i];
                between(rows, one, a, i, other, b, bEnd);
                if (!end) {
                    rows.add(new DiffRow(Kind.SAME, cell(one, i), cell(other, bEnd)));
                }
                a = i + 1;
                b = bEnd + 1;
            }
        }
        return List.copyOf(rows);
    }

    /** As many lines on both sides stand for each other; else it is not told which does for which. */
    private static void between(List<DiffRow> rows, Text base, int a, int aEnd, Text patched, int b, int bEnd) {
        if (aEnd - a == bEnd - b) {
            for (int i = 0; i < aEnd - a; i++) {
                rows.add(changed(base, a + i, patched, b + i));
            }
            return;
        }
        for (int i = a; i < aEnd; i++) {
            rows.add(new DiffRow(Kind.DELETED, cell(base, i), Optional.empty()));
        }
        for (int i = b; i < bEnd; i++) {
            rows.add(new DiffRow(Kind.ADDED, Optional.empty(), cell(patched, i)));
        }
    }

    private static DiffRow changed(Text base, int a, Text patched, int b) {
        List<String> left = words(base.shown(a));
        List<String> right = words(patched.shown(b));
        return new DiffRow(
                Kind.CHANGED,
                Optional.of(new Cell(base.first() + a, marked(left, right))),
                Optional.of(new Cell(patched.first() + b, marked(right, left))));
    }

    private static List<String> words(String line) {
        return WORDS.matcher(line).results().map(MatchResult::group).toList();
    }

    /** Marks the words that the other side does not have at their place in the common order. */
    private static List<Token> marked(List<String> words, List<String> others) {
        int[] partner = SequenceAligner.align(words.toArray(), others.toArray());
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            tokens.add(new Token(
                    words.get(i), Role.SOURCE, partner[i] < 0 && !words.get(i).isBlank()));
        }
        return tokens;
    }

    private static Optional<Cell> cell(Text text, int line) {
        return Optional.of(new Cell(text.first() + line, List.of(new Token(text.shown(line), Role.SOURCE, false))));
    }
}
