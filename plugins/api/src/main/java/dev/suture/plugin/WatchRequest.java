package dev.suture.plugin;

import java.nio.file.Path;
import java.util.List;

/**
 * What a {@link ProcessWatch} is to do.
 *
 * @param elf a path that opens the target ELF. What is watched is the file, by whatever name and in whatever mount
 *     namespace it is started or loaded; when the path comes to name another file of the same build, that one too
 * @param patchFiles the patches new processes get, in this order; may be empty
 * @param options how each is put in
 */
public record WatchRequest(Path elf, List<Path> patchFiles, OptionsFor options) {
    public WatchRequest {
        patchFiles = List.copyOf(patchFiles);
    }

    public WatchRequest(Path elf, List<Path> patchFiles) {
        this(elf, patchFiles, (patchFile, pid) -> DriverOptions.DEFAULT);
    }

    /** The options for one patch in one process, which may have a journal of their own. */
    @FunctionalInterface
    public interface OptionsFor {
        DriverOptions of(Path patchFile, int pid);
    }
}
