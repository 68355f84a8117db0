package dev.suture.elf.asm;

import dev.suture.elf.Machine;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Finds the disassemblers that are installed. They are looked up once and shared. */
public final class Disassemblers {
    private Disassemblers() {}

    /** The preferred disassembler that can decode the machine's code here and now; empty if there is none. */
    public static Optional<Disassembler> forMachine(Machine machine) {
        return Found.ALL.stream()
                .filter(disassembler -> disassembler.supports(machine))
                .findFirst();
    }

    /** All disassemblers on the class path, the preferred ones first, whether usable here or not. */
    public static List<Disassembler> all() {
        return Found.ALL;
    }

    /** Loaded on first use; a list that never changes. */
    private static final class Found {
        private static final List<Disassembler> ALL =
                ServiceLoader.load(Disassembler.class, Disassembler.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .sorted(Comparator.comparingInt(Disassembler::priority).reversed())
                        .toList();
    }
}
