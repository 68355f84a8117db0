package dev.suture.agent.run;

import dev.suture.agent.AgentOptions;
import dev.suture.plugin.PatchException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Runs an agent, or joins standard input and output to one: what clients start. People use {@code suture agent}, which does the
 * same.
 */
public final class AgentMain {
    private static final int TROUBLE = 2;

    private AgentMain() {}

    /** @param args {@code --stdio}, or {@code --idle-exit} and an ISO-8601 duration, or none */
    public static void main(String[] args) {
        System.exit(run(Arrays.asList(args)));
    }

    private static int run(List<String> args) {
        try {
            if (args.contains("--stdio")) {
                return AgentRun.stdio(AgentOptions.standard(Optional.empty()));
            }
            int at = args.indexOf("--idle-exit");
            return AgentRun.serve(
                    AgentOptions.standard(at < 0 ? Optional.empty() : Optional.of(Duration.parse(args.get(at + 1)))));
        } catch (PatchException e) {
            System.err.println("suture: " + e.getMessage());
            System.err.println("  → " + e.remedy());
            return e.kind() == PatchException.Kind.REFUSED ? AgentOptions.OTHER_RUNS : TROUBLE;
        }
    }
}
