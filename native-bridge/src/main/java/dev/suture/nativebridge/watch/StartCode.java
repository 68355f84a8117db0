package dev.suture.nativebridge.watch;

import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfHeader;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Segment;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The code of a linked file that each process runs when it starts with the file or loads it, before other code of the file
 * and when the file's relocations are done.
 *
 * <p>For a program that is the entry point: the dynamic linker has done its work by then. A static program relocates itself
 * behind its entry (IRELATIVE relocations, in glibc's {@code __libc_start_main}), so its initialiser is taken. A library is
 * relocated before the dynamic linker calls its initialiser, DT_INIT, and then the constructors of DT_INIT_ARRAY.
 *
 * <p>Other files' code may still call the file's functions before that: constructors of libraries that a program is linked
 * to, where they use a function that the program defines; and code of libraries that depend on each other in a circle or
 * use a function without saying so. Such calls come before this one.
 *
 * @param kind what it is
 * @param address of its first instruction, as the file has it
 * @param offset where in the file that instruction stands
 */
public record StartCode(Kind kind, long address, long offset) {
    private static final int PT_INTERP = 3;

    /** Which code it is. */
    public enum Kind {
        ENTRY,
        INITIALISER,
        FIRST_CONSTRUCTOR
    }

    /** Finds it; empty if the file has none, as a library without any constructor. */
    public static Optional<StartCode> of(ElfFile file) {
        DynamicEntries dynamic = new DynamicEntries(file);
        OptionalLong initialiser = dynamic.value(DynamicEntries.INIT);
        boolean interpreted = file.segments().stream().anyMatch(s -> s.type() == PT_INTERP);
        boolean library = file.header().type() != ElfHeader.Type.EXECUTABLE
                && (interpreted ? dynamic.value(DynamicEntries.SONAME).isPresent() : !dynamic.marksProgram());
        if (interpreted && !library) {
            return at(file, Kind.ENTRY, file.header().entry());
        }
        if (initialiser.isPresent()) {
            return at(file, Kind.INITIALISER, initialiser.getAsLong());
        }
        if (library) {
            return firstConstructor(file, dynamic).flatMap(a -> at(file, Kind.FIRST_CONSTRUCTOR, a));
        }
        // A static program has no dynamic section; the section that its start-up code calls is there all the same.
        return file.section(".init")
                .filter(section -> section.size() > 0)
                .flatMap(section -> at(file, Kind.INITIALISER, section.address()))
                .or(() -> at(file, Kind.ENTRY, file.header().entry()));
    }

    private static Optional<StartCode> at(ElfFile file, Kind kind, long address) {
        return file.segments().stream()
                .filter(s -> s.type() == Segment.LOAD && (s.flags() & Segment.EXECUTE) != 0)
                .filter(s -> Long.compareUnsigned(address - s.address(), s.fileSize()) < 0)
                .findFirst()
                .map(s -> new StartCode(kind, address, address - s.address() + s.offset()));
    }

    /** The array's first entry: what its relocation makes of it, or what stands there (RELR, or linked to its address). */
    private static Optional<Long> firstConstructor(ElfFile file, DynamicEntries dynamic) {
        OptionalLong array = dynamic.value(DynamicEntries.INIT_ARRAY);
        if (array.isEmpty() || dynamic.value(DynamicEntries.INIT_ARRAY_SIZE).isEmpty()) {
            return Optional.empty();
        }
        return file.sections().stream()
                .filter(s -> s.type() == Section.RELA && s.has(Section.ALLOC))
                .flatMap(s -> file.relocations(s).stream())
                .filter(r -> r.offset() == array.getAsLong())
                .findFirst()
                .map(r -> value(file, r))
                .or(() -> Optional.of(
                        file.bytes().withOrder(file.header().order()).i64(offsetOf(file, array.getAsLong()))));
    }

    private static long value(ElfFile file, Relocation relocation) {
        return relocation.symbol() == 0
                ? relocation.addend()
                : file.dynamicSymbols().get(relocation.symbol()).value() + relocation.addend();
    }

    private static long offsetOf(ElfFile file, long address) {
        return file.segments().stream()
                .filter(s -> s.type() == Segment.LOAD)
                .filter(s -> Long.compareUnsigned(address - s.address(), s.fileSize()) < 0)
                .findFirst()
                .map(s -> address - s.address() + s.offset())
                .orElseThrow(
                        () -> file.bytes().error(0, "a loaded segment with address 0x" + Long.toHexString(address)));
    }

    /** The place at which threads that come to this code are held. */
    public HoldPlace in(Path file) {
        return new HoldPlace(file, offset);
    }
}
