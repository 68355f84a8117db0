package dev.suture.cli;

import dev.suture.agent.AgentLocation;
import dev.suture.agent.AgentOptions;
import dev.suture.agent.client.AgentProgram;
import dev.suture.agent.client.LocalAgent;
import dev.suture.agent.client.OnDemandService;
import dev.suture.agent.server.Agent;
import dev.suture.cli.demo.TerminalDemo;
import dev.suture.examples.RunningService;
import dev.suture.examples.TicketdExample;
import dev.suture.manager.PatchManager;
import dev.suture.manager.WindowLauncher;
import dev.suture.pack.TemporaryFolder;
import dev.suture.plugin.PatchPlugin;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the launcher runs once to make its class caches: the demonstration, commands that speak to an agent, and for one of
 * the caches the window, all in one process. Nothing that anybody has is touched.
 */
public final class Training {
    private static final int WORKERS = 2;

    private Training() {}

    /** @param args {@code commands}, or {@code window} to open one as well, where nobody sees it */
    public static void main(String[] args) {
        Main.run("--version");
        try (TemporaryFolder folder = new TemporaryFolder()) {
            Path demo = folder.path().resolve("demo");
            Main.run("demo", "--terminal", "--work", demo.toString());
            Surroundings surroundings = Surroundings.real(new PrintWriter(System.err, true), new Cancellation());
            speak(surroundings, folder.path(), demo);
            if (List.of(args).contains("window")) {
                surroundings.window().get().ifPresent(WindowLauncher::rehearse);
            }
        }
        System.exit(ExitCode.DONE);
    }

    /** Through the commands' own paths: answers, a refusal, a look at the agent's own store. */
    private static List<List<String>> commands(Path demo) {
        String file = demo.resolve(TerminalDemo.PATCH_FILE).toString();
        String patch = TerminalDemo.PATCH_NAME;
        return List.of(
                List.of("active", patch),
                List.of("apply", file),
                List.of("deactive", patch, "--timeout", "2s"),
                List.of("active", patch),
                List.of("status"),
                List.of("list"),
                List.of("remove", patch));
    }

    private static void speak(Surroundings surroundings, Path root, Path demo) {
        AgentOptions options = new AgentOptions(
                new AgentLocation(root.resolve("run/agent.sock")),
                root.resolve("store"),
                root.resolve("installed"),
                List.of(),
                Optional.of(Agents.IDLE_EXIT));
        List<PatchPlugin> plugins = surroundings.plugins().get();
        Agent agent = Agent.start(
                options, PatchManager.open(options.store(), options.installed(), plugins), Optional.empty(), plugins);
        Thread.ofPlatform().daemon().start(agent::run);
        try (RunningService _ = RunningService.start(TicketdExample.built(demo).baseBinary(), WORKERS)) {
            for (List<String> command : commands(demo)) {
                try (LocalAgent client = new LocalAgent(AgentProgram.likeThis(), options)) {
                    run(command, client);
                }
            }
        } finally {
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
