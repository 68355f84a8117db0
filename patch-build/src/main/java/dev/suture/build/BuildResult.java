package dev.suture.build;

import dev.suture.pack.PackageReader;
import dev.suture.source.SourceHotPatch;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What came of an order.
 *
 * @param order what was asked for
 * @param made the hot patches; of a package they are in it, and their own files gone
 * @param pairs the two builds of each target, to be looked at; there for as long as the work folder is
 * @param source what the builds from source took and say
 * @param written what the package says of itself, where one was made
 */
public record BuildResult(
        BuildOrder order,
        MadePatches made,
        List<Pair> pairs,
        Optional<SourceHotPatch.Result> source,
        Optional<PackageReader.Read> written) {
    public BuildResult {
        pairs = List.copyOf(pairs);
    }

    /**
     * The two builds of a target.
     *
     * @param base object file or folder of objects
     * @param patched the same with the change
     * @param target the ELF that the processes run
     */
    public record Pair(Path base, Path patched, Path target) {}
}
