package dev.suture.upatch.build;

import dev.suture.diff.extract.Extraction;
import dev.suture.diff.extract.Link;
import dev.suture.diff.extract.Part;
import dev.suture.diff.extract.UnwindPart;
import dev.suture.elf.RelocationNames;
import dev.suture.plugin.PatchException;
import dev.suture.upatch.abi.ProcessorAbi;

/** Refuses, when the patch is made, what could not be relocated when it is applied. */
final class SupportedRelocations {
    private SupportedRelocations() {}

    static void check(Extraction extraction, ProcessorAbi abi) {
        for (Part part : extraction.parts()) {
            part.links().forEach(link -> check(abi, part, link));
            for (UnwindPart record : part.unwinding()) {
                record.commonLinks().forEach(link -> check(abi, part, link));
                record.descriptionLinks().forEach(link -> check(abi, part, link));
            }
        }
    }

    private static void check(ProcessorAbi abi, Part part, Link link) {
        int type = link.reference().type();
        if (abi.form(type).isEmpty()) {
            throw new PatchException(
                    PatchException.Kind.REFUSED,
                    "relocation-unsupported",
                    "%s of %s uses %s (number %d), which cannot be relocated into a running process."
                            .formatted(
                                    part.item().name(), part.object(), RelocationNames.name(abi.machine(), type), type),
                    "Thread-local variables of shared libraries and code models other than small (on AArch64 also -fpic"
                            + " in place of -fPIC) are not supported; build the function without them.");
        }
    }
}
