package dev.suture.diff.extract;

import dev.suture.diff.item.UnwindEntry;
import java.util.List;

/**
 * How to unwind a carried function, and where what that refers to is.
 *
 * @param common the CIE
 * @param commonLinks its relocations, by offset
 * @param description the FDE
 * @param descriptionLinks its relocations, by offset; the first leads to the function
 */
public record UnwindPart(
        UnwindEntry common, List<Link> commonLinks, UnwindEntry description, List<Link> descriptionLinks) {
    public UnwindPart {
        commonLinks = List.copyOf(commonLinks);
        descriptionLinks = List.copyOf(descriptionLinks);
    }
}
