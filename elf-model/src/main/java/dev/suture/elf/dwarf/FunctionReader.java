package dev.suture.elf.dwarf;

import static dev.suture.elf.dwarf.DwarfConstants.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Collects the functions of one unit in a single pass over its entries, or reads one of them alone. */
final class FunctionReader {
    /** Steps from an entry to the one it is an instance of; real chains have two. */
    private static final int LONGEST_CHAIN = 8;

    private final Unit unit;
    private final Optional<LineUnit> lines;
    private final Room room;
    private final TypeNames types;
    private final List<DebugFunction> result = new ArrayList<>();
    /** The functions that enclose the current entry, outermost first. */
    private final List<Open> open = new ArrayList<>();

    /** A function whose entries are being read, and the depths of the inlined calls that enclose the current one. */
    private record Open(DebugFunction function, int depth, List<InlinedCall> inlined, List<Integer> callDepths) {}

    private FunctionReader(Unit unit, LineTable table) {
        this.unit = unit;
        this.lines = unit.root()
                .map(root -> root.number(AT_STMT_LIST))
                .filter(OptionalLong::isPresent)
                .flatMap(offset -> table.unitAt(offset.getAsLong()));
        this.room = new Room(unit);
        this.types = new TypeNames(room);
    }

    static List<DebugFunction> read(Unit unit, LineTable lines) {
        FunctionReader reader = new FunctionReader(unit, lines);
        Die die = unit.entries();
        while (die.next()) {
            reader.entry(die);
        }
        reader.closeFrom(0);
        return List.copyOf(reader.result);
    }

    /** The function that an entry describes; the entries below are read, the rest of the unit is not. */
    static Optional<DebugFunction> readOne(Unit unit, LineTable lines, long entry) {
        FunctionReader reader = new FunctionReader(unit, lines);
        Die die = unit.entryAt(entry);
        do {
            reader.entry(die);
        } while (die.next() && die.depth() > 0);
        reader.closeFrom(0);
        // Functions inside it end before it does.
        return reader.result.isEmpty() ? Optional.empty() : Optional.of(reader.result.getLast());
    }

    private void entry(Die die) {
        closeFrom(die.depth());
        if (die.tag() == TAG_SUBPROGRAM) {
            subprogram(die);
        } else if (die.tag() == TAG_INLINED_SUBROUTINE && !open.isEmpty()) {
            inlined(die, open.getLast());
        }
    }

    /** Ends the functions whose entries have been read: those at or below the depth. */
    private void closeFrom(int depth) {
        while (!open.isEmpty() && open.getLast().depth() >= depth) {
            Open done = open.removeLast();
            DebugFunction f = done.function();
            result.add(new DebugFunction(
                    f.name(),
                    f.linkageName(),
                    f.ranges(),
                    f.declaration(),
                    f.signature(),
                    List.copyOf(done.inlined())));
        }
    }

    private void subprogram(Die die) {
        List<AddressRange> ranges = RangeLists.of(die);
        if (ranges.isEmpty() || die.number(AT_DECLARATION).orElse(0) != 0) {
            return;
        }
        room.take(ranges.size());
        List<Die> chain = chain(die);
        String name = string(chain, AT_NAME).orElse("");
        FunctionSignature signature = new FunctionSignature(name, returnType(chain), parameters(chain.getLast()));
        DebugFunction function = new DebugFunction(
                name, linkageName(chain, name), List.copyOf(ranges), declaration(chain), signature, List.of());
        open.add(new Open(function, die.depth(), new ArrayList<>(), new ArrayList<>()));
    }

    private void inlined(Die die, Open function) {
        List<Integer> around = function.callDepths();
        while (!around.isEmpty() && around.getLast() >= die.depth()) {
            around.removeLast();
        }
        List<Die> chain = chain(die);
        String name = string(chain, AT_NAME).orElse("");
        Optional<SourceLine> site = line(die.number(AT_CALL_FILE), die.number(AT_CALL_LINE));
        List<AddressRange> ranges = RangeLists.of(die);
        room.take(ranges.size());
        function.inlined().add(new InlinedCall(name, linkageName(chain, name), site, around.size(), ranges));
        around.add(die.depth());
    }

    /** The entry, what it is an instance of, and what that one completes. */
    private static List<Die> chain(Die die) {
        List<Die> chain = new ArrayList<>(List.of(die));
        while (chain.size() < LONGEST_CHAIN) {
            Die last = chain.getLast();
            Optional<Die> next = last.reference(AT_ABSTRACT_ORIGIN).or(() -> last.reference(AT_SPECIFICATION));
            if (next.isEmpty()) {
                break;
            }
            chain.add(next.get());
        }
        return chain;
    }

    private Optional<String> string(List<Die> chain, int attribute) {
        return chain.stream()
                .map(die -> die.string(attribute))
                .flatMap(Optional::stream)
                .findFirst()
                .map(room::take);
    }

    private Optional<String> linkageName(List<Die> chain, String name) {
        return string(chain, AT_LINKAGE_NAME)
                .or(() -> string(chain, AT_MIPS_LINKAGE_NAME))
                .filter(linkage -> !linkage.equals(name));
    }

    private String returnType(List<Die> chain) {
        return types.typeOf(
                chain.stream().filter(die -> die.has(AT_TYPE)).findFirst().orElse(chain.getLast()));
    }

    private List<String> parameters(Die declaration) {
        List<String> result = new ArrayList<>();
        if (!declaration.hasChildren()) {
            return result;
        }
        Die child = declaration.unit().entryAt(declaration.offset());
        int before = 0;
        while (child.next() && child.depth() > 0) {
            // Parameters come first but for entries of their types; one pass over the children's start is enough.
            room.take(1);
            if (child.depth() > 1) {
                continue;
            }
            if (child.tag() == TAG_FORMAL_PARAMETER) {
                result.add(types.typeOf(child));
            } else if (child.tag() == TAG_UNSPECIFIED_PARAMETERS) {
                result.add("...");
            } else if (++before > 64) {
                break;
            }
        }
        return List.copyOf(result);
    }

    private Optional<SourceLine> declaration(List<Die> chain) {
        return chain.stream()
                .filter(die -> die.has(AT_DECL_LINE))
                .findFirst()
                .flatMap(die -> line(
                        chain.stream()
                                .map(d -> d.number(AT_DECL_FILE))
                                .filter(OptionalLong::isPresent)
                                .findFirst()
                                .orElse(OptionalLong.empty()),
                        die.number(AT_DECL_LINE)));
    }

    private Optional<SourceLine> line(OptionalLong file, OptionalLong line) {
        if (line.isEmpty()) {
            return Optional.empty();
        }
        String name = file.isPresent()
                ? lines.map(unit -> unit.fileName(file.getAsLong())).orElse("")
                : "";
        return Optional.of(new SourceLine(room.take(name), (int) line.getAsLong()));
    }
}
