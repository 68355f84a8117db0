package dev.suture.upatch.watch;

import dev.suture.elf.ElfFile;
import dev.suture.nativebridge.AddressRange;
import dev.suture.nativebridge.watch.StartCode;
import dev.suture.nativebridge.watch.StartHold;
import dev.suture.nativebridge.watch.WatchUnsupportedException;
import dev.suture.plugin.ProcessWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** Holds each process where it begins to run the target. */
final class HoldSource implements StartSource {
    /** How long a process waits for Suture at most; only if Suture hangs, dies, or gets no processor time. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final StartHold hold;
    private final StartCode.Kind place;
    private final StartPatcher patcher;
    private final Thread reader;
    private final LinkedBlockingQueue<CompletableFuture<Void>> flushes = new LinkedBlockingQueue<>();
    private volatile boolean closing;

    /**
     * @param replaced what the patches replace: no place for a probe, as its jump would be written over that
     * @throws WatchUnsupportedException if this machine or the target does not allow it
     */
    HoldSource(ElfFile target, Path file, List<AddressRange> replaced, StartPatcher patcher) {
        StartCode code = startCode(target, replaced);
        this.patcher = patcher;
        this.place = code.kind();
        this.hold = StartHold.open(LONGEST_WAIT);
        try {
            hold.add(code.in(file));
        } catch (RuntimeException e) {
            hold.close();
            throw e;
        }
        reader = Threads.daemon(this::read, "starts of " + file.getFileName());
        reader.start();
    }

    private static StartCode startCode(ElfFile target, List<AddressRange> replaced) {
        StartCode code = StartCode.of(target)
                .orElseThrow(() -> new WatchUnsupportedException(
                        target + " has no code that runs before everything else of it: no constructor."));
        if (replaced.stream().anyMatch(r -> r.contains(code.address()))) {
            throw new WatchUnsupportedException(
                    "The first code of " + target + " that runs is itself replaced by the patch.");
        }
        return code;
    }

    /** Holds processes that begin with another file of the same build as well. */
    void add(ElfFile target, Path file) {
        hold.add(StartCode.of(target)
                .orElseThrow(() -> new WatchUnsupportedException(file + " has no code to stop at."))
                .in(file));
    }

    private void read() {
        while (!closing) {
            hold.await().forEach(patcher::held);
            // Who asks gets what had come when he asked: it is looked for once more.
            List<CompletableFuture<Void>> asked = new ArrayList<>();
            flushes.drainTo(asked);
            hold.arrived().forEach(patcher::held);
            asked.forEach(a -> a.complete(null));
        }
    }

    @Override
    public ProcessWatch.Mode mode() {
        return ProcessWatch.Mode.FIRST_CALL;
    }

    @Override
    public String promise() {
        String exception = switch (place) {
            case ENTRY -> "functions of it that constructors of its libraries call ran before that.";
            case INITIALISER, FIRST_CONSTRUCTOR ->
                "only code of other files that is linked to it in a circle, or without saying so, can call it before that.";
        };
        return "A process gets the patches where it begins to run the target, before its first call; " + exception;
    }

    @Override
    public void flush() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        flushes.add(done);
        hold.wake();
        done.join();
    }

    @Override
    public void close() {
        hold.holdNoMore();
        flush();
        closing = true;
        hold.wake();
        Threads.join(reader);
        hold.close();
    }
}
