package dev.suture.upatch.watch;

import dev.suture.elf.ElfFile;
import dev.suture.nativebridge.watch.StartCode;
import dev.suture.nativebridge.watch.StartHold;
import dev.suture.nativebridge.watch.WatchUnsupportedException;
import dev.suture.plugin.ProcessWatch;
import java.nio.file.Path;
import java.time.Duration;

/** Holds each process where it begins to run the target. */
final class HoldSource implements StartSource {
    /** How long a process waits for Suture at most; only if Suture hangs, dies, or gets no processor time. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final StartHold hold;
    private final String promise;

    /** @throws WatchUnsupportedException if this machine or the target does not allow it */
    HoldSource(ElfFile target, Path file, StartPatcher patcher) {
        StartCode code = startCode(target);
        this.promise = promise(code);
        this.hold = StartHold.open(LONGEST_WAIT, patcher::held);
        try {
            hold.add(code.in(file));
        } catch (RuntimeException e) {
            hold.close();
            throw e;
        }
    }

    /**
     * Sees that the patches leave the place alone at which processes are held.
     *
     * @throws WatchUnsupportedException if they do not: their jump would be written over the probe
     */
    static void requireApart(ElfFile target, StartPatches patches) {
        long address = startCode(target).address();
        if (patches.replaced().stream().anyMatch(r -> r.contains(address))) {
            throw new WatchUnsupportedException(
                    "The first code of %s that runs, at which processes could be stopped, is itself replaced by the patch."
                            .formatted(target));
        }
    }

    private static StartCode startCode(ElfFile target) {
        return StartCode.of(target)
                .orElseThrow(() -> new WatchUnsupportedException(
                        "%s has no code that runs before all other code of it, such as a constructor, at which processes could be stopped."
                                .formatted(target)));
    }

    private static String promise(StartCode code) {
        return switch (code.kind()) {
            case ENTRY ->
                "A new process gets the patches at the entry of the program. Only functions of it that a library's"
                        + " constructor calls can run before that.";
            case INITIALISER, FIRST_CONSTRUCTOR ->
                "A new process gets the patches before the first constructor of the target runs. Only code of other files"
                        + " that calls the target while these are loaded can run it before that.";
        };
    }

    @Override
    public void follow(ElfFile target, Path file) {
        hold.add(startCode(target).in(file));
    }

    @Override
    public ProcessWatch.Mode mode() {
        return ProcessWatch.Mode.FIRST_CALL;
    }

    @Override
    public String promise() {
        return promise;
    }

    @Override
    public void flush() {
        hold.flush();
    }

    @Override
    public void stop() {
        hold.holdNoMore();
        hold.flush();
    }

    @Override
    public void close() {
        hold.close();
    }
}
