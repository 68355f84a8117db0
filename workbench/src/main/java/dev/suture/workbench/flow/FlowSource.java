package dev.suture.workbench.flow;

import dev.suture.diff.flow.ControlFlow;
import dev.suture.diff.flow.FlowGraph;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.elf.asm.Disassemblers;
import java.util.Optional;

/** Makes the control flow of functions; called on a background thread. */
@FunctionalInterface
public interface FlowSource {
    /** Empty if the machine's code cannot be decoded here, or its branches are not known. */
    Optional<FlowGraph> flow(ObjectDiff object, Change change);

    /** By the disassembler this machine has for the object. */
    static FlowSource disassembled() {
        return (object, change) -> {
            var machine = object.comparison().patched().file().header().machine();
            return ControlFlow.knows(machine)
                    ? Disassemblers.forMachine(machine).map(d -> new ControlFlow(d).of(object, change))
                    : Optional.empty();
        };
    }
}
