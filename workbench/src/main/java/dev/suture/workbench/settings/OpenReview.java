package dev.suture.workbench.settings;

import dev.suture.workbench.mark.ItemKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A review that was open when the window was closed.
 *
 * @param base the object file, or the folder of a build
 * @param patched the same of the patched side
 * @param target the ELF that the processes run; none where it was not known
 * @param selected what was selected; none if nothing was
 * @param tabs the changes that had tabs of their own, in the order in which they were opened
 */
public record OpenReview(Path base, Path patched, List<Path> target, List<ItemKey> selected, List<ItemKey> tabs) {
    public OpenReview {
        target = target == null ? List.of() : List.copyOf(target);
        selected = selected == null ? List.of() : List.copyOf(selected);
        tabs = tabs == null ? List.of() : List.copyOf(tabs);
    }

    /** Whether all it was opened from is still there. */
    public boolean isThere() {
        return base != null
                && patched != null
                && Stream.concat(Stream.of(base, patched), target.stream()).allMatch(Files::exists);
    }
}
