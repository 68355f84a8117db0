package dev.suture.workbench.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.diff.render.DiffRow.Kind;
import dev.suture.diff.render.DiffRow.Role;
import dev.suture.diff.render.DiffRow.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HuesTest {
    /** A word with a star differs; the first word is the mnemonic. */
    private static DiffRow row(String base, String patched) {
        return new DiffRow(Kind.CHANGED, Optional.of(cell(base)), Optional.of(cell(patched)));
    }

    private static Cell cell(String line) {
        List<Token> tokens = new ArrayList<>();
        for (String word : line.split(" ")) {
            tokens.add(new Token(
                    word.replace("*", ""), tokens.isEmpty() ? Role.MNEMONIC : Role.OPERAND, word.endsWith("*")));
        }
        return new Cell(0, tokens);
    }

    @Test
    void theSameReplacementHasTheSameColourEverywhere() {
        Hues hues = Hues.of(List.of(
                row("mov eax* ebx", "mov ecx* ebx"),
                row("add 1* eax*", "add 2* ecx*"),
                row("sub edx eax*", "sub edx ecx*")));
        assertThat(hues.base(0)).containsExactly(0, 1, 0).isEqualTo(hues.patched(0));
        assertThat(hues.base(1)).containsExactly(0, 2, 1).isEqualTo(hues.patched(1));
        assertThat(hues.base(2)).containsExactly(0, 0, 1);
    }

    @Test
    void whereItIsNotToldWhichStandsForWhichThereIsNoColour() {
        Hues hues = Hues.of(List.of(row("mov eax* 1*", "mov ecx* 1"), row("jmp* 1", "call* 1")));
        assertThat(hues.base(0)).isEmpty();
        assertThat(hues.patched(1)).isEmpty();
    }

    @Test
    void coloursGoRound() {
        List<DiffRow> rows = new ArrayList<>();
        for (int i = 0; i < Hues.COLOURS + 1; i++) {
            rows.add(row("mov %d*".formatted(i), "mov %d*".formatted(100 + i)));
        }
        Hues hues = Hues.of(rows);
        assertThat(hues.base(Hues.COLOURS)).isEqualTo(hues.base(0));
        assertThat(hues.base(1)).isNotEqualTo(hues.base(0));
    }
}
