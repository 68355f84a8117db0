package dev.suture.elf.dwarf;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Lazy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The debugging information of one file (DWARF 2 to 5), with the relocations of relocatable files applied. A lazy view:
 * making one reads nothing. Safe for use by several threads.
 *
 * <p>Every method may throw {@link dev.suture.elf.ElfFormatException} when the part of the file it needs is malformed.
 * Not read: split DWARF ({@code .dwo}) and supplementary files (dwz); names that stand there are missing.
 */
public final class Dwarf {
    private final DwarfSections sections;
    private final LineTable lines;
    private final Lazy<List<CompilationUnit>> units = Lazy.of(this::readUnits);
    private final Lazy<Map<String, List<DebugFunction>>> functions = Lazy.of(this::indexNames);
    private final Lazy<FunctionPlaces> places;
    private final Lazy<FunctionPlaces> nestedPlaces;
    private final InlinedCalls inlinedCalls = new InlinedCalls(this);

    private Dwarf(ElfFile file) {
        this.sections = new DwarfSections(file);
        this.lines = new LineTable(sections);
        this.places = Lazy.of(() -> FunctionPlaces.outermost(codeUnits(), lines));
        this.nestedPlaces = Lazy.of(() -> FunctionPlaces.all(codeUnits(), lines));
    }

    public static Dwarf of(ElfFile file) {
        return new Dwarf(file);
    }

    /** Whether the file has no {@code .debug_info}. */
    public boolean isEmpty() {
        return sections.units().isEmpty();
    }

    public LineTable lines() {
        return lines;
    }

    /** The compilation units, in file order; only their headers are read for it. */
    public List<CompilationUnit> units() {
        return units.get();
    }

    private List<CompilationUnit> readUnits() {
        return codeUnits().stream()
                .map(unit -> new CompilationUnit(unit, lines))
                .toList();
    }

    private List<Unit> codeUnits() {
        return sections.units().stream()
                .filter(header -> !header.isType())
                .map(header -> new Unit(sections, header))
                .toList();
    }

    /** The producers of all units, each once, in file order. */
    public List<String> producers() {
        return units().stream()
                .map(CompilationUnit::producer)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** The functions whose symbol has this name; several for local functions of several units. Reads all units once. */
    public List<DebugFunction> functions(String symbolName) {
        return functions.get().getOrDefault(symbolName, List.of());
    }

    /**
     * The function that has the code at an offset in a section (relocatable files) or at an address (section 0). Reads
     * where the functions are and, of those asked for, the rest; the others are not decoded.
     */
    public Optional<DebugFunction> functionAt(int section, long place) {
        Optional<DebugFunction> found = places.get().at(section, place);
        return found.isPresent() ? found : nestedPlaces.get().at(section, place);
    }

    /** Which calls were inlined, by the function that now contains their code. */
    public InlinedCalls inlinedCalls() {
        return inlinedCalls;
    }

    private Map<String, List<DebugFunction>> indexNames() {
        Map<String, List<DebugFunction>> result = new HashMap<>();
        allFunctions()
                .forEach(function -> result.computeIfAbsent(function.symbolName(), name -> new ArrayList<>())
                        .add(function));
        result.replaceAll((name, list) -> List.copyOf(list));
        return result;
    }

    private Stream<DebugFunction> allFunctions() {
        return units().stream().flatMap(unit -> unit.functions().stream());
    }
}
