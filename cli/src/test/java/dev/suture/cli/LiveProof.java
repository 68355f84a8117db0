package dev.suture.cli;

import dev.suture.agent.AgentLocation;
import dev.suture.agent.client.AgentConnection;
import dev.suture.agent.wire.AgentState;
import dev.suture.agent.wire.Calls;
import dev.suture.agent.wire.Params;
import dev.suture.examples.Load;
import dev.suture.examples.LoadResult;
import dev.suture.examples.RunningService;
import dev.suture.examples.TicketdExample;
import dev.suture.plugin.PatchException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Patches AArch64 processes that work meanwhile, and others that start later, and takes the patches out again: by the
 * commands of {@code suture} in one JVM, where a start of each command would take many seconds, and by an agent in
 * another. {@code scripts/aarch64-live.sh} runs it.
 */
public final class LiveProof {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** An emulated processor takes its time to start a Java runtime. */
    private static final Duration AGENT_PATIENCE = Duration.ofMinutes(4);

    /** So that there is processor time left for the rest. */
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(20);

    private static final int STARTS = 5;

    private final PrintWriter out = new PrintWriter(System.out, true);
    private final ProofChecks checks = new ProofChecks(out);
    private final Cancellation cancellation = new Cancellation();
    private final Path folder;

    private LiveProof(Path folder) {
        this.folder = folder;
    }

    /** A command's exit code and what it printed. */
    private record Said(int code, String text) {}

    /**
     * Ends with 1 if a check failed.
     *
     * @param args the folder with what {@code scripts/aarch64-live.sh} makes
     */
    public static void main(String[] args) throws Exception {
        LiveProof proof = new LiveProof(Path.of(args[0]));
        proof.awaitAgent();
        proof.ticketd();
        proof.firstAnswers();
        System.exit(proof.checks.sum() ? 0 : 1);
    }

    private void awaitAgent() throws InterruptedException {
        long began = System.nanoTime();
        while (agent().isEmpty()) {
            if (System.nanoTime() - began > AGENT_PATIENCE.toNanos()) {
                throw new IllegalStateException("the agent does not listen");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        out.printf("The agent listens (%d ms)%n", (System.nanoTime() - began) / 1_000_000);
    }

    private static Optional<AgentState> agent() {
        try {
            return AgentConnection.to(AgentLocation.standard()).map(c -> {
                try (c) {
                    return c.requireSameProtocol().call(Calls.STATE, new Params.None());
                }
            });
        } catch (PatchException e) {
            // A runtime that has just started may be too slow for the agent's patience with a new client.
            return Optional.empty();
        }
    }

    /** A service in and out of a patch while clients ask it, and another that is started in between. */
    private void ticketd() throws Exception {
        Path program = folder.resolve("ticketd");
        try (RunningService first = RunningService.start(program, 4);
                Load load = Load.start(first, 1, TicketdExample.REQUEST, BETWEEN_REQUESTS)) {
            ProcessCode code = new ProcessCode(first.pid(), "ticketd");
            byte[] text = code.text();
            long mapped = code.withoutFile();
            answers(first, "the service", TicketdExample.BASE_ANSWER);
            refused(first, code, text);
            suture("apply", folder.resolve("fix.upatch").toString());
            answers(first, "the running service, patched", TicketdExample.PATCHED_ANSWER);
            List<String> jumps = code.jumps(text);
            checks.that(!jumps.isEmpty(), "what was written over its code are jumps into the patch: " + jumps);
            stands(first, "ACTIVED");
            watched("ticketd");
            try (RunningService later = RunningService.start(program, 1)) {
                ProcessCode laterCode = new ProcessCode(later.pid(), "ticketd");
                answers(later, "a service started later, asked first", TicketdExample.PATCHED_ANSWER);
                checks.that(!laterCode.jumps(text).isEmpty(), "its jumps lead into a patch of its own");
                stands(later, "ACTIVED");
                suture("deactive", "fix");
                answers(first, "the first service, deactive", TicketdExample.BASE_ANSWER);
                answers(later, "the later service, deactive", TicketdExample.BASE_ANSWER);
                stands(first, "DEACTIVED");
                cachesAgree(jumps.size());
                answers(first, "the first service, active again", TicketdExample.PATCHED_ANSWER);
                answers(later, "the later service, active again", TicketdExample.PATCHED_ANSWER);
                suture("remove", "fix");
                answers(first, "the first service, without the patch", TicketdExample.BASE_ANSWER);
                answers(later, "the later service, without the patch", TicketdExample.BASE_ANSWER);
                clean(laterCode, text, mapped, "the later service");
            }
            clean(code, text, mapped, "the first service");
            served(load);
        }
    }

    private void answers(RunningService service, String which, String answer) {
        checks.equal(service.request(TicketdExample.REQUEST), answer, which + " answers");
    }

    /** A patch of another build of the same program. */
    private void refused(RunningService service, ProcessCode code, byte[] text) throws IOException {
        Said said = command(
                "apply", folder.resolve("other-build.upatch").toString(), "--pid", Long.toString(service.pid()));
        checks.equal(said.code(), ExitCode.REFUSED, "a patch of another build is refused with exit code");
        checks.that(said.text().contains("build-id"), "the refusal names the build-id");
        checks.that(Arrays.equals(text, code.text()), "nothing was written for it");
        answers(service, "the service after that", TicketdExample.BASE_ANSWER);
    }

    /** What status says of one process, which it reads from the process. */
    private void stands(RunningService service, String state) {
        Said said = suture("status", "fix");
        checks.that(
                said.text().lines().anyMatch(l -> l.matches(".*\\b%d\\b.*\\b%s\\b.*".formatted(service.pid(), state))),
                "status: process %d is %s".formatted(service.pid(), state));
    }

    private void watched(String target) {
        AgentState.Watch watch = agent().orElseThrow().watched().stream()
                .filter(w -> w.target().equals(target))
                .findFirst()
                .orElseThrow();
        out.println("  " + watch.note());
        checks.equal(watch.mode(), "first-call", "the agent watches for processes of " + target + " that start");
    }

    /** Makes the patch active once more. */
    private void cachesAgree(int jumps) throws IOException {
        try (CacheProbe probe = new CacheProbe()) {
            suture("active", "fix");
            long count = probe.count();
            checks.that(
                    count >= jumps,
                    "the kernel made the instruction cache agree with the jumps: %d times".formatted(count));
        }
    }

    private void clean(ProcessCode code, byte[] text, long mapped, String which) throws IOException {
        checks.that(Arrays.equals(text, code.text()), "the code of " + which + " is what it was, byte for byte");
        checks.equal(code.withoutFile(), mapped, "mappings of code without a file in " + which);
    }

    private void served(Load load) throws InterruptedException {
        checks.that(load.awaitMore(10, PATIENCE), "the client of the first service is still answered");
        LoadResult result = load.stop();
        out.printf(
                "  client: %d answers, %d errors, %s%n", result.answers(), result.errors(), result.distinctAnswers());
        checks.equal(result.errors(), 0L, "requests that failed meanwhile");
        checks.equal(
                result.distinctAnswers().keySet(),
                Set.of(TicketdExample.BASE_ANSWER, TicketdExample.PATCHED_ANSWER),
                "the client saw these answers and no other");
    }

    /** A program that calls the replaced function as soon as it starts. */
    private void firstAnswers() throws Exception {
        String program = folder.resolve("first-answer").toString();
        List<String> resident = shell("\"$0\" stay >/dev/null 2>&1 </dev/null & echo $!", program);
        try {
            checks.equal(starts(program), Collections.nCopies(STARTS, "base"), "first calls before");
            suture("apply", folder.resolve("first-answer.upatch").toString());
            watched("first-answer");
            checks.equal(starts(program), Collections.nCopies(STARTS, "patched"), "first calls with the patch active");
            suture("remove", "first-answer");
            checks.equal(starts(program), Collections.nCopies(STARTS, "base"), "first calls after");
        } finally {
            shell("kill $0", resident.getFirst());
        }
    }

    private static List<String> starts(String program) throws IOException {
        return shell("for i in $(seq %d); do \"$0\"; done".formatted(STARTS), program);
    }

    private static List<String> shell(String script, String argument) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", script, argument)
                .redirectErrorStream(true)
                .start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    /** A command that has to succeed. */
    private Said suture(String... command) {
        Said said = command(command);
        checks.equal(said.code(), ExitCode.DONE, "suture " + command[0] + " ends with");
        return said;
    }

    private Said command(String... command) {
        out.println("$ suture " + String.join(" ", command));
        StringWriter said = new StringWriter();
        PrintWriter both = new PrintWriter(said);
        long begin = System.nanoTime();
        int code = new Suture(Surroundings.real(both, cancellation)).run(both, both, command);
        out.print(said.toString().indent(2));
        out.printf("  (%d ms)%n", (System.nanoTime() - begin) / 1_000_000);
        return new Said(code, said.toString());
    }
}
