package dev.suture.diff.render;

import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.diff.render.DiffRow.Kind;
import dev.suture.diff.render.DiffRow.Role;
import dev.suture.diff.render.DiffRow.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Aligns two functions: first lines that mean the same, then, between those, lines with the same opcode, whose operands
 * then differ. A branch is the same if it leads to the row that stands for its former target.
 */
final class CodeRows {
    private final List<CodeLine> base;
    private final List<CodeLine> patched;
    private final Object[] baseMeanings;
    private final Object[] patchedMeanings;
    private final int[] partner;
    private final Map<Long, Integer> baseIndex;
    private final Map<Long, Integer> patchedIndex;

    private CodeRows(List<CodeLine> base, List<CodeLine> patched) {
        this.base = base;
        this.patched = patched;
        this.baseMeanings = meanings(base);
        this.patchedMeanings = meanings(patched);
        this.partner = SequenceAligner.align(baseMeanings, patchedMeanings);
        this.baseIndex = indices(base);
        this.patchedIndex = indices(patched);
        pairByOpcode();
    }

    static List<DiffRow> align(List<CodeLine> base, List<CodeLine> patched) {
        return new CodeRows(base, patched).rows();
    }

    private static Object[] meanings(List<CodeLine> lines) {
        return lines.stream().map(CodeLine::meaning).toArray();
    }

    private static Map<Long, Integer> indices(List<CodeLine> lines) {
        Map<Long, Integer> result = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            result.put((long) lines.get(i).instruction().offset(), i);
        }
        return result;
    }

    /** In the stretches between lines that mean the same, lets lines of the same opcode stand for each other. */
    private void pairByOpcode() {
        int a = 0;
        int b = 0;
        for (int i = 0; i <= base.size(); i++) {
            boolean end = i == base.size();
            if (end || partner[i] >= 0) {
                int bEnd = end ? patched.size() : partner[i];
                if (a < i && b < bEnd) {
                    int[] inner = SequenceAligner.align(opcodes(base, a, i), opcodes(patched, b, bEnd));
                    for (int j = 0; j < inner.length; j++) {
                        partner[a + j] = inner[j] < 0 ? -1 : b + inner[j];
                    }
                }
                a = i + 1;
                b = bEnd + 1;
            }
        }
    }

    private static Object[] opcodes(List<CodeLine> lines, int from, int to) {
        return lines.subList(from, to).stream()
                .map(l -> l.instruction().opcode())
                .toArray();
    }

    private List<DiffRow> rows() {
        List<DiffRow> rows = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < base.size(); i++) {
            if (partner[i] < 0) {
                rows.add(oneSided(Kind.DELETED, base.get(i)));
                continue;
            }
            while (next < partner[i]) {
                rows.add(oneSided(Kind.ADDED, patched.get(next++)));
            }
            rows.add(both(i, next++));
        }
        while (next < patched.size()) {
            rows.add(oneSided(Kind.ADDED, patched.get(next++)));
        }
        return rows;
    }

    static DiffRow oneSided(Kind kind, CodeLine line) {
        Optional<Cell> cell = Optional.of(cell(line, line.tokens()));
        return kind == Kind.ADDED
                ? new DiffRow(kind, Optional.empty(), cell)
                : new DiffRow(kind, cell, Optional.empty());
    }

    private DiffRow both(int baseLine, int patchedLine) {
        CodeLine one = base.get(baseLine);
        CodeLine other = patched.get(patchedLine);
        boolean sameMeaning = baseMeanings[baseLine].equals(patchedMeanings[patchedLine]);
        List<Token> left = one.tokens();
        // Only of branches the meaning leaves something out that is drawn.
        List<Token> right =
                sameMeaning && one.branch().isEmpty() && other.branch().isEmpty() ? left : other.tokens();
        boolean same = sameMeaning && sameBranch(one, other);
        if (!same) {
            List<Token> markedLeft = marked(left, right, one.branch().isPresent());
            right = marked(right, left, one.branch().isPresent());
            left = markedLeft;
        }
        return new DiffRow(
                same ? Kind.SAME : Kind.CHANGED, Optional.of(cell(one, left)), Optional.of(cell(other, right)));
    }

    private boolean sameBranch(CodeLine one, CodeLine other) {
        if (one.branch().isEmpty() || other.branch().isEmpty()) {
            return one.branch().isEmpty() == other.branch().isEmpty();
        }
        Integer baseTarget = baseIndex.get(one.branch().getAsLong());
        Integer patchedTarget = patchedIndex.get(other.branch().getAsLong());
        return baseTarget != null && patchedTarget != null && leadsTo(baseTarget, patchedTarget);
    }

    private boolean leadsTo(int baseTarget, int patchedTarget) {
        return partner[baseTarget] == patchedTarget;
    }

    /** Marks the tokens that the other side does not have at their place in the common order. */
    private static List<Token> marked(List<Token> tokens, List<Token> others, boolean branches) {
        int[] partners = SequenceAligner.align(
                tokens.stream().map(Token::text).toArray(),
                others.stream().map(Token::text).toArray());
        boolean none = Arrays.stream(partners).allMatch(p -> p >= 0) && tokens.size() == others.size();
        List<Token> result = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            // A branch may lead elsewhere though its distance reads the same; then the distance is what differs.
            boolean differs = token.role() != Role.PLAIN && (partners[i] < 0 || none && branches && i > 0);
            result.add(new Token(token.text(), token.role(), differs));
        }
        return result;
    }

    private static Cell cell(CodeLine line, List<Token> tokens) {
        return new Cell(line.instruction().offset(), tokens, line.branch());
    }
}
