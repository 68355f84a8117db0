package dev.suture.upatch.watch;

import dev.suture.elf.ElfFile;
import dev.suture.nativebridge.watch.FileOpens;
import dev.suture.nativebridge.watch.Rounds;
import dev.suture.plugin.ProcessWatch;
import dev.suture.upatch.watch.StartPatches.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Looks for processes that run the target: soon after its file was opened, and now and then. */
final class LateSource implements StartSource {
    /** How long after the file was opened the process that did so is looked for: it may take a while to map it. */
    private static final List<Duration> LOOKS =
            List.of(Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofMillis(15), Duration.ofMillis(80));

    private static final Duration BETWEEN = Duration.ofSeconds(2);

    private final String why;
    private final Supplier<StartPatches> patches;
    private final StartPatcher patcher;
    private final FileOpens opens;
    private final Thread looker;
    private final Rounds rounds = new Rounds();
    private Set<Run> known;
    private volatile boolean closing;

    /** @param why what keeps processes from being held as they start */
    LateSource(Path file, String why, Supplier<StartPatches> patches, StartPatcher patcher) {
        this.why = why;
        this.patches = patches;
        this.patcher = patcher;
        this.opens = new FileOpens();
        try {
            opens.add(file);
        } catch (RuntimeException e) {
            opens.close();
            throw e;
        }
        this.known = new HashSet<>(patches.get().runs());
        looker = Threads.daemon(this::lookAgainAndAgain, "starts of " + file.getFileName());
        looker.start();
    }

    private void lookAgainAndAgain() {
        int looks = LOOKS.size();
        while (!closing) {
            boolean opened = opens.await(looks < LOOKS.size() ? LOOKS.get(looks) : BETWEEN);
            looks = opened ? 0 : looks + 1;
            rounds.go(this::look);
        }
        rounds.end();
    }

    private void look() {
        Set<Run> now = new HashSet<>(patches.get().runs());
        now.stream()
                .filter(run -> !known.contains(run))
                .forEach(run -> patcher.running(run.process().pid()));
        known = now;
    }

    @Override
    public ProcessWatch.Mode mode() {
        return ProcessWatch.Mode.LATE;
    }

    @Override
    public String promise() {
        return "A new process runs the code as it was until it has been noticed and patched, some milliseconds after its"
                + " start and more on a busy machine; one that ends before is not patched. " + why;
    }

    @Override
    public void follow(ElfFile target, Path file) {
        opens.add(file);
    }

    @Override
    public void flush() {
        rounds.await(opens::wake);
    }

    @Override
    public void stop() {
        flush();
        closing = true;
        opens.wake();
        Threads.join(looker);
    }

    @Override
    public void close() {
        opens.close();
    }
}
