package dev.suture.upatch.build;

import dev.suture.diff.extract.Extraction;
import dev.suture.diff.extract.Link;
import dev.suture.diff.extract.Part;
import dev.suture.diff.extract.UnwindPart;
import dev.suture.elf.X86_64;
import dev.suture.plugin.PatchException;

/** Refuses, when the patch is made, what could not be relocated when it is applied. */
final class SupportedRelocations {
    private SupportedRelocations() {}

    static void check(Extraction extraction) {
        for (Part part : extraction.parts()) {
            part.links().forEach(link -> check(part, link));
            for (UnwindPart record : part.unwinding()) {
                record.commonLinks().forEach(link -> check(part, link));
                record.descriptionLinks().forEach(link -> check(part, link));
            }
        }
    }

    private static void check(Part part, Link link) {
        X86_64 type = X86_64.of(link.reference().type());
        if (!isSupported(type)) {
            throw new PatchException(
                    PatchException.Kind.REFUSED,
                    "relocation-unsupported",
                    "%s of %s uses %s (number %d), which cannot be relocated into a running process."
                            .formatted(
                                    part.item().name(),
                                    part.object(),
                                    type,
                                    link.reference().type()),
                    "Thread-local variables of shared libraries and code models other than small are not"
                            + " supported; build the function without them.");
        }
    }

    private static boolean isSupported(X86_64 type) {
        return switch (type) {
            case R_X86_64_NONE,
                    R_X86_64_64,
                    R_X86_64_PC32,
                    R_X86_64_PLT32,
                    R_X86_64_PC64,
                    R_X86_64_32,
                    R_X86_64_32S,
                    R_X86_64_GOTPCREL,
                    R_X86_64_GOTPCRELX,
                    R_X86_64_REX_GOTPCRELX,
                    R_X86_64_GOTTPOFF,
                    R_X86_64_TPOFF32 -> true;
            default -> false;
        };
    }
}
