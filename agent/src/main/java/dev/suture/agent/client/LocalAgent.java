package dev.suture.agent.client;

import dev.suture.agent.AgentOptions;
import dev.suture.agent.Build;
import dev.suture.agent.wire.Calls;
import dev.suture.agent.wire.Params;
import dev.suture.agent.wire.Welcome;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The agent of this user on this machine: the one that runs, or one that is started. Safe for several threads. */
public final class LocalAgent implements AutoCloseable {
    private static final Duration REPLACED = Duration.ofSeconds(90);

    private final AgentProgram program;
    private final AgentOptions options;
    private final Build build = Build.current();
    private Optional<AgentConnection> open = Optional.empty();

    /** @param options what the agent has to work with: one that works with something else is not used */
    public LocalAgent(AgentProgram program, AgentOptions options) {
        this.program = program;
        this.options = options;
    }

    /**
     * A conversation with the agent that runs.
     *
     * @return empty if none does
     * @throws PatchException (TROUBLE) if one does and cannot be used
     */
    public synchronized Optional<AgentConnection> running() {
        if (open.isEmpty() || !open.get().isOpen()) {
            open = whichever().filter(c -> {
                // A version apart is told of where its agent cannot be replaced.
                boolean usable = !isOutdated(c.welcome());
                if (!usable) {
                    c.close();
                } else {
                    requireSame(c);
                }
                return usable;
            });
        }
        return open;
    }

    /** As {@link #running}; starts one if none runs, and replaces one that another build of Suture left behind. */
    public synchronized AgentConnection started() {
        Optional<AgentConnection> found = running();
        if (found.isEmpty()) {
            whichever().ifPresent(this::replace);
            AgentConnection fresh = new AgentStarter(program, options).start();
            requireSame(fresh);
            open = Optional.of(fresh);
        }
        return open.orElseThrow();
    }

    /** A conversation with what runs there, of whatever version and with whatever store; to be closed by the caller. */
    public Optional<AgentConnection> whichever() {
        return AgentConnection.to(options.location());
    }

    /** Where it listens. */
    public Path socket() {
        return options.location().socket();
    }

    /** Asks an agent to end, and waits until it has. Returns whether there was one. */
    public synchronized boolean stop() {
        Optional<AgentConnection> found = whichever();
        found.ifPresent(this::replace);
        return found.isPresent();
    }

    private void replace(AgentConnection other) {
        try (other) {
            askToStop(other);
            if (!other.awaitEnd(REPLACED)) {
                throw new PatchException(
                        Kind.BUSY,
                        "agent-busy",
                        "The agent (process %d) does not end; a change seems to be under way."
                                .formatted(other.welcome().pid()),
                        "Wait for it; `suture agent status` shows what it does.");
            }
        }
    }

    private static void askToStop(AgentConnection other) {
        try {
            other.call(Calls.STOP, new Params.None());
        } catch (PatchException e) {
            if (other.isOpen()) {
                throw e; // Otherwise it ended faster than it answered.
            }
        }
    }

    /** Whether a client may end it and start another: it was made of other files, by another build, for a client's use. */
    private boolean isOutdated(Welcome welcome) {
        return welcome.onDemand()
                && (welcome.protocolVersion() != Calls.PROTOCOL_VERSION
                        || !welcome.build().equals(build.fingerprint()));
    }

    private void requireSame(AgentConnection connection) {
        try {
            connection.requireSameProtocol();
            Welcome welcome = connection.welcome();
            require("the store", options.store().toString(), welcome.store());
            require("installed packages", options.installed().toString(), welcome.installed());
            require(
                    "the plugins",
                    options.plugins().stream().map(Path::toString).toList(),
                    welcome.plugins() == null ? List.of() : welcome.plugins());
        } catch (PatchException e) {
            connection.close();
            throw e;
        }
    }

    private void require(String what, Object mine, Object its) {
        if (!mine.equals(its)) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "agent-elsewhere",
                    "The agent at %s has %s in %s, and this command in %s."
                            .formatted(options.location().socket(), what, its, mine),
                    "End it with `suture agent stop`, give this command an agent of its own with SUTURE_SOCKET, or work"
                            + " without one: SUTURE_AGENT=off.");
        }
    }

    @Override
    public synchronized void close() {
        open.ifPresent(AgentConnection::close);
    }
}
