package dev.suture.pack;

import dev.suture.plugin.PatchInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a package is to hold.
 *
 * @param name what it is known by
 * @param uuid empty to have it made from all the rest
 * @param description for people; may be empty
 * @param targetPackage the distribution's package the target ELFs come from
 * @param hotPatches at least one; all of one kind and one machine
 * @param sourcePatches the source patches it was made from, in the order they are applied
 * @param tools versions by tool: {@code suture}, {@code compiler}, {@code linker}, ...
 * @param jsonReport the comparison as {@code suture diff --format json} writes it
 * @param htmlReport the comparison as {@code suture diff --format html} writes it
 */
public record PackageContents(
        PackageName name,
        Optional<String> uuid,
        String description,
        Optional<TargetPackage> targetPackage,
        List<Patch> hotPatches,
        List<Path> sourcePatches,
        Map<String, String> tools,
        Optional<byte[]> jsonReport,
        Optional<byte[]> htmlReport) {
    public PackageContents {
        hotPatches = List.copyOf(hotPatches);
        sourcePatches = List.copyOf(sourcePatches);
        tools = Map.copyOf(tools);
    }

    /**
     * A hot patch.
     *
     * @param file where it is
     * @param info what it says of itself, as its kind's reader gives it
     * @param targetPath where the target ELF lies on the machines the package is for, if known
     */
    public record Patch(Path file, PatchInfo info, Optional<String> targetPath) {}
}
