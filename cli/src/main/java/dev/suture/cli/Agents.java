package dev.suture.cli;

import dev.suture.agent.AgentOptions;
import dev.suture.agent.client.AgentProgram;
import dev.suture.agent.client.ElevatedAgent;
import dev.suture.agent.client.LocalAgent;
import dev.suture.agent.client.OnDemandService;
import dev.suture.agent.client.RemotePatchService;
import dev.suture.manager.InstalledLocation;
import dev.suture.manager.PatchManager;
import dev.suture.manager.PatchService;
import dev.suture.manager.StoreLocation;
import dev.suture.plugin.PatchPlugin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/** The ways to the patches and processes of this machine. */
final class Agents implements AutoCloseable {
    /** How long an agent that a command started goes on without work. */
    static final Duration IDLE_EXIT = Duration.ofMinutes(10);

    private final Function<Way, PatchService> services;
    private final Conversations conversations;

    private Agents(Function<Way, PatchService> services, Conversations conversations) {
        this.services = services;
        this.conversations = conversations;
    }

    /** What is open to agents, until the program ends. */
    private static final class Conversations {
        private final List<Runnable> ends = new CopyOnWriteArrayList<>();

        LocalAgent local() {
            LocalAgent agent = Agents.local();
            ends.add(agent::close);
            return agent;
        }

        ElevatedAgent root() {
            ElevatedAgent agent = new ElevatedAgent(AgentProgram.likeThis(), ElevatedAgent.Asker.SUDO);
            ends.add(agent::close);
            return agent;
        }

        void end() {
            ends.forEach(Runnable::run);
        }
    }

    /** Who does the work. */
    enum Way {
        /** The agent of this user; it is started when it is needed. */
        AGENT,
        /** This program itself. */
        HERE,
        /** Root's agent. */
        SUDO;

        /** What is done if nobody says otherwise. */
        static Way usual(Map<String, String> environment) {
            return "off".equals(environment.get("SUTURE_AGENT")) ? HERE : AGENT;
        }
    }

    /** Those of this user on this machine. */
    static Agents real(Supplier<List<PatchPlugin>> plugins) {
        Supplier<PatchService> here =
                () -> PatchManager.open(StoreLocation.standard(), InstalledLocation.standard(), plugins.get());
        Conversations conversations = new Conversations();
        return new Agents(
                way -> switch (way) {
                    case AGENT -> new OnDemandService(conversations.local(), here);
                    case HERE -> here.get();
                    case SUDO -> new RemotePatchService(conversations.root()::connection);
                },
                conversations);
    }

    /** This program itself, whichever way is wanted. */
    static Agents none(Supplier<PatchService> here) {
        return new Agents(way -> here.get(), new Conversations());
    }

    /** The agent of this user. */
    static LocalAgent local() {
        return new LocalAgent(AgentProgram.likeThis(), AgentOptions.standard(Optional.of(IDLE_EXIT)));
    }

    PatchService service(Way way) {
        return services.apply(way);
    }

    /**
     * Ends the conversations. A JVM that ends while a thread of it still waits for an agent's next word, in a system call,
     * waits 0.3 s for that thread.
     */
    @Override
    public void close() {
        conversations.end();
    }
}
