package dev.suture.upatch.format;

import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.Relocation;
import dev.suture.elf.RelocationNames;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import dev.suture.upatch.abi.ProcessorAbi;
import dev.suture.upatch.abi.RelocationForm;
import java.util.Comparator;
import java.util.List;

/** Whether what a {@code .upatch} file says of places and sizes can be true, so that nobody after it has to ask. */
final class UpatchCheck {
    private static final long PAGE = 4096;
    /** More than any patch has, and little enough to be worked on in memory. */
    private static final long MOST = 1L << 28;

    private static final int LONGEST_ID = 40;

    private final ElfFile elf;

    UpatchCheck(ElfFile elf) {
        this.elf = elf;
    }

    /**
     * @throws ElfFormatException for the first thing that cannot be true
     */
    void check(PatchMetadata metadata, List<UpatchFunction> functions) {
        ProcessorAbi abi =
                ProcessorAbi.of(elf.header().machine()).orElseThrow(() -> error(18, "machine x86_64 or aarch64"));
        if (metadata.id().length() > LONGEST_ID || !metadata.id().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw error(0, "an id of at most %d ASCII characters".formatted(LONGEST_ID));
        }
        checkSections(abi);
        functions.forEach(this::checkFunction);
        checkApart(functions);
    }

    private void checkSections(ProcessorAbi abi) {
        long total = 0;
        for (Section section : UpatchFormat.loaded(elf)) {
            long alignment = section.effectiveAlignment();
            if (section.alignment() < 0 || alignment > PAGE || Long.bitCount(alignment) != 1) {
                throw error(section.offset(), "%s aligned to at most a page".formatted(section.name()));
            }
            if (section.size() < 0 || section.size() > MOST - total || section.has(Section.TLS)) {
                throw error(
                        section.offset(), "%s to be at most 256 MiB and not thread-local".formatted(section.name()));
            }
            total += section.size();
            for (Section relocations : elf.relocationSectionsOf(section)) {
                elf.relocations(relocations).forEach(r -> checkRelocation(abi, section, r));
            }
        }
    }

    private void checkRelocation(ProcessorAbi abi, Section section, Relocation relocation) {
        int width = abi.form(relocation.type())
                .map(RelocationForm::width)
                .orElseThrow(() -> error(
                        section.offset(),
                        "no relocation %s, which is not supported"
                                .formatted(RelocationNames.name(abi.machine(), relocation.type()))));
        if (section.type() == Section.NOBITS
                || relocation.offset() < 0
                || relocation.offset() > section.size() - width) {
            throw error(
                    section.offset(),
                    "a relocation inside %s, found 0x%x".formatted(section.name(), relocation.offset()));
        }
        Symbol symbol = elf.symbols().get(relocation.symbol());
        if (symbol.isInSection() && !UpatchFormat.isLoaded(elf.section(symbol.sectionIndex()))) {
            throw error(section.offset(), "'%s' in a section that is loaded".formatted(symbol.name()));
        }
    }

    private void checkFunction(UpatchFunction function) {
        Section code = elf.section(function.newSection());
        boolean inside = UpatchFormat.isLoaded(code)
                && code.isCode()
                && function.newOffset() >= 0
                && function.newSize() > 0
                && function.newOffset() <= code.size() - function.newSize();
        if (!inside) {
            throw error(code.offset(), "the replacement of %s inside a section of code".formatted(function.name()));
        }
        if (function.oldAddress() < 0 || function.oldSize() <= 0 || function.oldSize() > MOST) {
            throw error(0, "%s at an address of the target".formatted(function.name()));
        }
    }

    private void checkApart(List<UpatchFunction> functions) {
        List<UpatchFunction> sorted = functions.stream()
                .sorted(Comparator.comparingLong(UpatchFunction::oldAddress))
                .toList();
        for (int i = 1; i < sorted.size(); i++) {
            UpatchFunction before = sorted.get(i - 1);
            if (sorted.get(i).oldAddress() - before.oldAddress() < before.oldSize()) {
                throw error(
                        0,
                        "%s and %s apart from each other"
                                .formatted(before.name(), sorted.get(i).name()));
            }
        }
    }

    private ElfFormatException error(long offset, String expected) {
        return elf.bytes().error(offset, expected);
    }
}
