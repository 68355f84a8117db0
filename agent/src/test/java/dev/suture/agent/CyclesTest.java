package dev.suture.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.agent.client.AgentProgram;
import dev.suture.agent.client.LocalAgent;
import dev.suture.agent.client.RemotePatchService;
import dev.suture.examples.BuiltExample;
import dev.suture.examples.Load;
import dev.suture.examples.LoadResult;
import dev.suture.examples.RunningService;
import dev.suture.examples.TicketdExample;
import dev.suture.manager.Action;
import dev.suture.manager.ChangeRequest;
import dev.suture.manager.Outcome;
import dev.suture.manager.PatchFiles;
import dev.suture.manager.PatchService;
import dev.suture.manager.Plugins;
import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A patch that goes on and off, and in and out, again and again in one process at work: nothing of it is left behind, neither
 * in the process nor in the agent that does it, nor on the disk.
 *
 * <p>{@code -Dsuture.cycles=1000} makes as many active/deactive cycles, and a fifth of that apply/remove cycles.
 */
@Timeout(900)
class CyclesTest {
    private static final int CYCLES = Integer.getInteger("suture.cycles", 20);
    /** Until everything is loaded, compiled and allocated that stays. */
    private static final int WARM_UP = 5;

    private static final int MOST_COLLECTIONS = 20;

    private static final int CLIENTS = 2;
    private static final Duration PAUSE = Duration.ofMillis(2);

    @TempDir
    private Path folder;

    private final Map<Action, List<Duration>> frozen = new TreeMap<>();
    private PatchService service;
    private RunningService ticketd;
    private long agentPid;

    @Test
    void nothingIsLeftBehind() throws Exception {
        BuiltExample example = TicketdExample.build(folder.resolve("example"));
        Path patch = folder.resolve("fix.upatch");
        new PatchFiles(Plugins.find())
                .build(
                        "upatch",
                        new BuildRequest(
                                "fix",
                                example.baseDir(),
                                example.patchedDir(),
                                example.baseBinary(),
                                Optional.empty(),
                                patch),
                        Progress.NONE);
        LocalAgent agent = new LocalAgent(
                AgentProgram.likeThis(), RunningAgent.options(folder, Optional.of(Duration.ofMinutes(2))));
        service = new RemotePatchService(agent::started);
        try (agent;
                RunningService started = RunningService.start(example.baseBinary(), 2);
                Load load = Load.start(started, CLIENTS, TicketdExample.REQUEST, PAUSE)) {
            ticketd = started;
            service.add(patch);
            agentPid = agent.started().welcome().pid();
            cycles(CYCLES / 5, "apply/remove", Action.APPLY, Action.REMOVE);
            change(Action.APPLY);
            change(Action.DEACTIVE);
            cycles(CYCLES, "active/deactive", Action.ACTIVE, Action.DEACTIVE);
            change(Action.REMOVE);
            LoadResult result = load.stop();
            assertThat(result.errors()).as(result.firstError().orElse("")).isZero();
            assertThat(result.distinctAnswers())
                    .containsOnlyKeys(TicketdExample.BASE_ANSWER, TicketdExample.PATCHED_ANSWER);
            System.out.printf("%d answers meanwhile, none of them wrong%n", result.answers());
            frozen.forEach(CyclesTest::tell);
        } finally {
            agent.stop();
        }
    }

    private void cycles(int count, String name, Action in, Action out) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            cycle(in, out);
        }
        Footprint target = Footprint.of(ticketd.pid());
        long heap = heap();
        Map<String, Long> files = files();
        Footprint suture = settled();
        Duration worked = worked();
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            cycle(in, out);
        }
        long took = (System.nanoTime() - began) / 1_000_000;
        long work = worked().minus(worked).toMillis();
        Footprint targetNow = Footprint.of(ticketd.pid());
        long heapNow = heap();
        Footprint sutureNow = settled();
        System.out.printf(
                "%d %s cycles in %d ms, of which the agent worked %d ms%n"
                        + "  target: %s%n      now %s%n  agent: %s, heap %d KiB%n      now %s, heap %d KiB%n",
                count, name, took, work, target, targetNow, suture, heap >> 10, sutureNow, heapNow >> 10);

        assertThat(targetNow.mappings()).isEqualTo(target.mappings());
        assertThat(targetNow.descriptors()).isEqualTo(target.descriptors());
        assertThat(targetNow.threads()).isEqualTo(target.threads());
        // All its memory, heap and stacks too. How much of it is resident is the kernel's own choice: it takes pages
        // away
        // from idle processes and gives back huge ones.
        assertThat(targetNow.virtualKib()).isEqualTo(target.virtualKib());

        assertThat(sutureNow.descriptors()).isEqualTo(suture.descriptors());
        // The JVM has more compilers or fewer, and maps memory of no file as it sees fit: what lives in it is counted
        // below.
        assertThat(sutureNow.threads() - suture.threads()).isLessThan(4);
        assertThat(sutureNow.filesMapped() - suture.filesMapped())
                .as("mapped files")
                .isLessThan(Math.min(10, count));
        assertThat(heapNow - heap).as("bytes of live objects").isLessThan(Math.max(256 << 10, 256L * count));
        assertThat(files()).isEqualTo(files);
    }

    private void cycle(Action in, Action out) {
        assertThat(change(in)).isEqualTo(PatchState.ACTIVED);
        assertThat(answer()).isEqualTo(TicketdExample.PATCHED_ANSWER);
        assertThat(change(out)).isEqualTo(out == Action.REMOVE ? PatchState.NOT_APPLIED : PatchState.DEACTIVED);
        assertThat(answer()).isEqualTo(TicketdExample.BASE_ANSWER);
    }

    /** In all processes, so that new ones are watched for as long as the patch is active. */
    private PatchState change(Action action) {
        Outcome outcome = service.change(ChangeRequest.of(action, "ticketd/fix"), Progress.NONE)
                .getFirst();
        ChangeReport report = outcome.processes().getFirst();
        assertThat(report.pid()).isEqualTo(ticketd.pid());
        assertThat(report.notes()).isEmpty();
        frozen.computeIfAbsent(action, _ -> new ArrayList<>()).add(report.frozen());
        return outcome.state();
    }

    private String answer() {
        return ticketd.request(TicketdExample.REQUEST);
    }

    private Duration worked() {
        return ProcessHandle.of(agentPid)
                .orElseThrow()
                .info()
                .totalCpuDuration()
                .orElseThrow();
    }

    /** What the agent holds once the files it has read and let go of are unmapped, which the collector sees to. */
    private Footprint settled() throws IOException, InterruptedException {
        Footprint before = Footprint.of(agentPid);
        for (int i = 0; i < MOST_COLLECTIONS; i++) {
            heap();
            Footprint now = Footprint.of(agentPid);
            if (now.filesMapped() == before.filesMapped()) {
                return now;
            }
            before = now;
        }
        throw new AssertionError("the agent maps and unmaps files though nothing is asked of it");
    }

    /** The bytes of all objects of the agent that are reachable, after a collection. */
    private long heap() throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/jcmd").toString(),
                        Long.toString(agentPid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        List<String> lines = jcmd.inputReader().readAllLines();
        assertThat(jcmd.waitFor()).as(String.join("\n", lines)).isZero();
        String[] total = lines.stream()
                .filter(l -> l.startsWith("Total"))
                .findFirst()
                .orElseThrow()
                .split(" +");
        return Long.parseLong(total[2]);
    }

    /** The files of the store and what else the agent keeps, with their sizes, but for its log and the history, which tell of each change. */
    private Map<String, Long> files() throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        for (String place : List.of("store", "run")) {
            try (Stream<Path> files = Files.walk(folder.resolve(place))) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(f -> !f.endsWith("agent.log") && !f.endsWith("history.jsonl"))
                        .toList()) {
                    sizes.put(folder.relativize(file).toString(), Files.size(file));
                }
            }
        }
        return sizes;
    }

    private static void tell(Action action, List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        System.out.printf(
                "frozen by %s: median %.2f ms, at most %.2f ms (%d times)%n",
                action.word(),
                sorted.get(sorted.size() / 2).toNanos() / 1e6,
                sorted.getLast().toNanos() / 1e6,
                sorted.size());
    }
}
