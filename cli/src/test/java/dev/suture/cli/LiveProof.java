package dev.suture.cli;

import dev.suture.examples.Load;
import dev.suture.examples.LoadResult;
import dev.suture.examples.RunningService;
import dev.suture.examples.TicketdExample;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Patches a ticketd that answers clients meanwhile and takes the patch out again, by the commands of {@code suture} in
 * one JVM: what {@code scripts/aarch64-live.sh} runs where a start of each command would take many seconds. Ends with 1
 * at the first thing that is not as it should be.
 */
public final class LiveProof {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PrintWriter out = new PrintWriter(System.out, true);
    private final Cancellation cancellation = new Cancellation();
    private final RunningService service;

    private LiveProof(RunningService service) {
        this.service = service;
    }

    /** @param args the program, and the patch file for it */
    public static void main(String[] args) throws Exception {
        try (RunningService service = RunningService.start(Path.of(args[0]), 4)) {
            new LiveProof(service).run(args[1]);
        }
        System.exit(0);
    }

    private void run(String patch) throws Exception {
        String pid = Long.toString(service.pid());
        String name = Path.of(patch).getFileName().toString().replaceFirst("\\.upatch$", "");
        byte[] text = text();
        expect(TicketdExample.BASE_ANSWER);
        try (Load load = Load.start(service, 1)) {
            suture("apply", patch, "--pid", pid);
            expect(TicketdExample.PATCHED_ANSWER);
            check(!Arrays.equals(text, text()), "the jumps stand in the text");
            suture("status");
            suture("deactive", name);
            expect(TicketdExample.BASE_ANSWER);
            suture("active", name);
            expect(TicketdExample.PATCHED_ANSWER);
            suture("remove", name);
            expect(TicketdExample.BASE_ANSWER);
            check(load.awaitMore(10, PATIENCE), "the clients are still answered");
            LoadResult result = load.stop();
            out.printf(
                    "clients: %d answers, %d errors, %s%n",
                    result.answers(), result.errors(), result.distinctAnswers());
            check(result.errors() == 0, "no request failed: " + result.firstError());
            check(
                    result.distinctAnswers()
                            .keySet()
                            .equals(Map.of(TicketdExample.BASE_ANSWER, 0, TicketdExample.PATCHED_ANSWER, 0)
                                    .keySet()),
                    "the clients saw the old answer and the new one, and no other");
        }
        check(Arrays.equals(text, text()), "the text is as it was");
        check(mappings().noneMatch(m -> m.contains("r-xp") && m.split(" +").length < 6), "no code is left behind");
    }

    private void suture(String... command) {
        out.println("$ suture " + String.join(" ", command));
        long begin = System.nanoTime();
        PrintWriter err = new PrintWriter(System.err, true);
        int code = new Suture(Surroundings.real(err, cancellation)).run(out, err, command);
        out.printf("  (%d ms)%n", (System.nanoTime() - begin) / 1_000_000);
        check(code == 0, "exit code 0, found " + code);
    }

    private void expect(String answer) {
        String found = service.request(TicketdExample.REQUEST);
        out.println(TicketdExample.REQUEST + " -> " + found);
        check(found.equals(answer), "the answer is: " + answer);
    }

    /** What the process has mapped of the program's code. */
    private byte[] text() throws IOException {
        String line = mappings()
                .filter(m -> m.contains("r-xp") && m.endsWith("/ticketd"))
                .findFirst()
                .orElseThrow();
        List<Long> bounds = Arrays.stream(line.split("[- ]", 3))
                .limit(2)
                .map(n -> Long.parseUnsignedLong(n, 16))
                .toList();
        byte[] text = new byte[(int) (bounds.get(1) - bounds.get(0))];
        try (RandomAccessFile memory = new RandomAccessFile("/proc/" + service.pid() + "/mem", "r")) {
            memory.seek(bounds.get(0));
            memory.readFully(text);
        }
        return text;
    }

    private Stream<String> mappings() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + service.pid() + "/maps")).stream();
    }

    private void check(boolean holds, String what) {
        if (!holds) {
            out.println("failed: " + what);
            System.exit(1);
        }
    }
}
