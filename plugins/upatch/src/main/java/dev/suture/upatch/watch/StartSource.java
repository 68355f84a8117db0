package dev.suture.upatch.watch;

import dev.suture.plugin.ProcessWatch;

/** Where a watch learns of processes that start. It hands each to the {@link StartPatcher} it was made with. */
interface StartSource extends AutoCloseable {
    ProcessWatch.Mode mode();

    /** See {@link ProcessWatch#promise()}. */
    String promise();

    /** Returns when all processes that have come so far have been handed on. */
    void flush();

    /** Learns of no more, after having handed on those that have come. */
    @Override
    void close();
}
