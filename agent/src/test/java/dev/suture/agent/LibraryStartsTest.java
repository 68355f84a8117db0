package dev.suture.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.agent.client.AgentProgram;
import dev.suture.agent.client.LocalAgent;
import dev.suture.agent.client.RemotePatchService;
import dev.suture.agent.wire.AgentState;
import dev.suture.agent.wire.Calls;
import dev.suture.agent.wire.Params;
import dev.suture.manager.Action;
import dev.suture.manager.ChangeRequest;
import dev.suture.manager.PatchService;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that start with a patched library, with an agent that is a process of its own. */
@Timeout(1200)
class LibraryStartsTest {
    /** How often the program is started; more with {@code -Dagent.starts=200}. */
    private static final int STARTS = Integer.getInteger("agent.starts", 5);
    /** How often the agent is killed while programs start; more with {@code -Dagent.start.deaths=200}. */
    private static final int DEATHS = Integer.getInteger("agent.start.deaths", 3);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Some starts: what was half started when the agent died is over then. */
    private static final int FURTHER = 10;

    @TempDir
    private Path folder;

    private LibraryUser library;
    private LocalAgent agent;
    private PatchService service;
    private Process first;

    @BeforeEach
    void start() throws Exception {
        library = LibraryUser.build(folder);
        agent = new LocalAgent(
                AgentProgram.likeThis(), RunningAgent.options(folder, Optional.of(Duration.ofMinutes(2))));
        service = new RemotePatchService(agent::started);
        first = library.stay();
        service.add(library.patch());
        service.change(ChangeRequest.of(Action.APPLY, "libanswer.so/answer"), Progress.NONE);
        if (!watch().mode().equals("first-call")) {
            Assumptions.abort("skipped: " + watch().note());
        }
    }

    @AfterEach
    void end() {
        agent.stop();
        agent.close();
        first.descendants().forEach(ProcessHandle::destroyForcibly);
        first.destroyForcibly();
    }

    private AgentState.Watch watch() {
        List<AgentState.Watch> watches =
                agent.started().call(Calls.STATE, new Params.None()).watched();
        assertThat(watches).hasSize(1);
        return watches.getFirst();
    }

    @Test
    void eachFirstCallRunsTheNewCode() throws Exception {
        assertThat(library.start(STARTS)).isEqualTo(Collections.nCopies(STARTS, LibraryUser.PATCHED));
        while (watch().patched() < STARTS) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(watch().late()).isZero();
        assertThat(watch().failed()).isZero();
    }

    @Test
    void noDeathOfTheAgentLeavesAProcessStanding() throws Exception {
        Path end = folder.resolve("end");
        Path output = Files.createFile(folder.resolve("output"));
        Process starter = library.startUntil(end, output);
        Random random = new Random(1);
        int inHand = 0;
        try {
            for (int death = 1; death <= DEATHS; death++) {
                awaitFurther(output, death - 1);
                while (agent.started().call(Calls.STATE, new Params.None()).watched().isEmpty()) {
                    TimeUnit.MILLISECONDS.sleep(5);
                }
                awaitFurther(output, death - 1);
                ProcessHandle process =
                        ProcessHandle.of(agent.started().welcome().pid()).orElseThrow();
                // Not a wait for anything: the moment of death is to be a different one each time.
                LockSupport.parkNanos(random.nextLong(20_000_000));
                process.destroyForcibly();
                process.onExit().join();
                inHand += journals();
                awaitFurther(output, death);
            }
        } finally {
            Files.createFile(end);
            assertThat(starter.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        List<String> answers = Files.readAllLines(output);
        System.out.printf(
                "%d deaths of the agent, in %d of them a process was being patched; %d starts, %d of the new code%n",
                DEATHS,
                inHand,
                answers.size(),
                answers.stream().filter(LibraryUser.PATCHED::equals).count());
        assertThat(answers).contains(LibraryUser.PATCHED).allMatch(a -> a.equals(LibraryUser.BASE)
                || a.equals(LibraryUser.PATCHED));
        service.recover(false, PATIENCE, Progress.NONE);
        assertThat(journals()).isZero();
        assertThat(service.problems()).isEmpty();
    }

    private int journals() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("store/journal"))) {
            return (int) files.filter(f -> f.toString().endsWith(".journal")).count();
        }
    }

    private static void awaitFurther(Path output, int death) throws Exception {
        long wanted = Files.size(output) + FURTHER * "42\n".length();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (Files.size(output) < wanted) {
            assertThat(System.nanoTime())
                    .as("programs stand after death %d", death)
                    .isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }
}
