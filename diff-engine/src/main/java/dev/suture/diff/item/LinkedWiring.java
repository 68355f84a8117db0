package dev.suture.diff.item;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import dev.suture.elf.X86_64;
import dev.suture.elf.asm.CodeScanner;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The references of a linked file: distances in its code, and the dynamic relocations of its data. Calls through the
 * PLT and loads from the GOT mean the symbol behind them.
 */
final class LinkedWiring implements Wiring {
    private final AddressMap addresses;
    private final Optional<CodeScanner> scanner;
    /** Address → dynamic relocation. */
    private final TreeMap<Long, Relocation> dynamic = new TreeMap<>();

    private final Map<Long, Wire.End> slots = new HashMap<>();
    private final Map<Long, Wire.End> stubs = new HashMap<>();
    private final ElfFile file;
    private final FixedAddresses fixed;
    private final ThreadLocals threadLocals;
    private final LinkedCode.LinkedPlaces places;

    LinkedWiring(ElfFile file) {
        this.file = file;
        this.addresses = new AddressMap(file);
        this.scanner = CodeScanner.forMachine(file.header().machine());
        for (Section section : file.sections()) {
            if (section.type() == Section.RELA && section.has(Section.ALLOC)) {
                file.relocations(section).forEach(r -> dynamic.put(r.offset(), r));
            }
        }
        this.fixed = new FixedAddresses(file, addresses);
        this.threadLocals = new ThreadLocals(file);
        dynamic.forEach((address, relocation) -> slots.put(address, dynamicEnd(relocation)));
        this.places = new LinkedCode.LinkedPlaces(
                this::place,
                address -> Optional.ofNullable(stubs.get(address)),
                this::slot,
                this::isModuleSlot,
                fixed,
                threadLocals);
        for (Section section : file.sections()) {
            if (section.isCode() && section.name().startsWith(".plt")) {
                readStubs(section);
            }
        }
    }

    /** Only the GOT's slots stand for what they hold; any other datum with a relocation is a variable of its own. */
    private Optional<Wire.End> slot(long address) {
        return Optional.ofNullable(slots.get(address))
                .filter(end -> addresses
                        .section(address)
                        .filter(s -> s.name().startsWith(".got"))
                        .isPresent());
    }

    /** A slot with the number of this file alone, for code that knows its variables' offsets itself. */
    private boolean isModuleSlot(long address) {
        Relocation relocation = dynamic.get(address);
        return relocation != null && relocation.symbol() == 0 && relocation.type() == X86_64.R_X86_64_DTPMOD64.number();
    }

    private Wire.End dynamicEnd(Relocation relocation) {
        Optional<Wire.End> threadLocal = threadLocals.slot(relocation, addresses.section(relocation.offset()));
        if (threadLocal.isPresent()) {
            return threadLocal.get();
        }
        if (relocation.symbol() == 0) {
            return place(relocation.addend());
        }
        Symbol symbol = file.dynamicSymbols().get(relocation.symbol());
        return symbol.isUndefined() ? new Wire.Name(symbol.name()) : place(symbol.value());
    }

    private Wire.End place(long address) {
        return addresses
                .section(address)
                .<Wire.End>map(s -> new Wire.Place(s.index(), address - s.address(), address - s.address()))
                .orElseGet(() -> new Wire.Number(0));
    }

    /** Each stub of a PLT jumps through one slot of the GOT. */
    private void readStubs(Section section) {
        long size = section.entrySize() == 0 ? 16 : section.entrySize();
        byte[] code = section.contents().toArray();
        scanner.ifPresent(s -> s.scan(code, 0, code.length, reference -> {
            Wire.End end = slots.get(section.address() + reference.target());
            if (end != null && !reference.branch()) {
                stubs.put(section.address() + reference.instruction() / size * size, end);
            }
        }));
    }

    @Override
    public List<Wire> in(Section section, long from, long to) {
        List<Wire> wires = new ArrayList<>();
        if (section.isCode()) {
            addCode(section, from, to, wires);
        } else if (section.name().equals(".gcc_except_table")) {
            wires.addAll(new CaughtTypes(section, this::place).in(from, to));
        } else if (section.type() != Section.NOBITS) {
            dynamic.subMap(section.address() + from, section.address() + to)
                    .forEach((address, relocation) -> wires.add(new Wire(
                            address - section.address(),
                            X86_64.R_X86_64_64.number(),
                            relocation.symbol() == 0 ? 0 : relocation.addend(),
                            8,
                            slots.get(address))));
            if (fixed.areUsed()) {
                addWords(section, from, to, wires);
            }
            if (wires.isEmpty() && !section.has(Section.WRITE)) {
                addTable(section, from, to, wires);
            }
        }
        return wires;
    }

    /**
     * A switch table of position-independent code: 4-byte distances from the table's start, all into code. At least two
     * are asked for with nothing but padding behind them, at least four otherwise.
     */
    private void addTable(Section section, long from, long to, List<Wire> wires) {
        List<Wire> entries = new ArrayList<>();
        long at = from;
        for (; at + 4 <= to; at += 4) {
            Wire.End end = place(section.address() + from + section.contents().i32(at));
            if (!(end instanceof Wire.Place place)
                    || !file.section(place.section()).isCode()) {
                break;
            }
            entries.add(new Wire(at, X86_64.R_X86_64_PC32.number(), 0, 4, end));
        }
        boolean onlyPadding = true;
        for (; at < to && onlyPadding; at++) {
            onlyPadding = section.contents().u8(at) == 0;
        }
        // Behind a table may stand a string that code reaches by its end only, so that it is no piece of its own.
        if (entries.size() >= (onlyPadding ? 2 : 4)) {
            wires.addAll(entries);
        }
    }

    private void addCode(Section section, long from, long to, List<Wire> wires) {
        scanner.ifPresent(s -> {
            byte[] code = section.contents().copy(from, (int) (to - from));
            s.scan(code, 0, code.length, new LinkedCode(section, from, code.length, places, wires));
        });
    }

    /** The words of data that look like addresses, in files that have no relocations to say which are. */
    private void addWords(Section section, long from, long to, List<Wire> wires) {
        for (long at = (from + 7) / 8 * 8; at + 8 <= to; at += 8) {
            long word = at;
            fixed.place(section.contents().i64(at), true)
                    .ifPresent(end -> wires.add(new Wire(word, X86_64.R_X86_64_64.number(), 0, 8, end)));
        }
    }

    @Override
    public List<Wire> asLinked(Section section, long from, long to) {
        return in(section, from, to);
    }

    @Override
    public void eachPlace(BitSet sections, Consumer<Wire.Place> consumer) {
        for (Section section : file.sections()) {
            boolean holdsPlaces = section.has(Section.ALLOC)
                    && section.size() > 0
                    && section.type() != Section.NOBITS
                    && !section.name().equals(".gcc_except_table");
            if (holdsPlaces) {
                in(section, 0, section.size()).forEach(w -> {
                    if (w.end() instanceof Wire.Place place && sections.get(place.section())) {
                        consumer.accept(place);
                    }
                });
            }
        }
    }
}
