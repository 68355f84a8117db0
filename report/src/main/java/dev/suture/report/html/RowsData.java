package dev.suture.report.html;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.diff.render.DiffRow.Token;
import dev.suture.elf.asm.Demanglers;
import dev.suture.report.view.Names;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows as the page's script reads them: {@code [kind, base offset, tokens, patched offset, tokens]}, offsets -1 and
 * tokens null where a side is absent, the second tokens null where they are the first's.
 */
final class RowsData {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern DISTANCE = Pattern.compile("[+-]\\d+$");

    private RowsData() {}

    /** JSON that can stand in a script element: no {@code <} can end it or begin a comment. */
    static String of(List<DiffRow> rows) throws JsonProcessingException {
        ArrayNode nodes = JSON.createArrayNode();
        rows.forEach(r -> row(r, nodes.addArray()));
        return JSON.writeValueAsString(nodes)
                .replace("<", "\\u003c")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static void row(DiffRow row, ArrayNode node) {
        node.add(kind(row.kind()));
        cell(row.base(), node);
        if (row.base().map(Cell::tokens).equals(row.patched().map(Cell::tokens))) {
            node.add(row.patched().map(Cell::offset).orElse(-1L)).addNull();
        } else {
            cell(row.patched(), node);
        }
    }

    /** The script's number for it. */
    private static int kind(DiffRow.Kind kind) {
        return switch (kind) {
            case SAME -> 0;
            case CHANGED -> 1;
            case ADDED -> 2;
            case DELETED -> 3;
            case SOURCE -> 4;
        };
    }

    private static void cell(Optional<Cell> cell, ArrayNode node) {
        node.add(cell.map(Cell::offset).orElse(-1L));
        if (cell.isEmpty()) {
            node.addNull();
            return;
        }
        ArrayNode tokens = node.addArray();
        StringBuilder plain = new StringBuilder();
        for (Token token : cell.get().tokens()) {
            String role = role(token);
            if (role.isEmpty() && !token.differs()) {
                plain.append(token.text());
                continue;
            }
            flush(plain, tokens);
            ArrayNode pieces = tokens.addArray();
            pieces.add(shown(token)).add(role).add(token.differs() ? 1 : 0);
            title(token).ifPresent(pieces::add);
        }
        flush(plain, tokens);
    }

    private static void flush(StringBuilder plain, ArrayNode tokens) {
        if (!plain.isEmpty()) {
            tokens.add(plain.toString());
            plain.setLength(0);
        }
    }

    /** The class of the style sheet. */
    private static String role(Token token) {
        return switch (token.role()) {
            case MNEMONIC -> "m";
            case SYMBOL -> "y";
            case LITERAL -> "l";
            case SOURCE -> "t";
            case OPERAND, BYTES, PLAIN -> "";
        };
    }

    /** Mangled names as people read them, in brief. */
    private static String shown(Token token) {
        Matcher distance = DISTANCE.matcher(token.text());
        return token.role() == DiffRow.Role.SYMBOL && distance.find()
                ? Names.brief(token.text().substring(0, distance.start())) + distance.group()
                : token.role() == DiffRow.Role.SYMBOL ? Names.brief(token.text()) : token.text();
    }

    /** A mangled name in full, and as the linker knows it. */
    private static Optional<String> title(Token token) {
        if (token.role() != DiffRow.Role.SYMBOL) {
            return Optional.empty();
        }
        String name = DISTANCE.matcher(token.text()).replaceFirst("");
        return Demanglers.demangle(name).map(full -> full + "\n" + name);
    }
}
