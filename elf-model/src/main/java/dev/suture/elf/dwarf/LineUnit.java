package dev.suture.elf.dwarf;

import dev.suture.elf.Lazy;
import java.util.List;
import java.util.Optional;

/** One unit of {@code .debug_line}: its tables are read when first asked for, its program when a line is. */
final class LineUnit {
    private final long offset;
    private final long end;
    private final Lazy<LineHeader> header;
    private final Lazy<List<LineSequence>> sequences;
    private final Lazy<Optional<String>> compilationDirectory;

    /** @param compilationDirectory DW_AT_comp_dir of the unit the table belongs to; asked for only if it is needed */
    LineUnit(DwarfSections sections, long offset, long end, Lazy<Optional<String>> compilationDirectory) {
        this.offset = offset;
        this.end = end;
        this.header = Lazy.of(() -> LineHeader.read(sections, offset));
        this.sequences = Lazy.of(() -> LineProgram.run(LineHeader.read(sections, offset)));
        this.compilationDirectory = compilationDirectory;
    }

    long offset() {
        return offset;
    }

    long end() {
        return end;
    }

    List<LineSequence> sequences() {
        return sequences.get();
    }

    /** The line of an offset in a section (relocatable files) or of an address (section 0). */
    Optional<SourceLine> lineOf(int section, long place) {
        List<LineSequence> all = sequences();
        // Sequences of one unit do not overlap, so the last one that starts at or before the place is the only one.
        int low = 0;
        int high = all.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            LineSequence sequence = all.get(middle);
            boolean after = sequence.section() != section
                    ? sequence.section() > section
                    : Long.compareUnsigned(sequence.start(), place) > 0;
            if (after) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        if (high < 0 || all.get(high).section() != section || !all.get(high).contains(place)) {
            return Optional.empty();
        }
        LineSequence sequence = all.get(high);
        int row = sequence.rowOf(place);
        return Optional.of(new SourceLine(fileName(sequence.files()[row]), sequence.lines()[row]));
    }

    /** The path of a file by the number programs and entries use; empty for a number the table does not have. */
    String fileName(long number) {
        LineHeader tables = header.get();
        long index = tables.version() >= 5 ? number : number - 1;
        if (index < 0 || index >= tables.files().size()) {
            return "";
        }
        LineHeader.FileEntry file = tables.files().get((int) index);
        String name = file.name().text();
        if (name.startsWith("/")) {
            return name;
        }
        String directory = directory(tables, file.directory());
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    private String directory(LineHeader tables, long number) {
        boolean five = tables.version() >= 5;
        long index = five ? number : number - 1;
        boolean known = index >= 0 && index < tables.directories().size();
        String directory = known ? tables.directories().get((int) index).text() : "";
        if (directory.startsWith("/")) {
            return directory;
        }
        // DWARF 5 has the compilation directory as entry 0; before, it stood in the compilation unit only.
        String base = five && index != 0 && !tables.directories().isEmpty()
                ? tables.directories().getFirst().text()
                : compilationDirectory.get().orElse("");
        return base.isEmpty() || directory.isEmpty() ? base + directory : base + "/" + directory;
    }
}
