package dev.suture.agent.run;

import dev.suture.agent.AgentOptions;
import dev.suture.agent.client.AgentProgram;
import dev.suture.agent.client.LocalAgent;
import dev.suture.agent.server.Agent;
import dev.suture.manager.PatchManager;
import dev.suture.manager.Plugins;
import dev.suture.plugin.PatchPlugin;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/** An agent as a program of its own. */
public final class AgentRun {
    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

    private AgentRun() {}

    /**
     * Serves until it is told to stop, by a client or a signal, or has been idle for long enough.
     *
     * @return exit code
     * @throws dev.suture.plugin.PatchException if it cannot
     */
    public static int serve(AgentOptions options) {
        if (System.getProperty(LOG_FORMAT) == null) {
            // One line each: the log is read by people and by the service manager's journal.
            System.setProperty(LOG_FORMAT, "%1$tF %1$tT.%1$tL %4$s %5$s%6$s%n");
        }
        Logger log = System.getLogger(AgentRun.class.getName());
        List<PatchPlugin> plugins =
                Plugins.usable(Plugins.all(options.plugins()), problem -> log.log(Level.WARNING, problem));
        PatchManager manager = PatchManager.open(options.store(), options.installed(), plugins);
        Agent agent = Agent.start(options, manager, Optional.of(manager.newProcesses()), plugins);
        // SIGTERM and SIGINT: what runs goes back, then the program ends.
        Thread end = Thread.ofPlatform().name("end").unstarted(agent::close);
        Runtime.getRuntime().addShutdownHook(end);
        agent.run();
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException e) {
            // It is that hook that ended the agent.
        }
        return 0;
    }

    /**
     * Joins standard input and output to the agent of this user, which is started if none runs, until either side ends: so
     * does another machine or user speak to it.
     *
     * @return exit code
     */
    public static int stdio(AgentOptions options) {
        try (LocalAgent agent = new LocalAgent(AgentProgram.likeThis(), options)) {
            agent.started();
            return new Relay(options.location()).run(System.in, System.out);
        }
    }
}
