package dev.suture.diff.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.DiffEngine;
import dev.suture.diff.DiffException;
import dev.suture.diff.DiffOptions;
import dev.suture.diff.DiffOptions.LineNumberFilter;
import dev.suture.diff.DiffProgress;
import dev.suture.diff.TreeDiff;
import dev.suture.diff.extract.Extractor;
import dev.suture.diff.judge.UserspaceRules;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.render.RowRenderer;
import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.Section;
import dev.suture.elf.asm.Disassembler;
import dev.suture.elf.dwarf.CompilationUnit;
import dev.suture.elf.dwarf.Dwarf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is done with two files that somebody compares: read with their debugging information and line tables,
 * compared, explained, judged, extracted from, and their changes drawn as rows. What the interfaces declare may be
 * thrown; nothing else.
 */
final class Comparing implements Subject {
    /** One input in so many goes through files, since opening and mapping them takes longer than all the rest. */
    private static final int IN_FILES = 64;

    private static final int ROWS_OF = 6;

    private final DiffEngine engine = new DiffEngine(UserspaceRules.all(), new DiffOptions(LineNumberFilter.ON));
    private final RowRenderer code = new RowRenderer(Optional.of(new ScannedCode()), true);
    private final RowRenderer hex = new RowRenderer(Optional.empty());
    private final Path folder;

    /** @param folder where files may be written */
    Comparing(Path folder) {
        this.folder = folder;
    }

    @Override
    public String run(Input input) throws IOException {
        try {
            return Math.floorMod(input.seed(), IN_FILES) == 0 ? inFiles(input) : inMemory(input);
        } catch (ElfFormatException e) {
            assertThat(e.getMessage()).matches("(?s).*(base|patched).*: at offset 0x[0-9a-f]+: expected .*");
            return "refused as malformed";
        } catch (DiffException e) {
            return "refused as not comparable";
        }
    }

    private String inMemory(Input input) {
        ElfFile base = ElfFile.of("base", input.base());
        ElfFile patched = ElfFile.of("patched", input.patched());
        read(base);
        read(patched);
        if (input.seed() % 16 == 1) {
            draw(engine.added("unit.o", patched));
            draw(engine.deleted("unit.o", base));
        }
        return draw(engine.compare("unit.o", base, patched));
    }

    private String inFiles(Input input) throws IOException {
        Path base = Files.write(folder.resolve("base.o"), input.base());
        Path patched = Files.write(folder.resolve("patched.o"), input.patched());
        try {
            return new TreeDiff(engine)
                    .compare(base, patched, DiffProgress.NONE).objects().stream()
                            .map(this::draw)
                            .findFirst()
                            .orElse("equal");
        } finally {
            Files.delete(base);
            Files.delete(patched);
        }
    }

    /** Line tables and functions, each refused for itself: a comparison goes on without them. */
    private static void read(ElfFile file) {
        Dwarf dwarf = Dwarf.of(file);
        attempt(() -> dwarf.units().forEach(Comparing::read));
        attempt(() -> dwarf.lines().lineAt(file.header().entry()));
        for (Section section : file.sections()) {
            if (section.isCode()) {
                attempt(() -> dwarf.lines().lineOf(section.index(), section.size() / 2));
            }
        }
        attempt(file::groups);
        attempt(file::buildId);
    }

    private static void read(CompilationUnit unit) {
        attempt(unit::functions);
        attempt(unit::ranges);
    }

    private static void attempt(Runnable reading) {
        try {
            reading.run();
        } catch (ElfFormatException e) {
            assertThat(e.getMessage()).contains(": at offset 0x", ": expected ");
        }
    }

    private String draw(ObjectDiff diff) {
        for (Change change : diff.changes().stream().limit(ROWS_OF).toList()) {
            Disassembler scanned = new ScannedCode();
            if (scanned.supports(diff.comparison().base().file().header().machine())) {
                code.rows(diff, change);
            }
            hex.rows(diff, change);
        }
        Extractor.extract(List.of(diff))
                .parts()
                .forEach(part -> assertThat(part.links()).isNotNull());
        return diff.changes().isEmpty() ? "compared, no changes" : "compared";
    }
}
