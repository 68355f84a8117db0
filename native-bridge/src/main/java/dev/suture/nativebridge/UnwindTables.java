package dev.suture.nativebridge;

import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.Machine;
import dev.suture.elf.Segment;
import dev.suture.elf.unwind.DwarfRegisters;
import dev.suture.elf.unwind.UnwindTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How to unwind what a process has mapped: the records of each ELF file and of the vdso, and of other code as far as it is
 * told of. Made before a freeze, from files that may be deleted or lie in another mount namespace; nothing is read of
 * files afterwards. What the process maps later is unknown here. Immutable.
 */
public final class UnwindTables {
    private static final long PAGE = 4096;
    private static final int LARGEST_VDSO = 1 << 20;

    private final DwarfRegisters registers;
    /** By ascending address; they do not overlap. */
    private final MappedCode[] code;

    private final AddressRange hidden;
    private final long startStack;

    private UnwindTables(DwarfRegisters registers, long startStack, List<MappedCode> unordered) {
        this.registers = registers;
        this.startStack = startStack;
        this.code = unordered.stream()
                .sorted((a, b) ->
                        Long.compareUnsigned(a.range().start(), b.range().start()))
                .toArray(MappedCode[]::new);
        this.hidden = unordered.stream()
                .filter(MappedCode::hidesCallers)
                .map(MappedCode::range)
                .findFirst()
                .orElse(new AddressRange(0, 0));
    }

    /**
     * The tables of a process as it is now.
     *
     * @param files keeps what is read of files; to be shared by the processes of one user
     * @param others code that no file has
     */
    public static UnwindTables of(Tracee tracee, UnwindFiles files, List<CodeRecords> others) {
        Machine machine = tracee.architecture().machine();
        // Each architecture that can be traced has its numbers.
        DwarfRegisters registers = DwarfRegisters.of(machine).orElseThrow();
        List<MappedCode> code = new ArrayList<>();
        for (MemoryMapping mapping : tracee.process().maps()) {
            if (mapping.executable()) {
                code.add(describe(tracee, files, registers, mapping, others));
            }
        }
        LinuxProcess process = tracee.process();
        long startStack =
                process.threadStat(process.pid()).map(ThreadStat::startStack).orElse(0L);
        return new UnwindTables(registers, startStack, code);
    }

    private static MappedCode describe(
            Tracee tracee,
            UnwindFiles files,
            DwarfRegisters registers,
            MemoryMapping mapping,
            List<CodeRecords> others) {
        AddressRange range = new AddressRange(mapping.start(), mapping.end());
        Optional<CodeRecords> told = others.stream()
                .filter(o -> range.contains(o.code().start())
                        && range.contains(o.code().end() - 1))
                .findFirst();
        if (told.isPresent()) {
            UnwindTable table = UnwindTable.ofRecords(
                    registers, told.get().records(), told.get().address());
            return new MappedCode(
                    range, mapping, 0, told.get().name(), Optional.of(table), new KnownRows(), Symbols.NONE);
        }
        Optional<UnwindFiles.Loaded> loaded = mapping.fileBacked()
                ? files.load(tracee.process(), mapping)
                : mapping.path().equals("[vdso]") ? vdso(tracee, mapping) : Optional.empty();
        return loaded.flatMap(l -> bias(l.file(), mapping)
                        .map(bias -> new MappedCode(
                                range, mapping, bias, fileName(mapping), l.table(), l.rows(), l.symbols())))
                .orElseGet(() -> new MappedCode(
                        range, mapping, 0, fileName(mapping), Optional.empty(), new KnownRows(), Symbols.NONE));
    }

    /** The kernel maps a whole ELF file there, section headers and all. */
    private static Optional<UnwindFiles.Loaded> vdso(Tracee tracee, MemoryMapping mapping) {
        try {
            byte[] image = tracee.memory().read(mapping.start(), (int) Math.min(mapping.length(), LARGEST_VDSO));
            return Optional.of(UnwindFiles.load(ElfFile.of("[vdso]", image), Path.of("/")));
        } catch (ElfFormatException | ProcessMemoryException e) {
            return Optional.empty();
        }
    }

    /** Empty if the mapping shows no code of the file as the file has it, or code for another machine. */
    private static Optional<Long> bias(ElfFile file, MemoryMapping mapping) {
        for (Segment segment : file.segments()) {
            boolean holds = segment.type() == Segment.LOAD
                    && (segment.flags() & Segment.EXECUTE) != 0
                    && mapping.offset() >= (segment.offset() & -PAGE)
                    && mapping.offset() < segment.offset() + segment.fileSize();
            if (holds) {
                // The loader keeps addresses and file offsets apart by the same distance (gABI, "Program Loading").
                return Optional.of(mapping.start() - mapping.offset() - (segment.address() - segment.offset()));
            }
        }
        return Optional.empty();
    }

    private static String fileName(MemoryMapping mapping) {
        return mapping.path().substring(mapping.path().lastIndexOf('/') + 1);
    }

    /** All of it, by ascending address. */
    List<MappedCode> code() {
        return List.of(code);
    }

    DwarfRegisters registers() {
        return registers;
    }

    /** Whether these are of the same files, mapped in the same places, as others. */
    boolean sameAs(UnwindTables other) {
        return Arrays.stream(code)
                .map(MappedCode::mapping)
                .toList()
                .equals(Arrays.stream(other.code).map(MappedCode::mapping).toList());
    }

    /** Where the first thread's stack begins, growing downwards; 0 if unknown. */
    long startStack() {
        return startStack;
    }

    /** Addresses that the kernel puts where return addresses stood; none if nothing traces the process so. */
    AddressRange hidden() {
        return hidden;
    }

    /** The code that holds an address. */
    Optional<MappedCode> find(long address) {
        int low = 0;
        int high = code.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            MappedCode candidate = code[middle];
            if (candidate.range().contains(address)) {
                return Optional.of(candidate);
            }
            if (Long.compareUnsigned(address, candidate.range().start()) < 0) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return Optional.empty();
    }
}
