package dev.suture.diff.extract;

import java.util.List;

/**
 * Everything a hot patch carries.
 *
 * @param parts replacements first, then what they need in the order it was found
 */
public record Extraction(List<Part> parts) {
    public Extraction {
        parts = List.copyOf(parts);
    }

    /** The parts that replace a function of the running program. */
    public List<Part> replacements() {
        return parts.stream().filter(p -> p.role() == Part.Role.REPLACEMENT).toList();
    }
}
