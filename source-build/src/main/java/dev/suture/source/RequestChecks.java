package dev.suture.source;

import dev.suture.plugin.PatchException;
import dev.suture.source.tree.SourcePatch;
import java.util.List;

/** What can be told to be in the way before anything is built. */
final class RequestChecks {
    private RequestChecks() {}

    /**
     * From a request alone, before a large tree is copied.
     *
     * @throws PatchException TROUBLE if a patch is missing, or a target is neither a file nor the bare name of what the
     *     build may link, or would not last
     */
    static void beforeWork(SourceBuildRequest request) {
        request.targets().forEach(RequestChecks::there);
        if (!(request.source() instanceof Source.DebianPackage)) { // It knows patches and targets of its own.
            request.patches().forEach(SourcePatch::requireThere);
            lasting(request.targets(), request);
        }
    }

    private static void there(TargetFile target) {
        if (!target.isFile() && !target.isBareName()) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "target-missing",
                    "There is no file %s.".formatted(target.elf()),
                    "Name the ELF that processes run, or, without a folder, one of what the build links.");
        }
    }

    /** @throws PatchException TROUBLE if the only targets would be what the build links, in a folder that is not kept */
    static void lasting(List<TargetFile> targets, SourceBuildRequest request) {
        if (request.work().isEmpty() && targets.stream().noneMatch(TargetFile::isFile)) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "target-missing",
                    "No target is named that is a file, and what the build links would be gone with its temporary folder.",
                    "Name the ELF that processes run with --target, or keep what is built with --work, to deploy it.");
        }
    }
}
