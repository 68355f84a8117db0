package dev.suture.upatch.watch;

import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.nativebridge.watch.WatchUnsupportedException;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.ProcessWatch;
import dev.suture.plugin.ProcessWatchListener;
import dev.suture.plugin.WatchRequest;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;

/** Patches processes that start with an ELF or load it. */
public final class UpatchWatch implements ProcessWatch {
    private final ElfFile target;
    private final BiFunction<ElfFile, List<Path>, StartPatches> reader;
    private final WorkInHand work;
    private final StartSource source;
    private volatile StartPatches patches;
    private boolean closed;

    private UpatchWatch(
            WatchRequest request, ProcessWatchListener listener, BiFunction<ElfFile, List<Path>, StartPatches> reader) {
        this.reader = reader;
        target = open(request.elf());
        patches = reader.apply(target, request.patchFiles());
        work = new WorkInHand("start of " + request.elf().getFileName());
        StartPatcher patcher = new StartPatcher(() -> patches, request.options(), listener, work);
        try {
            source = source(request.elf(), patcher);
        } catch (RuntimeException e) {
            work.close();
            throw e;
        }
    }

    /**
     * Begins to watch.
     *
     * @param reader reads patches and sees that they are for the target
     * @throws PatchException (TROUBLE) if the ELF or a patch cannot be read; (REFUSED) if a patch is for another ELF
     */
    public static ProcessWatch open(
            WatchRequest request, ProcessWatchListener listener, BiFunction<ElfFile, List<Path>, StartPatches> reader) {
        return new UpatchWatch(request, listener, reader);
    }

    private static ElfFile open(Path file) {
        try {
            return ElfFile.open(file);
        } catch (UncheckedIOException | ElfFormatException e) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "target-unreadable",
                    "The target %s cannot be read, so that processes starting with it cannot be watched for: %s"
                            .formatted(file, e.getMessage()),
                    "Name the file that the patched processes run.",
                    e);
        }
    }

    private StartSource source(Path file, StartPatcher patcher) {
        try {
            return new HoldSource(target, file, patches.replaced(), patcher);
        } catch (WatchUnsupportedException e) {
            return new LateSource(file, e.getMessage(), () -> patches, patcher);
        }
    }

    @Override
    public Mode mode() {
        return source.mode();
    }

    @Override
    public String promise() {
        return source.promise();
    }

    @Override
    public void patches(List<Path> patchFiles) {
        patches = reader.apply(target, patchFiles);
    }

    @Override
    public synchronized void settle() {
        if (!closed) {
            source.flush();
            work.settle();
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            source.close();
            work.close();
        }
    }
}
