package dev.suture.diff.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.item.Reference;
import dev.suture.diff.item.Target;
import dev.suture.diff.render.DiffRow.Kind;
import dev.suture.elf.asm.Instruction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** AArch64 lines as Capstone writes them: a place in them says nothing where the line itself has moved. */
class CodeRowsTest {
    private static final int SIZE = 0x40;
    private static final CodeLine RETURN = line(0x20, "ret", "");

    private static CodeLine line(int offset, String mnemonic, String operands, Reference... references) {
        Instruction instruction = new Instruction(offset, 4, mnemonic.hashCode(), mnemonic, operands);
        return CodeLine.of(instruction, List.of(references), SIZE);
    }

    private static CodeLine moved(CodeLine line, int by, String operands) {
        Instruction old = line.instruction();
        return CodeLine.of(
                new Instruction(old.offset() + by, 4, old.opcode(), old.mnemonic(), operands), line.references(), SIZE);
    }

    @Test
    void aCallThatMovedIsTheSameCall() {
        Reference puts = new Reference(0, 283, 0, 0, new Target.Undefined("puts"));
        CodeLine call = line(8, "bl", "#8", puts);
        DiffRow row =
                CodeRows.align(List.of(call), List.of(moved(call, 16, "#0x18"))).getFirst();
        assertThat(row.kind()).isEqualTo(Kind.SAME);
        assertThat(row.base().orElseThrow().text()).isEqualTo("bl      puts");
    }

    @Test
    void aCallOfAnotherFunctionIsAChange() {
        CodeLine puts = line(8, "bl", "#8", new Reference(0, 283, 0, 0, new Target.Undefined("puts")));
        CodeLine putc = line(8, "bl", "#8", new Reference(0, 283, 0, 0, new Target.Undefined("putc")));
        assertThat(CodeRows.align(List.of(puts), List.of(putc)))
                .extracting(DiffRow::kind)
                .containsExactly(Kind.CHANGED);
    }

    @Test
    void aTestAndBranchIsComparedByRegisterAndTheRowItLeadsTo() {
        List<CodeLine> base = List.of(line(0, "cbnz", "w1, #0x20"), line(4, "tbz", "w2, #3, #0x20"), RETURN);
        List<CodeLine> patched =
                List.of(line(0, "cbnz", "w1, #0x30"), line(4, "tbz", "w2, #4, #0x30"), line(0x30, "ret", ""));
        List<DiffRow> rows = CodeRows.align(base, patched);
        assertThat(rows).extracting(DiffRow::kind).containsExactly(Kind.SAME, Kind.CHANGED, Kind.SAME);
        assertThat(rows.getFirst().patched().orElseThrow().text()).isEqualTo("cbnz    w1, +0x30");
    }
}
