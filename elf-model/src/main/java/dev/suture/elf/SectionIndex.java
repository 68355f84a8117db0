package dev.suture.elf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds a file's sections by name, by type, and by the section that their relocations apply to. */
final class SectionIndex {
    private final List<Section> sections;
    private final Lazy<Map<String, Section>> byName = Lazy.of(this::indexNames);
    private final Lazy<List<List<Section>>> relocations = Lazy.of(this::indexRelocations);

    private final Lazy<List<Section>> extendedIndices = Lazy.of(() -> allOfType(Section.SYMTAB_SHNDX));

    SectionIndex(List<Section> sections) {
        this.sections = sections;
    }

    /** The first section of that name. */
    Optional<Section> named(String name) {
        return Optional.ofNullable(byName.get().get(name));
    }

    /** The first section of that type. */
    Optional<Section> ofType(int type) {
        return sections.stream().filter(s -> s.type() == type).findFirst();
    }

    /** All sections of that type, in file order. */
    List<Section> allOfType(int type) {
        return sections.stream().filter(s -> s.type() == type).toList();
    }

    /** The sections that hold the section indices that do not fit into symbols. */
    List<Section> extendedIndices() {
        return extendedIndices.get();
    }

    /** The relocation sections that apply to a section, in file order. */
    List<Section> relocationsOf(Section target) {
        return relocations.get().get(target.index());
    }

    private Map<String, Section> indexNames() {
        Map<String, Section> result = HashMap.newHashMap(sections.size());
        sections.forEach(section -> result.putIfAbsent(section.name(), section));
        return result;
    }

    /** By index of the section they apply to: nearly always one. */
    private List<List<Section>> indexRelocations() {
        List<List<Section>> result = new ArrayList<>(Collections.nCopies(sections.size(), List.of()));
        for (Section section : sections) {
            int target = section.info();
            if (section.isRelocations() && target >= 0 && target < result.size()) {
                List<Section> known = result.get(target);
                if (known.isEmpty()) {
                    result.set(target, List.of(section));
                } else if (known.size() == 1) {
                    result.set(target, new ArrayList<>(List.of(known.getFirst(), section)));
                } else {
                    known.add(section);
                }
            }
        }
        result.replaceAll(List::copyOf);
        return result;
    }
}
