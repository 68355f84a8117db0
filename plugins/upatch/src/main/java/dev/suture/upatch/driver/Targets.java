package dev.suture.upatch.driver;

import static dev.suture.plugin.PatchException.Kind.REFUSED;

import dev.suture.nativebridge.LinuxProcess;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchInfo;
import java.util.Optional;

/** The target of a patch in a process, or what there is instead. */
final class Targets {
    private Targets() {}

    /** @throws PatchException (REFUSED) naming what the process maps instead */
    static TargetInProcess require(PatchInfo patch, LinuxProcess process) {
        TargetFinder finder = new TargetFinder(patch.targetBuildId());
        return finder.find(process).orElseThrow(() -> wrongBuild(patch, process, finder));
    }

    private static PatchException wrongBuild(PatchInfo patch, LinuxProcess process, TargetFinder finder) {
        Optional<String> other = finder.otherBuild(process, patch.targetName());
        String found = other.map(b -> "maps %s with build-id %s".formatted(patch.targetName(), b))
                .orElse("does not map " + patch.targetName());
        return new PatchException(
                REFUSED,
                other.isPresent() ? "build-id-mismatch" : "target-not-mapped",
                "Process %d (%s) %s; the patch is for build-id %s. Nothing was changed."
                        .formatted(process.pid(), process.name(), found, patch.targetBuildId()),
                "Build the patch for the program that runs, or restart it with the build the patch is for.");
    }
}
