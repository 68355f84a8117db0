package dev.suture.report.view;

import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.model.Comparison;
import dev.suture.diff.model.DiffReport;
import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.dwarf.Dwarf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One side of a comparison.
 *
 * @param path as it was given
 * @param buildId of a linked file, in lower-case hex
 * @param machine as {@code uname -m} prints it; absent where nothing had to be opened
 * @param producers the compilers with their options as the opened files tell them, the most frequent first
 */
public record Side(String path, Optional<String> buildId, Optional<String> machine, List<String> producers) {
    public Side {
        producers = List.copyOf(producers);
    }

    /** The base of a comparison. */
    public static Side base(DiffReport report) {
        return of(report.base(), files(report, Comparison::base));
    }

    /** The patched side of a comparison. */
    public static Side patched(DiffReport report) {
        return of(report.patched(), files(report, Comparison::patched));
    }

    private static List<ElfFile> files(DiffReport report, Function<Comparison, ObjectItems> side) {
        return report.objects().stream()
                .map(o -> side.apply(o.comparison()).file())
                .distinct()
                .toList();
    }

    private static Side of(String path, List<ElfFile> opened) {
        List<ElfFile> files = new ArrayList<>(opened);
        if (files.isEmpty()) {
            single(path).ifPresent(files::add);
        }
        Optional<ElfFile> only = Optional.of(files).filter(f -> f.size() == 1).map(List::getFirst);
        return new Side(
                path,
                only.flatMap(Side::buildIdOf),
                files.stream().findFirst().map(f -> f.header().machine().label()),
                ranked(files));
    }

    /** Two equal files are not opened to be compared, but what they are is still of interest. */
    private static Optional<ElfFile> single(String path) {
        try {
            return Optional.of(Path.of(path)).filter(Files::isRegularFile).map(ElfFile::open);
        } catch (ElfFormatException e) {
            return Optional.empty(); // e.g. an archive
        }
    }

    private static Optional<String> buildIdOf(ElfFile file) {
        try {
            return file.buildId();
        } catch (ElfFormatException e) {
            return Optional.empty(); // Nor for a note that it does not need.
        }
    }

    private static List<String> ranked(List<ElfFile> files) {
        Map<String, Integer> count = new LinkedHashMap<>();
        files.forEach(f -> producers(f).forEach(p -> count.merge(p, 1, Integer::sum)));
        return count.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Who made a file: its compile units' {@code DW_AT_producer} (DWARF 5, 3.1.1), else its {@code .comment}. */
    public static List<String> producers(ElfFile file) {
        try {
            List<String> producers = Dwarf.of(file).producers();
            return producers.isEmpty() ? file.comments() : producers;
        } catch (ElfFormatException e) {
            return List.of(); // A comparison does not fail for debug information that it does not need.
        }
    }
}
