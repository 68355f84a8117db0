package dev.suture.upatch.driver;

import dev.suture.plugin.PatchException;
import dev.suture.upatch.format.UpatchFunction;

/** Refuses jumps that would go over the end of their function. */
final class TooSmall {
    private TooSmall() {}

    /**
     * @throws PatchException (REFUSED) if the jump is longer than the function
     */
    static void refuse(UpatchFunction function, byte[] jump) {
        if (function.oldSize() < jump.length) {
            throw new PatchException(
                    PatchException.Kind.REFUSED,
                    "function-too-small",
                    "Function %s has %d bytes; the jump to its replacement needs %d and would overwrite what follows. Nothing was changed."
                            .formatted(function.name(), function.oldSize(), jump.length),
                    "Patch the callers of %s instead.".formatted(function.name()));
        }
    }
}
