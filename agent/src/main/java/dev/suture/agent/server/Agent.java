package dev.suture.agent.server;

import dev.suture.agent.AgentOptions;
import dev.suture.agent.Build;
import dev.suture.agent.Me;
import dev.suture.agent.rpc.Connection;
import dev.suture.agent.wire.AgentState;
import dev.suture.agent.wire.Calls;
import dev.suture.agent.wire.Welcome;
import dev.suture.manager.NewProcesses;
import dev.suture.manager.PatchService;
import dev.suture.plugin.PatchPlugin;
import dev.suture.plugin.Progress;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A running agent. */
public final class Agent implements AutoCloseable {
    /** How long a change may take to come to its end when the agent is asked to stop. */
    private static final Duration FINISHING = Duration.ofSeconds(60);
    /** The same where it must end soon, from then on: a cancelled change goes back first. */
    private static final Duration CANCELLING = Duration.ofSeconds(20);

    private static final long SWEEP_MILLIS = 1000;

    private static final Logger LOG = System.getLogger(Agent.class.getName());

    private final AgentOptions options;
    private final Build build = Build.current();
    private final Instant started = Instant.now();
    private final AgentSocket socket;
    private final StoreClaim claim;
    private final Lanes lanes = new Lanes();
    private final Optional<Watches> watches;
    private final WatchedChanges changes;
    private final Preparation preparation;
    private final Sessions sessions;
    private final Readiness readiness = new Readiness(System.getenv());
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean soon;

    private Agent(
            AgentOptions options,
            AgentSocket socket,
            StoreClaim claim,
            PatchService service,
            Optional<NewProcesses> starts,
            List<PatchPlugin> plugins) {
        this.options = options;
        this.socket = socket;
        this.claim = claim;
        this.watches = starts.map(Watches::new);
        this.changes = new WatchedChanges(service, watches);
        this.preparation = new Preparation(service, changes, plugins);
        Map<String, Served<?, ?>> served = new HashMap<>();
        new PatchCalls(service, changes).all().forEach(s -> served.put(s.call().method(), s));
        served.put(
                Calls.STATE.method(),
                new Served<>(Calls.STATE, Served.Lane.QUESTION, p -> Calls.STATE.method(), (p, progress) -> state()));
        this.sessions = new Sessions(streams -> new Session(streams, welcome(), served, lanes, this::requestStop));
    }

    /**
     * Begins to serve.
     *
     * @param service does the work
     * @param starts gives to new processes what that service wants for them; empty to leave them alone
     * @param plugins rehearse
     * @throws dev.suture.plugin.PatchException REFUSED if another agent listens there; TROUBLE if it cannot listen, or another
     *     agent has the store
     */
    public static Agent start(
            AgentOptions options, PatchService service, Optional<NewProcesses> starts, List<PatchPlugin> plugins) {
        Me me = Me.now();
        AgentSocket socket = AgentSocket.open(options.location(), me);
        Agent agent = new Agent(options, socket, claim(options, socket), service, starts, plugins);
        agent.lanes.change(new Task<>("recover", agent.preparation::recover, Progress.NONE));
        agent.lanes.change(new Task<>("rehearse", agent.preparation::rehearse, Progress.NONE));
        Thread.ofPlatform()
                .daemon()
                .name("doorkeeper")
                .start(new Doorkeeper(agent.socket, me, (Connection.Streams guest) -> agent.sessions.add(guest)));
        agent.readiness.ready();
        LOG.log(
                Level.INFO,
                "Listening at {0}, with the store {1}.",
                options.location().socket(),
                options.store());
        return agent;
    }

    private static StoreClaim claim(AgentOptions options, AgentSocket socket) {
        try {
            return StoreClaim.of(options);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Serves until it is asked to stop, or has been idle for as long as it may. */
    public void run() {
        try {
            while (!stop.await(SWEEP_MILLIS, TimeUnit.MILLISECONDS)) {
                sessions.sweep();
                followOthers();
                if (isIdle()) {
                    LOG.log(
                            Level.INFO,
                            "Nothing to do for {0}.",
                            options.idleExit().orElseThrow());
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private boolean isIdle() {
        Duration idle = lanes.idle();
        return options.idleExit().filter(limit -> idle.compareTo(limit) > 0).isPresent()
                && sessions.size() == 0
                && watches.filter(w -> !w.isEmpty()).isEmpty();
    }

    /** Another Suture may have changed what is wanted in the same store, without this agent. */
    private void followOthers() {
        if (lanes.running().isEmpty() && changes.areBehind()) {
            lanes.change(new Task<>(
                    "follow what is wanted",
                    progress -> {
                        changes.follow();
                        return null;
                    },
                    Progress.NONE));
        }
    }

    /** It ends once what runs has come to its end. */
    public void requestStop() {
        stop.countDown();
    }

    /** It ends soon: what runs is cancelled. Returns when it has ended, or has not in time. */
    @Override
    public void close() {
        soon = true;
        stop.countDown();
        try {
            if (!ended.await(CANCELLING.toSeconds() + 5, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "A change did not end in time; see `suture status` for what it left.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        readiness.stopping();
        socket.stopListening();
        if (soon || !lanes.await(FINISHING)) {
            lanes.cancelAll(CANCELLING);
        }
        sessions.close();
        lanes.close();
        watches.ifPresent(Watches::close);
        claim.close();
        socket.close();
        LOG.log(Level.INFO, "Ended.");
        ended.countDown();
    }

    private Welcome welcome() {
        return new Welcome(
                Calls.PROTOCOL_VERSION,
                build.version(),
                build.fingerprint(),
                ProcessHandle.current().pid(),
                options.idleExit().isPresent(),
                options.store().toString(),
                options.installed().toString(),
                options.plugins().stream().map(Path::toString).toList());
    }

    private AgentState state() {
        return new AgentState(
                ProcessHandle.current().pid(),
                build.version(),
                Calls.PROTOCOL_VERSION,
                started.truncatedTo(ChronoUnit.MILLIS).toString(),
                options.location().socket().toString(),
                options.store().toString(),
                options.idleExit().map(Duration::toSeconds).orElse(null),
                sessions.size(),
                lanes.running().orElse(null),
                lanes.waiting(),
                preparation.rehearsal(),
                preparation.recovery().orElse(null),
                watches.map(Watches::states).orElse(List.of()));
    }
}
