package dev.suture.pack;

import java.util.List;
import java.util.Optional;

/**
 * A hot patch in a package, and the ELF it is for.
 *
 * @param file where it lies in the package
 * @param id the hot patch's own UUID
 * @param name the name it was built with
 * @param targetName file name of the target ELF
 * @param targetPath where that ELF lies on the machines the package is for, if known
 * @param buildId of the target ELF, lower-case hex
 * @param functions names of the functions it replaces
 */
public record HotPatch(
        String file,
        String id,
        String name,
        String targetName,
        Optional<String> targetPath,
        String buildId,
        List<String> functions) {
    public HotPatch {
        functions = List.copyOf(functions);
    }
}
