package dev.suture.agent;

import dev.suture.agent.client.AgentConnection;
import dev.suture.agent.client.RemotePatchService;
import dev.suture.agent.server.Agent;
import dev.suture.manager.PatchService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An agent in this process, at a socket below a temporary folder. */
final class RunningAgent implements AutoCloseable {
    private final AgentOptions options;
    private final Agent agent;
    private final Thread thread;

    RunningAgent(Path folder, PatchService service) {
        this(options(folder, Optional.empty()), service);
    }

    RunningAgent(AgentOptions options, PatchService service) {
        this.options = options;
        this.agent = Agent.start(options, service, Optional.empty(), List.of());
        this.thread = Thread.ofPlatform().name("agent").start(agent::run);
    }

    static AgentOptions options(Path folder, Optional<Duration> idleExit) {
        return new AgentOptions(
                new AgentLocation(folder.resolve("run/agent.sock")),
                folder.resolve("store"),
                folder.resolve("installed"),
                List.of(),
                idleExit);
    }

    AgentLocation location() {
        return options.location();
    }

    AgentConnection connect() {
        return AgentConnection.to(location()).orElseThrow();
    }

    static PatchService service(AgentConnection connection) {
        return new RemotePatchService(() -> connection);
    }

    Agent agent() {
        return agent;
    }

    /** Waits until it has ended by itself. */
    void join(Duration patience) throws InterruptedException {
        thread.join(patience);
    }

    boolean hasEnded() {
        return !thread.isAlive();
    }

    @Override
    public void close() {
        agent.close();
    }
}
