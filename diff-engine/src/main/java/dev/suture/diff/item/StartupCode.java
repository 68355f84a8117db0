package dev.suture.diff.item;

import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfHeader;
import dev.suture.elf.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the compiler's and the C library's start files put into every linked file: crt1.o, crtbegin.o and the like. It is
 * told by the FILE symbol in front of its local symbols (gcc, libgcc/crtstuff.c); its own few globals have set names.
 */
final class StartupCode {
    private static final Set<String> SOURCES = Set.of("crtstuff.c", "crtbegin.c", "crtend.c", "init.c", "abi-note.c");
    private static final Set<String> GLOBALS =
            Set.of("_start", "_IO_stdin_used", "__dso_handle", "__data_start", "data_start", "_dl_relocate_static_pie");

    private final List<Run> runs = new ArrayList<>();

    /** Symbols {@code [from, to)} of the table. */
    private record Run(int from, int to) {}

    StartupCode(ElfFile file) {
        if (file.header().type() == ElfHeader.Type.RELOCATABLE) {
            return;
        }
        int start = -1;
        int size = file.symbols().size();
        for (int i = 0; i < size; i++) {
            if (file.symbols().typeOf(i) == Symbol.Type.FILE) {
                if (start >= 0) {
                    runs.add(new Run(start, i));
                }
                start = SOURCES.contains(file.symbols().get(i).name()) ? i : -1;
            }
        }
        if (start >= 0) {
            runs.add(new Run(start, size));
        }
    }

    boolean holds(Item item) {
        if (runs.isEmpty() || item.symbol().isEmpty()) {
            return false;
        }
        Symbol symbol = item.symbol().get();
        return GLOBALS.contains(symbol.name())
                || symbol.isLocal() && runs.stream().anyMatch(r -> symbol.index() >= r.from && symbol.index() < r.to);
    }
}
