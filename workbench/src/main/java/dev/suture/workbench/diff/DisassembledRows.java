package dev.suture.workbench.diff;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.RowRenderer;
import dev.suture.elf.asm.Disassemblers;
import java.util.List;

/** Rows by the disassembler this machine has for the object; bytes where it has none. */
public final class DisassembledRows implements RowSource {
    @Override
    public List<DiffRow> rows(ObjectDiff object, Change change, boolean withSource, int bytesInRow) {
        var machine = object.comparison().patched().file().header().machine();
        return new RowRenderer(Disassemblers.forMachine(machine), withSource, bytesInRow).rows(object, change);
    }

    @Override
    public List<DiffRow> source(ObjectDiff object, Change change) {
        return RowRenderer.source(object, change);
    }
}
