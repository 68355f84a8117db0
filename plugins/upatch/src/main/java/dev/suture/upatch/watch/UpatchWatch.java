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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;

/** Patches processes that start with an ELF or load it. */
public final class UpatchWatch implements ProcessWatch {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    /** How long a starting process stands still at most; it goes on without the patches then, and gets them as it runs. */
    private static final Duration LONGEST_HOLD = Duration.ofMillis(1500);

    private final Path file;
    private final ElfFile target;
    private final BiFunction<ElfFile, List<Path>, StartPatches> reader;
    private final ProcessWatchListener listener;
    private final WorkInHand work;
    private final HoldGuard guard;
    private final StartPatcher patcher;
    private volatile StartPatches patches;
    private volatile StartSource source;
    private Optional<FileIdentity> watched;
    private volatile boolean closed;
    /** Held by who changes what is watched; the clock never waits for it, as others wait for the clock meanwhile. */
    private final ReentrantLock changing = new ReentrantLock();

    private UpatchWatch(
            WatchRequest request, ProcessWatchListener listener, BiFunction<ElfFile, List<Path>, StartPatches> reader) {
        this.file = request.elf();
        this.listener = listener;
        this.reader = reader;
        watched = FileIdentity.of(file);
        target = open(file);
        patches = reader.apply(target, request.patchFiles());
        work = new WorkInHand("start of " + file.getFileName());
        guard = new HoldGuard("guard of " + file.getFileName(), LONGEST_HOLD);
        patcher = new StartPatcher(() -> patches, request.options(), listener, work, guard);
        try {
            source = source(patches);
        } catch (RuntimeException e) {
            work.close();
            guard.close();
            throw e;
        }
        work.every(BETWEEN_LOOKS, this::lookAtFile);
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

    private StartSource source(StartPatches wanted) {
        try {
            HoldSource.requireApart(target, wanted);
            return new HoldSource(target, file, patcher);
        } catch (WatchUnsupportedException e) {
            return late(e.getMessage());
        }
    }

    private StartSource late(String why) {
        try {
            return new LateSource(file, why, () -> patches, patcher);
        } catch (WatchUnsupportedException e) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "cannot-watch",
                    "Processes that start with %s cannot be watched for. %s".formatted(file, e.getMessage()),
                    "Patch new processes by hand as they come, or run Suture as root.",
                    e);
        }
    }

    /** The path may have come to name another file, as an upgrade does it: of the same build, it is watched too. */
    private void lookAtFile() {
        if (changing.tryLock()) {
            try {
                Optional<FileIdentity> now = FileIdentity.of(file);
                if (!closed && now.isPresent() && !now.equals(watched)) {
                    watched = now;
                    follow();
                }
            } finally {
                changing.unlock();
            }
        }
    }

    private void follow() {
        try {
            ElfFile other = ElfFile.open(file);
            if (!other.buildId().equals(target.buildId())) {
                listener.degraded(new PatchException(
                        PatchException.Kind.REFUSED,
                        "target-replaced",
                        "%s was replaced by another build (%s); processes that start with it do not get the patches for %s."
                                .formatted(
                                        file,
                                        other.buildId().orElse("without build-id"),
                                        target.buildId().orElseThrow()),
                        "See whether the new build needs a patch, and make it for that build."));
                return;
            }
            source.follow(other, file);
        } catch (WatchUnsupportedException | ElfFormatException | UncheckedIOException e) {
            listener.degraded(new PatchException(
                    PatchException.Kind.TROUBLE,
                    "target-replaced",
                    "%s was replaced, and processes that start with the new file cannot be watched for: %s"
                            .formatted(file, e.getMessage()),
                    "Patch new processes by hand as they come.",
                    e));
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
        StartPatches wanted = reader.apply(target, patchFiles);
        changing.lock();
        try {
            if (!closed && source.mode() == Mode.FIRST_CALL) {
                requireApart(wanted);
            }
            patches = wanted;
        } finally {
            changing.unlock();
        }
    }

    /** Goes over to watching for processes that run already, if one of the patches replaces the code to stop at. */
    private void requireApart(StartPatches wanted) {
        try {
            HoldSource.requireApart(target, wanted);
        } catch (WatchUnsupportedException e) {
            StartSource former = source;
            source = late(e.getMessage());
            end(former);
        }
    }

    @Override
    public void settle() {
        source.flush();
        work.settle();
    }

    @Override
    public void close() {
        changing.lock();
        try {
            if (!closed) {
                closed = true;
                end(source);
                work.close();
                guard.close();
            }
        } finally {
            changing.unlock();
        }
    }

    private void end(StartSource ended) {
        ended.stop();
        work.settle();
        ended.close();
    }
}
