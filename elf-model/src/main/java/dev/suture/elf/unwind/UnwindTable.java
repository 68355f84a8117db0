package dev.suture.elf.unwind;

import dev.suture.elf.ElfBytes;
import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.ElfHeader;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How to unwind the functions of one linked file: the records of its {@code .eh_frame}, and of its {@code .debug_frame}
 * for what the former does not describe. Found in logarithmic time, through {@code .eh_frame_hdr} where it has a search
 * table, and decoded when asked for. Addresses are those of the file. Safe for use by several threads.
 */
public final class UnwindTable {
    private final Optional<DwarfRegisters> registers;
    private final List<FrameSource> sources;

    private UnwindTable(Optional<DwarfRegisters> registers, List<FrameSource> sources) {
        this.registers = registers;
        this.sources = List.copyOf(sources);
    }

    /**
     * The table of a file, read from the file whenever something is asked.
     *
     * @return empty if it has none or is relocatable
     * @throws ElfFormatException if the headers of its sections are malformed; records are looked at when asked for
     */
    public static Optional<UnwindTable> of(ElfFile file) {
        return of(file, bytes -> bytes);
    }

    /** Like {@link #of(ElfFile)}, with a copy of all that is needed of the file, and the index made at once. */
    public static Optional<UnwindTable> resident(ElfFile file) {
        Optional<UnwindTable> table = of(file, ElfBytes::resident);
        table.ifPresent(t -> t.sources.forEach(FrameSource::index));
        return table;
    }

    private static Optional<UnwindTable> of(ElfFile file, FrameSource.Copying copying) {
        if (file.header().type() == ElfHeader.Type.RELOCATABLE) {
            return Optional.empty();
        }
        List<FrameSource> sources = FrameSource.of(file, copying);
        return sources.isEmpty()
                ? Optional.empty()
                : Optional.of(new UnwindTable(DwarfRegisters.of(file.header().machine()), sources));
    }

    /**
     * The table of records alone, in the format of {@code .eh_frame}, as they lie in memory.
     *
     * @param records up to their end or the length of 0 behind the last
     * @param address where they lie
     */
    public static UnwindTable ofRecords(DwarfRegisters registers, ElfBytes records, long address) {
        return new UnwindTable(Optional.of(registers), List.of(FrameSource.ofRecords(records, address)));
    }

    /** The registers of the file's machine; empty where their numbers are not known and nothing can be unwound. */
    public Optional<DwarfRegisters> registers() {
        return registers;
    }

    /**
     * The description of the function that holds an address.
     *
     * @throws ElfFormatException if the record that leads there is malformed
     */
    public Optional<FrameEntry> entry(long address) {
        for (FrameSource source : sources) {
            Optional<FrameEntry> found = source.find(address);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /**
     * The row that holds for an address.
     *
     * @throws ElfFormatException if what leads there is malformed
     */
    public Optional<UnwindRow> row(long address) {
        return entry(address).flatMap(found -> found.row(address));
    }

    /**
     * Gives all descriptions in the order of the records.
     *
     * @throws ElfFormatException at the first malformed record
     */
    public void entries(Consumer<FrameEntry> each) {
        sources.forEach(source -> source.entries(each));
    }
}
