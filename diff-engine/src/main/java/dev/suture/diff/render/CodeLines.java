package dev.suture.diff.render;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.item.Reference;
import dev.suture.elf.asm.Disassembler;
import dev.suture.elf.asm.Instruction;
import java.util.ArrayList;
import java.util.List;

/** Decodes a function and puts its relocations beside the instructions they stand in. */
final class CodeLines {
    private CodeLines() {}

    static List<CodeLine> of(ObjectItems items, Item item, Disassembler disassembler) {
        byte[] code = item.bytes();
        List<Instruction> instructions =
                disassembler.disassemble(items.file().header().machine(), code, 0);
        List<Reference> references = items.references(item);
        List<CodeLine> lines = new ArrayList<>(instructions.size());
        int next = 0;
        for (Instruction instruction : instructions) {
            int from = next;
            while (next < references.size()
                    && references.get(next).offset() < instruction.offset() + instruction.length()) {
                next++;
            }
            lines.add(CodeLine.of(instruction, references.subList(from, next), code.length));
        }
        return lines;
    }
}
