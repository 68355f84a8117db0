package dev.suture.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.examples.Load;
import dev.suture.examples.LoadResult;
import dev.suture.examples.RunningService;
import dev.suture.examples.TicketdExample;
import dev.suture.manager.PatchStatus.ProcessState;
import dev.suture.manager.RecoveryReport.Result;
import dev.suture.nativebridge.LinuxProcess;
import dev.suture.nativebridge.MemoryMapping;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Suture killed with SIGKILL at random moments of its changes: the service lives and answers rightly, and a recovery leaves
 * it as it was before the change or as it was to be, with nothing of a half-made change in its memory.
 *
 * <p>{@code -Dkill.tries=500} kills as often, {@code -Dkill.first=n} begins with another random number, {@code
 * -Dkill.seconds=n} begins no other try after so long.
 */
class KillHarnessTest {
    private static final int TRIES = Integer.getInteger("kill.tries", 15);
    private static final int SECONDS = Integer.getInteger("kill.seconds", Integer.MAX_VALUE);
    private static final int FIRST = Integer.getInteger("kill.first", 1);
    /** From so many on, they have to be spread well. */
    private static final int MANY = 100;

    /** A run of many takes long, and may be cut short. */
    private static final int BETWEEN_WORDS = 50;
    /** In between, the next worker goes on from what the recovery has left. */
    private static final int BETWEEN_CLEARINGS = 4;

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final List<String> ANSWERS =
            List.of(TicketdExample.BASE_ANSWER, TicketdExample.PATCHED_ANSWER, TicketdPatches.DOUBLED_ANSWER);

    private static final long REACH = 1L << 31; // No jump of 5 bytes leads farther.

    @TempDir
    Path folder;

    private final List<String> patches = List.of(TicketdPatches.FIX, TicketdPatches.DOUBLED);
    private final Deaths deaths = new Deaths();
    private final Lengths lengths = new Lengths();
    private RunningService service;
    private TracedThreads threads;
    private Path store;
    private PatchManager manager;
    private List<String> empty;

    @Test
    void theServiceOutlivesItAndIsRecovered() throws Exception {
        assumeTrue(
                "x86_64 amd64".contains(System.getProperty("os.arch")),
                "skipped: hot patches of programs are for x86_64 here");
        TicketdPatches built = TicketdPatches.build(folder.resolve("ticketd"));
        store = folder.resolve("store");
        manager = PatchManager.open(store, TicketdPatches.PLUGINS);
        manager.add(built.fix());
        manager.add(built.doubled());
        try (RunningService running = built.start();
                Load load = Load.start(running, 2);
                TracedThreads traced = new TracedThreads(running.pid())) {
            service = running;
            threads = traced;
            empty = memoryInReach();
            long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
            for (int i = 0; i < TRIES && System.nanoTime() - end < 0; i++) {
                String which = "kill %d, random number %d".formatted(i + 1, FIRST + i);
                killAtWork(which, FIRST + i);
                requireAlive(which, load);
                recover(which);
                check(which);
                if (i % BETWEEN_CLEARINGS == 0) {
                    takeAllOut(which);
                }
                if (deaths.all() % BETWEEN_WORDS == 0) {
                    System.out.println("so far " + deaths);
                }
            }
            takeAllOut("the end");
            assertThat(load.awaitMore(100, Duration.ofSeconds(20)))
                    .as("the service answers still")
                    .isTrue();
            LoadResult result = load.stop();
            assertThat(result.errors()).as(result.firstError().orElse("")).isZero();
            assertThat(ANSWERS).containsAll(result.distinctAnswers().keySet());
            System.out.printf(
                    "from random number %d: %s%d answers meanwhile, %s%n",
                    FIRST, deaths, result.answers(), result.distinctAnswers());
            assertSpread();
        }
    }

    /** Kills before or after a change try nothing. */
    private void assertSpread() {
        assertThat(deaths.cutOff()).as("kills in the middle of a change").isPositive();
        if (deaths.all() >= MANY) {
            assertThat(deaths.cutOff()).as("kills in the middle of a change").isGreaterThan(deaths.all() / 2);
            assertThat(deaths.traced()).as("kills while threads were traced").isGreaterThan(deaths.all() / 20);
        }
    }

    private void killAtWork(String which, long seed) throws Exception {
        try (MortalWorker worker = new MortalWorker(which, store, service.pid(), seed)) {
            worker.awaitMoment(new SplittableRandom(seed), lengths, threads::any);
            boolean traced = threads.any();
            List<Said> said = worker.kill();
            lengths.learn(said);
            deaths.add(Death.of(said, traced, journals() > 0));
        }
    }

    /** Under load, and before anything is recovered. */
    private void requireAlive(String which, Load load) throws Exception {
        assertThat(service.isAlive()).as(which).isTrue();
        long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        while (threads.any() || threads.anyStopped()) {
            assertThat(System.nanoTime()).as("threads stand after " + which).isLessThan(deadline);
            Thread.onSpinWait();
        }
        assertThat(load.awaitMore(20, Duration.ofSeconds(20)))
                .as("the service answers after " + which)
                .isTrue();
        assertThat(service.request(TicketdExample.REQUEST))
                .as("answer after " + which)
                .isIn(ANSWERS);
    }

    private int journals() throws IOException {
        try (Stream<Path> files = Files.list(store.resolve("journal"))) {
            return (int) files.filter(f -> f.toString().endsWith(".journal")).count();
        }
    }

    private void recover(String which) throws IOException {
        List<String> before = inProcess();
        RecoveryReport report = manager.recover(false, TIMEOUT, Progress.NONE);
        assertThat(report.problems()).as(which).isEmpty();
        for (RecoveryReport.Entry entry : report.entries()) {
            deaths.recovered(entry.result());
            assertThat(entry.result()).as(which + ": " + entry.message()).isIn(Result.FINISHED, Result.UNDONE);
        }
        assertThat(journals()).as(which).isZero();
        if (!before.equals(inProcess())) {
            deaths.mended();
        }
    }

    /** What the process has of the patches. */
    private List<String> inProcess() {
        List<String> all = new ArrayList<>(memoryInReach());
        patches.forEach(p -> all.add(state(p).label()));
        return all;
    }

    /** Each patch is in a clean state, and the service answers as that has it. */
    private void check(String which) {
        for (String patch : patches) {
            assertThat(state(patch))
                    .as(patch + " after " + which)
                    .isIn(PatchState.NOT_APPLIED, PatchState.DEACTIVED, PatchState.ACTIVED);
        }
        if (patches.stream().allMatch(p -> state(p) == PatchState.NOT_APPLIED)) {
            assertThat(memoryInReach()).as("what is mapped after " + which).isEqualTo(empty);
        }
        assertThat(service.request(TicketdExample.REQUEST))
                .as("answer after the recovery of " + which + ", wanted " + manager.wanted())
                .isEqualTo(expected());
    }

    private String expected() {
        boolean fixed = state(TicketdPatches.FIX) == PatchState.ACTIVED;
        boolean doubled = state(TicketdPatches.DOUBLED) == PatchState.ACTIVED;
        if (doubled && !(fixed && isBelow(TicketdPatches.DOUBLED))) {
            return TicketdPatches.DOUBLED_ANSWER;
        }
        return fixed ? TicketdExample.PATCHED_ANSWER : TicketdExample.BASE_ANSWER;
    }

    private PatchState state(String patch) {
        return manager.status(Optional.of(patch)).patches().getFirst().processes().stream()
                .filter(p -> p.process().pid() == service.pid())
                .map(ProcessState::state)
                .findFirst()
                .orElseThrow();
    }

    /** Takes both patches out by the ordinary way; then nothing of them may be left. */
    private void takeAllOut(String which) {
        for (int round = 0; round < 2; round++) { // The one on top comes off first.
            for (String patch : patches) {
                if (state(patch) != PatchState.NOT_APPLIED && !isBelow(patch)) {
                    manager.change(
                            ChangeRequest.of(Action.REMOVE, patch)
                                    .on(Set.of(Math.toIntExact(service.pid())))
                                    .within(TIMEOUT),
                            Progress.NONE);
                }
            }
        }
        assertThat(patches).as(which).allMatch(p -> state(p) == PatchState.NOT_APPLIED);
        assertThat(memoryInReach()).as("what is mapped after " + which).isEqualTo(empty);
        assertThat(service.request(TicketdExample.REQUEST)).isEqualTo(TicketdExample.BASE_ANSWER);
    }

    private boolean isBelow(String patch) {
        StoredPatch stored = manager.known(patch).getFirst();
        return !TicketdPatches.PLUGINS
                .getFirst()
                .driver()
                .overriddenBy(stored.file(), Math.toIntExact(service.pid()))
                .isEmpty();
    }

    /** The mappings within reach of the program's code, but for its heap, which grows. */
    private List<String> memoryInReach() {
        List<MemoryMapping> maps =
                LinuxProcess.of(Math.toIntExact(service.pid())).maps();
        long program = maps.stream()
                .filter(m -> m.path().endsWith("/ticketd"))
                .mapToLong(MemoryMapping::start)
                .min()
                .orElseThrow();
        return maps.stream()
                .filter(m -> Math.abs(m.start() - program) < REACH && !m.path().equals("[heap]"))
                .map(MemoryMapping::toString)
                .toList();
    }
}
