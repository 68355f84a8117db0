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
import java.util.function.Function;
import java.util.function.Supplier;

/** The ways to the patches and processes of this machine. */
final class Agents {
    /** How long an agent that a command started goes on without work. */
    static final Duration IDLE_EXIT = Duration.ofMinutes(10);

    private final Function<Way, PatchService> services;

    private Agents(Function<Way, PatchService> services) {
        this.services = services;
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
        return new Agents(way -> switch (way) {
            case AGENT -> new OnDemandService(local(), here);
            case HERE -> here.get();
            case SUDO -> {
                ElevatedAgent root = new ElevatedAgent(AgentProgram.likeThis(), ElevatedAgent.Asker.SUDO);
                yield new RemotePatchService(root::connection);
            }
        });
    }

    /** This program itself, whichever way is wanted. */
    static Agents none(Supplier<PatchService> here) {
        return new Agents(way -> here.get());
    }

    /** The agent of this user. */
    static LocalAgent local() {
        return new LocalAgent(AgentProgram.likeThis(), AgentOptions.standard(Optional.of(IDLE_EXIT)));
    }

    PatchService service(Way way) {
        return services.apply(way);
    }
}
