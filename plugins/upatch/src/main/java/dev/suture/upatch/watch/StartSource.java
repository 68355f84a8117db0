package dev.suture.upatch.watch;

import dev.suture.elf.ElfFile;
import dev.suture.nativebridge.watch.WatchUnsupportedException;
import dev.suture.plugin.ProcessWatch;
import java.nio.file.Path;

/** Where a watch learns of processes that start. It hands each to the {@link StartPatcher} it was made with. */
interface StartSource extends AutoCloseable {
    ProcessWatch.Mode mode();

    /** See {@link ProcessWatch#promise()}. */
    String promise();

    /**
     * Learns of processes that start with another file of the same build as well.
     *
     * @throws WatchUnsupportedException if it cannot
     */
    void follow(ElfFile target, Path file);

    /** Returns when all processes that have come so far have been handed on. */
    void flush();

    /** Learns of no more, after having handed on those that have come. */
    void stop();

    /** To be called after {@link #stop}, when what was handed on has been dealt with. */
    @Override
    void close();
}
