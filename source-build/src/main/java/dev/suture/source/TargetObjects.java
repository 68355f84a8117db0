package dev.suture.source;

import java.nio.file.Path;
import java.util.List;

/**
 * The objects of one target that the source patches had compiled again.
 *
 * @param target the target
 * @param base folder of the objects as the base build made them
 * @param patched folder of the same objects with the patches
 * @param names their names in both folders; those only in the second are new
 */
public record TargetObjects(TargetFile target, Path base, Path patched, List<String> names) {
    public TargetObjects {
        names = List.copyOf(names);
    }
}
