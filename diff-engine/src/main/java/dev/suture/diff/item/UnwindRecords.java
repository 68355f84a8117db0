package dev.suture.diff.item;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Section;
import dev.suture.elf.unwind.FrameRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds the unwind records of functions in the {@code .eh_frame} of a relocatable file (LSB Core, "Exception Frames": an
 * entry is a length, then the distance back to its CIE, 0 for a CIE itself, then for an FDE the place it describes).
 */
final class UnwindRecords {
    private final Wiring wiring;
    private final Function<Wire.End, Target> targets;
    private final Map<Code, List<UnwindRecord>> byCode = new HashMap<>();

    private record Code(int section, long offset) {}

    /** @param targets what the end of a reference is in terms of items */
    UnwindRecords(ElfFile file, Wiring wiring, Function<Wire.End, Target> targets) {
        this.wiring = wiring;
        this.targets = targets;
        file.sections().stream()
                .filter(s -> s.name().equals(".eh_frame") && s.type() != Section.NOBITS)
                .forEach(this::read);
    }

    List<UnwindRecord> of(Item function) {
        return byCode.getOrDefault(new Code(function.section().index(), function.offset()), List.of());
    }

    private void read(Section section) {
        Map<Long, UnwindEntry> common = new HashMap<>();
        FrameRecord.exceptionFrames(section.contents(), record -> {
            switch (record.kind()) {
                case COMMON -> common.put(record.offset(), entry(section, record));
                case DESCRIPTION -> add(section, common.get(record.common()), record);
                case END -> {}
            }
        });
    }

    private void add(Section section, UnwindEntry common, FrameRecord record) {
        if (common == null) {
            return;
        }
        for (Wire wire : wiring.in(section, record.body(), record.body() + 1)) {
            if (wire.end() instanceof Wire.Place place) {
                byCode.computeIfAbsent(new Code(place.section(), place.at()), c -> new ArrayList<>())
                        .add(new UnwindRecord(common, entry(section, record)));
            }
        }
    }

    private UnwindEntry entry(Section section, FrameRecord record) {
        long at = record.offset();
        long end = record.end();
        List<Reference> references = new ArrayList<>();
        for (Wire wire : wiring.in(section, at, end)) {
            // Asked for alone, so that the distance counts from its own place.
            for (Wire alone : wiring.in(section, wire.offset(), wire.offset() + 1)) {
                references.add(new Reference(
                        alone.offset() - at, alone.type(), alone.addend(), alone.width(), targets.apply(alone.end())));
            }
        }
        return new UnwindEntry(section.contents().copy(at, Math.toIntExact(end - at)), references);
    }
}
