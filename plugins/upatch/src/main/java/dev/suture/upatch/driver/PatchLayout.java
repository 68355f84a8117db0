package dev.suture.upatch.driver;

import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import dev.suture.upatch.abi.ProcessorAbi;
import dev.suture.upatch.format.UpatchFile;
import dev.suture.upatch.format.UpatchFormat;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each piece of a patch goes, relative to its start: first what is only read (header, constants, address slots),
 * then code (with the stubs for calls of library functions), then what is written. Each part begins a page.
 */
final class PatchLayout {
    private static final int SLOT = 8;

    private final UpatchFile patch;
    private final ProcessorAbi abi;
    private final boolean far;
    private final Map<Integer, Long> sections = new HashMap<>();
    private final Map<Integer, Long> slots = new LinkedHashMap<>();
    private final Map<Integer, Long> stubs = new LinkedHashMap<>();
    private final long codeStart;
    private final long dataStart;
    private final long size;

    private PatchLayout(UpatchFile patch, long page, boolean far) {
        this.patch = patch;
        this.far = far;
        this.abi = patch.abi();
        collectIndirections();
        long at = align(PatchHeader.sizeFor(patch.functions()), SLOT);
        for (Map.Entry<Integer, Long> slot : slots.entrySet()) {
            slot.setValue(at);
            at += SLOT;
        }
        at = place(at, false, false);
        codeStart = align(at, page);
        at = place(codeStart, true, false);
        at = align(at, abi.stubSize());
        for (Map.Entry<Integer, Long> stub : stubs.entrySet()) {
            stub.setValue(at);
            at += abi.stubSize();
        }
        dataStart = align(at, page);
        size = align(place(dataStart, false, true), page);
    }

    /**
     * Of a patch that reaches its target.
     *
     * @param page size of the process's pages
     */
    static PatchLayout beside(UpatchFile patch, long page) {
        return new PatchLayout(patch, page, false);
    }

    /** Of a patch that may stand anywhere: whatever it calls has a stub and a slot. */
    static PatchLayout anywhere(UpatchFile patch, long page) {
        return new PatchLayout(patch, page, true);
    }

    boolean isFar() {
        return far;
    }

    /** Symbols that are reached through an address slot, and called ones that are unbound or may be out of reach. */
    private void collectIndirections() {
        for (Section section : loaded()) {
            for (Section relocations : patch.elf().relocationSectionsOf(section)) {
                for (Relocation relocation : patch.elf().relocations(relocations)) {
                    collectIndirections(relocation);
                }
            }
        }
    }

    private void collectIndirections(Relocation relocation) {
        Symbol symbol = patch.elf().symbols().get(relocation.symbol());
        switch (abi.form(relocation.type()).orElseThrow().need()) {
            case SLOT, THREAD_SLOT -> slots.putIfAbsent(relocation.symbol(), 0L);
            case CALL -> {
                if (symbol.isUndefined() || far && !symbol.isInSection()) {
                    slots.putIfAbsent(relocation.symbol(), 0L);
                    stubs.putIfAbsent(relocation.symbol(), 0L);
                } else if (!symbol.isInSection() && abi.callsNeedVeneers()) {
                    stubs.putIfAbsent(relocation.symbol(), 0L);
                }
            }
            case NOTHING, ADDRESS, THREAD_OFFSET -> {}
        }
    }

    private long place(long from, boolean code, boolean writable) {
        long at = from;
        for (Section section : loaded()) {
            if (section.isCode() == code && (section.has(Section.WRITE) && !code) == writable) {
                at = align(at, section.effectiveAlignment());
                sections.put(section.index(), at);
                at += section.size();
            }
        }
        return at;
    }

    /** The sections that go into the process; the function table is turned into the header. */
    List<Section> loaded() {
        return UpatchFormat.loaded(patch.elf());
    }

    /** Offset of a loaded section. */
    long section(int index) {
        return sections.get(index);
    }

    /** Whether the section has a place in the process. */
    boolean isLoaded(int index) {
        return sections.containsKey(index);
    }

    /** Offsets of the address slots, by symbol index. */
    Map<Integer, Long> slots() {
        return slots;
    }

    /** Offsets of the call stubs, by symbol index. */
    Map<Integer, Long> stubs() {
        return stubs;
    }

    long codeStart() {
        return codeStart;
    }

    /** Bytes of code, stubs included, rounded up to pages. */
    long codeSize() {
        return dataStart - codeStart;
    }

    long dataStart() {
        return dataStart;
    }

    /** Bytes that are written to, rounded up to pages; may be 0. */
    long dataSize() {
        return size - dataStart;
    }

    /** Bytes in all, whole pages. */
    long size() {
        return size;
    }

    /** The symbol of that index. */
    Symbol symbol(int index) {
        return patch.elf().symbols().get(index);
    }

    private static long align(long value, long alignment) {
        return (value + alignment - 1) / alignment * alignment;
    }
}
