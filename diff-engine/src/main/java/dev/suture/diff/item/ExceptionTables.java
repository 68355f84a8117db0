package dev.suture.diff.item;

import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfHeader;
import dev.suture.elf.Section;
import dev.suture.elf.unwind.FrameRecord;
import dev.suture.elf.unwind.UnwindTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where each function's table of what it catches and cleans up lies: its language-specific data area, to which only its
 * unwind record leads (LSB Core, "Exception Frames": the FDE's augmentation data).
 */
final class ExceptionTables {
    private static final String TABLES = ".gcc_except_table";

    private final ElfFile file;
    private final Wiring wiring;
    private final Map<Function, Wire.Place> byFunction = new HashMap<>();
    private final Map<Function, Item> linkedTables = new HashMap<>();

    private record Function(int section, long offset) {}

    ExceptionTables(ElfFile file, Wiring wiring) {
        this.file = file;
        this.wiring = wiring;
        boolean tables = file.header().type() == ElfHeader.Type.RELOCATABLE
                && file.sections().stream().anyMatch(s -> s.name().startsWith(TABLES));
        if (tables) {
            file.sections().stream()
                    .filter(s -> s.name().equals(".eh_frame") && s.type() != Section.NOBITS)
                    .forEach(this::read);
        }
        if (file.header().type() != ElfHeader.Type.RELOCATABLE) {
            readLinked();
        }
    }

    /** A linked file's tables lie one behind the other, so each ends where the next begins. */
    private void readLinked() {
        Optional<Section> tables = section(TABLES);
        Optional<UnwindTable> records = tables.flatMap(t -> UnwindTable.of(file));
        if (records.isEmpty()) {
            return;
        }
        Section section = tables.get();
        AddressMap addresses = new AddressMap(file);
        TreeMap<Long, List<Function>> byTable = new TreeMap<>();
        records.get().entries(entry -> {
            long at = entry.exceptionTable().orElse(0) - section.address();
            if (at >= 0 && at < section.size()) {
                addresses
                        .section(entry.start())
                        .ifPresent(s -> byTable.computeIfAbsent(at, t -> new ArrayList<>())
                                .add(new Function(s.index(), entry.start() - s.address())));
            }
        });
        byTable.forEach((at, functions) -> {
            Long next = byTable.higherKey(at);
            long end = next == null ? section.size() : next;
            Item table = new Item(
                    ItemKind.DATA, TABLES, Item.Origin.ANONYMOUS, section, at, end - at, Optional.empty(), List.of());
            functions.forEach(f -> linkedTables.put(f, table));
        });
    }

    private Optional<Section> section(String name) {
        return file.sections().stream()
                .filter(s -> s.name().equals(name) && s.type() != Section.NOBITS)
                .findFirst();
    }

    /** In linked files, which have no items in that section otherwise. */
    Optional<Item> linkedTable(Item function) {
        return Optional.ofNullable(
                linkedTables.get(new Function(function.section().index(), function.offset())));
    }

    Optional<Wire.Place> of(Item function) {
        return Optional.ofNullable(
                byFunction.get(new Function(function.section().index(), function.offset())));
    }

    private void read(Section section) {
        FrameRecord.exceptionFrames(section.contents(), record -> {
            if (record.kind() == FrameRecord.Kind.DESCRIPTION) {
                readFunction(section, record.body(), record.end());
            }
        });
    }

    private void readFunction(Section section, long from, long end) {
        List<Wire> wires = wiring.in(section, from, end);
        if (wires.size() < 2 || !(wires.getFirst().end() instanceof Wire.Place function)) {
            return;
        }
        long last = -1;
        for (Wire wire : wires.subList(1, wires.size())) {
            if (wire.offset() == last) {
                continue;
            }
            last = wire.offset();
            // Asked for alone, so that the distance counts from its own place.
            for (Wire alone : wiring.in(section, wire.offset(), wire.offset() + 1)) {
                if (alone.end() instanceof Wire.Place table
                        && file.section(table.section()).name().startsWith(TABLES)) {
                    byFunction.put(new Function(function.section(), function.at()), table);
                }
            }
        }
    }
}
