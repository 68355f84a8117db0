package dev.suture.elf.dwarf;

import dev.suture.elf.Lazy;
import java.util.List;
import java.util.Optional;

/** One compilation unit: usually one source file as one compiler run saw it. Decoded when asked for. */
public final class CompilationUnit {
    private final Unit unit;
    private final Lazy<List<DebugFunction>> functions;

    CompilationUnit(Unit unit, LineTable lines) {
        this.unit = unit;
        this.functions = Lazy.of(() -> FunctionReader.read(unit, lines));
    }

    /** DWARF version of the unit, 2 to 5. */
    public int version() {
        return unit.header().version();
    }

    /** Offset of the unit in {@code .debug_info}. */
    public long offset() {
        return unit.header().offset();
    }

    /** The source file as the compiler was given it. */
    public Optional<String> name() {
        return text(DwarfConstants.AT_NAME);
    }

    /** The directory the compiler ran in. */
    public Optional<String> directory() {
        return text(DwarfConstants.AT_COMP_DIR);
    }

    /** The compiler with its version and, from GCC, its options (DW_AT_producer). */
    public Optional<String> producer() {
        return text(DwarfConstants.AT_PRODUCER);
    }

    /** The number of the source language (DW_LANG_*), 0 if it is not given. */
    public int language() {
        return (int) unit.root()
                .map(root -> root.number(DwarfConstants.AT_LANGUAGE).orElse(0))
                .orElse(0L)
                .longValue();
    }

    /** The code of the unit. */
    public List<AddressRange> ranges() {
        return unit.root().map(RangeLists::of).orElse(List.of());
    }

    /** The functions with code of their own. */
    public List<DebugFunction> functions() {
        return functions.get();
    }

    private Optional<String> text(int attribute) {
        return unit.root().flatMap(root -> root.string(attribute));
    }
}
