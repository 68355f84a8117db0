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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Suture killed with SIGKILL at random moments of its changes: the service lives and answers rightly, and a recovery leaves
 * it as it was before the change or as it was to be, with nothing of a half-made change in its memory.
 *
 * <p>{@code -Dkill.tries=500} kills as often, {@code -Dkill.first=n} begins with another random number.
 */
class KillHarnessTest {
    private static final int TRIES = Integer.getInteger("kill.tries", 15);
    private static final int FIRST = Integer.getInteger("kill.first", 1);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    /** About as long as a change takes. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(40);

    private static final long REACH = 1L << 31; // No jump of 5 bytes leads farther.

    @TempDir
    Path folder;

    private final List<String> patches = List.of(TicketdPatches.FIX, TicketdPatches.DOUBLED);
    private final Map<Result, Integer> results = new TreeMap<>();
    private RunningService service;
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
                Load load = Load.start(running, 2)) {
            service = running;
            empty = memoryInReach();
            int cutOff = 0;
            for (int i = 0; i < TRIES; i++) {
                String which = "kill %d, random number %d".formatted(i + 1, FIRST + i);
                killAtWork(which, FIRST + i);
                assertThat(service.isAlive()).as(which).isTrue();
                cutOff += journals() > 0 ? 1 : 0;
                assertThat(service.request(TicketdExample.REQUEST))
                        .as("answer after " + which)
                        .isIn(TicketdExample.BASE_ANSWER, TicketdExample.PATCHED_ANSWER, TicketdPatches.DOUBLED_ANSWER);
                recover(which);
                check(which);
                if (i % 2 == 0) {
                    takeAllOut(which);
                }
            }
            takeAllOut("the end");
            assertThat(load.awaitMore(100, Duration.ofSeconds(20)))
                    .as("the service answers still")
                    .isTrue();
            LoadResult result = load.stop();
            assertThat(result.errors()).as(result.firstError().orElse("")).isZero();
            System.out.printf(
                    "%d kills, %d of them in the middle of a change; recovered: %s; %d answers meanwhile%n",
                    TRIES, cutOff, results, result.answers());
            assertThat(cutOff)
                    .as("kills in the middle of a change, without which nothing was tried")
                    .isPositive();
        }
    }

    private void killAtWork(String which, long seed) throws Exception {
        Process worker = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RandomChanges.class.getName(),
                        store.toString(),
                        Long.toString(service.pid()),
                        Long.toString(seed))
                .redirectErrorStream(true)
                .start();
        try {
            awaitChange(worker, which);
            Random random = new Random(seed);
            if (random.nextInt(5) > 0) {
                awaitJournal(worker); // Most of the time between two changes goes by in looking for processes.
            }
            LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE.toNanos()));
            assertThat(worker.isAlive()).as("the worker is there for " + which).isTrue();
        } finally {
            worker.destroyForcibly().waitFor();
        }
    }

    /** Waits until the worker has changed something; what it tells before are refusals. */
    private static void awaitChange(Process worker, String which) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = ""; !line.startsWith("done: "); ) {
            line = worker.inputReader().readLine();
            assertThat(line).as("before " + which + " the worker said:" + said).isNotNull();
            said.append('\n').append(line);
        }
    }

    private void awaitJournal(Process worker) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (journals() == 0) {
            assertThat(worker.isAlive()).as("the worker changes something").isTrue();
            assertThat(System.nanoTime()).as("the worker changes something").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private int journals() throws IOException {
        try (Stream<Path> files = Files.list(store.resolve("journal"))) {
            return (int) files.filter(f -> f.toString().endsWith(".journal")).count();
        }
    }

    private void recover(String which) throws IOException {
        RecoveryReport report = manager.recover(false, TIMEOUT, Progress.NONE);
        assertThat(report.problems()).as(which).isEmpty();
        for (RecoveryReport.Entry entry : report.entries()) {
            results.merge(entry.result(), 1, Integer::sum);
            assertThat(entry.result()).as(which + ": " + entry.message()).isIn(Result.FINISHED, Result.UNDONE);
        }
        assertThat(journals()).as(which).isZero();
    }

    /** Each patch is in a clean state, and the service answers as that has it. */
    private void check(String which) {
        for (String patch : patches) {
            assertThat(state(patch))
                    .as(patch + " after " + which)
                    .isIn(PatchState.NOT_APPLIED, PatchState.DEACTIVED, PatchState.ACTIVED);
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
