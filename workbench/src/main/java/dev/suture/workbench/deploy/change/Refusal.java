package dev.suture.workbench.deploy.change;

import dev.suture.workbench.deploy.service.ChangeOrder;
import dev.suture.workbench.task.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A refusal, taken apart for people: the sentences of it, what threads were found in use, and commands that are the way out.
 *
 * @param what what happened
 * @param why the sentences about it
 * @param evidence what was found; empty if nothing is told of
 * @param remedy what to do
 * @param ways what to type for it
 * @param id stable; empty if it has none
 * @param retry whether the same thing can be tried again
 * @param longer whether it may help to wait longer
 */
public record Refusal(
        String what,
        String why,
        List<Found> evidence,
        String remedy,
        List<Way> ways,
        String id,
        boolean retry,
        boolean longer) {
    private static final String BUSY = "function-busy";

    /**
     * A way out that can be typed.
     *
     * @param key of the text that says what it does
     */
    public record Way(String key, String command) {}

    /**
     * Something that was found, such as a thread and what it will come back to.
     *
     * @param now what the thread is in meanwhile; empty if it is in no other place
     * @param callers who called what it will come back to, the innermost first; may be empty
     */
    public record Found(String what, Optional<String> now, List<String> callers) {
        private static final String CALLED = ", called from ";
        private static final String FROM = ", from ";

        public Found {
            callers = List.copyOf(callers);
        }

        /** A line of a refusal's message. */
        static Found of(String line) {
            int from = line.lastIndexOf(FROM);
            Optional<String> now = from < 0 ? Optional.empty() : Optional.of(line.substring(from + FROM.length()));
            String rest = from < 0 ? line : line.substring(0, from);
            int called = rest.indexOf(CALLED);
            return called < 0
                    ? new Found(rest, now, List.of())
                    : new Found(
                            rest.substring(0, called),
                            now,
                            List.of(rest.substring(called + CALLED.length()).split(", ")));
        }
    }

    public static Refusal of(Problem problem, Optional<ChangeOrder> order) {
        List<String> lines = problem.why().lines().toList();
        // Messages put what they found on lines of their own, indented, after the sentences.
        List<Found> evidence = lines.stream()
                .filter(l -> l.startsWith("  "))
                .map(l -> Found.of(l.strip()))
                .toList();
        String why = lines.stream().filter(l -> !l.startsWith("  ")).collect(Collectors.joining("\n"));
        return new Refusal(
                problem.what(),
                why,
                evidence,
                problem.remedy(),
                ways(problem, order),
                problem.id(),
                order.isPresent(),
                order.isPresent() && problem.id().equals(BUSY));
    }

    private static List<Way> ways(Problem problem, Optional<ChangeOrder> order) {
        return switch (problem.id()) {
            case "no-permission" -> Rights.ways(problem.why(), order);
            case "unfinished-change", "unclear-state" -> List.of(new Way("deploy.way.recover", "suture recover"));
            default -> List.of();
        };
    }
}
