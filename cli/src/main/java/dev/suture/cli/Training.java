package dev.suture.cli;

import dev.suture.agent.AgentLocation;
import dev.suture.agent.AgentOptions;
import dev.suture.agent.client.AgentProgram;
import dev.suture.agent.client.LocalAgent;
import dev.suture.agent.client.OnDemandService;
import dev.suture.agent.server.Agent;
import dev.suture.manager.PatchManager;
import dev.suture.pack.TemporaryFolder;
import dev.suture.plugin.PatchPlugin;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the launcher runs once to make its class cache: the demonstration, and commands that speak to an agent, both in one
 * process. Nothing that anybody has is touched.
 */
public final class Training {
    /** Each through its own path: an answer, a refusal, a look at the agent's own store. */
    private static final List<List<String>> COMMANDS = List.of(
            List.of("list"),
            List.of("status"),
            List.of("apply", "no-such-patch"),
            List.of("active", "no-such-patch"),
            List.of("deactive", "no-such-patch", "--pid", "1"),
            List.of("remove", "no-such-patch"));

    private Training() {}

    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true);
        PrintWriter err = new PrintWriter(System.err, true);
        Surroundings surroundings = Surroundings.real(err, new Cancellation());
        new Suture(surroundings).run(out, err, "demo", "--terminal");
        speak(surroundings);
        System.exit(ExitCode.DONE);
    }

    private static void speak(Surroundings surroundings) {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            Path root = folder.path();
            AgentOptions options = new AgentOptions(
                    new AgentLocation(root.resolve("run/agent.sock")),
                    root.resolve("store"),
                    root.resolve("installed"),
                    List.of(),
                    Optional.of(Agents.IDLE_EXIT));
            List<PatchPlugin> plugins = surroundings.plugins().get();
            Agent agent = Agent.start(
                    options,
                    PatchManager.open(options.store(), options.installed(), plugins),
                    Optional.empty(),
                    plugins);
            Thread.ofPlatform().daemon().start(agent::run);
            for (List<String> command : COMMANDS) {
                try (LocalAgent client = new LocalAgent(AgentProgram.likeThis(), options)) {
                    run(command, client);
                }
            }
            agent.close();
        }
    }

    private static void run(List<String> command, LocalAgent client) {
        PrintWriter nobody = new PrintWriter(Writer.nullWriter());
        OnDemandService service = new OnDemandService(client, () -> {
            throw new IllegalStateException("the agent runs");
        });
        Surroundings surroundings = new Surroundings(
                List::of, () -> service, Optional::empty, false, false, Terminal.columns(), new Cancellation());
        new Suture(surroundings).run(nobody, nobody, command.toArray(String[]::new));
    }
}
