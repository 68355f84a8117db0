package dev.suture.elf.broken;

import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.ElfHeader;
import dev.suture.elf.Relocation;
import dev.suture.elf.RelocationNames;
import dev.suture.elf.Section;
import dev.suture.elf.Segment;
import dev.suture.elf.Symbol;
import dev.suture.elf.SymbolTable;
import dev.suture.elf.archive.ArArchive;
import dev.suture.elf.archive.ArMember;
import dev.suture.elf.dwarf.CompilationUnit;
import dev.suture.elf.dwarf.DebugLink;
import dev.suture.elf.dwarf.Dwarf;
import dev.suture.elf.unwind.DwarfRegisters;
import dev.suture.elf.unwind.UnwindFrame;
import dev.suture.elf.unwind.UnwindMemory;
import dev.suture.elf.unwind.UnwindTable;
import dev.suture.elf.write.ElfTransform;
import java.util.ArrayList;
import java.util.List;

/** Reads all that can be read of a file, step by step, and keeps what was refused as malformed. */
final class Everything {
    private static final UnwindMemory ZEROS = new UnwindMemory() {
        @Override
        public boolean load(long address, int size) {
            return (address & 0x100) == 0;
        }

        @Override
        public long read(long address, int size) {
            return 0;
        }
    };

    private final List<ElfFormatException> refused = new ArrayList<>();

    private Everything() {}

    /** Any other exception than the one for malformed files goes through to the caller. */
    static List<ElfFormatException> read(byte[] bytes) {
        Everything reader = new Everything();
        if (bytes.length > 1 && bytes[0] == '!') {
            reader.step(() ->
                    ArArchive.of("broken.a", bytes).members().stream().limit(20).forEach(reader::member));
        } else {
            reader.step(() -> reader.file(ElfFile.of("broken.o", bytes)));
        }
        return reader.refused;
    }

    private void step(Runnable reading) {
        try {
            reading.run();
        } catch (ElfFormatException e) {
            refused.add(e);
        }
    }

    private void member(ArMember member) {
        step(() -> file(member.elf()));
    }

    private void file(ElfFile file) {
        file.sections().forEach(section -> step(() -> section.decompressed().size()));
        step(() -> symbols(file.symbols()));
        step(() -> symbols(file.dynamicSymbols()));
        step(() -> file.dynamicSymbols().forEach(file::version));
        step(file::groups);
        step(file::notes);
        step(file::buildId);
        step(file::comments);
        step(() -> DebugLink.of(file));
        file.sections().forEach(section -> step(() -> relocations(file, section)));
        for (Segment segment : file.segments()) {
            step(() -> file.bytesAt(segment.address(), 16));
        }
        step(() -> dwarf(file));
        step(() -> UnwindTable.of(file).ifPresent(table -> unwinding(file, table)));
        if (file.header().type() == ElfHeader.Type.RELOCATABLE) {
            step(() -> ElfTransform.of(file).apply());
        }
    }

    /** Every row, the frame each leads to, and what is found by address. */
    private void unwinding(ElfFile file, UnwindTable table) {
        UnwindFrame frame = new UnwindFrame(table.registers().orElse(DwarfRegisters.X86_64));
        long[] registers = new long[35];
        step(() -> table.entries(entry -> entry.rows(row -> {
            frame.start(registers, 17, row.start());
            step(() -> frame.step(row, ZEROS));
        })));
        for (Section section : file.sections()) {
            if (section.isCode()) {
                step(() -> table.row(section.address()));
                step(() -> table.row(section.address() + section.size() / 2));
            }
        }
        step(() -> table.row(file.header().entry()));
    }

    private static void symbols(SymbolTable symbols) {
        for (int i = 0; i < symbols.size(); i++) {
            Symbol symbol = symbols.get(i);
            if (!symbol.name().equals(symbols.nameOf(i))) {
                throw new AssertionError("two ways to the name of symbol %d differ".formatted(i));
            }
        }
    }

    private static void relocations(ElfFile file, Section section) {
        for (Section applied : file.relocationSectionsOf(section)) {
            for (Relocation relocation : file.relocations(applied)) {
                RelocationNames.name(file.header().machine(), relocation.type());
                file.addend(applied, relocation);
            }
        }
    }

    private void dwarf(ElfFile file) {
        Dwarf dwarf = Dwarf.of(file);
        step(dwarf::producers);
        step(() -> dwarf.units().forEach(unit -> unit(unit)));
        step(() -> dwarf.functionAt(1, 0));
        for (Section section : file.sections()) {
            if (section.isCode()) {
                step(() -> dwarf.lines().lineOf(section.index(), 0));
                step(() -> dwarf.lines().lineOf(section.index(), section.size() / 2));
            }
        }
        step(() -> dwarf.lines().lineAt(file.header().entry()));
    }

    private void unit(CompilationUnit unit) {
        step(unit::name);
        step(unit::directory);
        step(unit::language);
        step(unit::ranges);
        step(unit::functions);
    }
}
