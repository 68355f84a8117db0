package dev.suture.agent.client;

import dev.suture.agent.AgentLocation;
import dev.suture.agent.Me;
import dev.suture.agent.rpc.Connection;
import dev.suture.agent.rpc.Limits;
import dev.suture.agent.wire.Call;
import dev.suture.agent.wire.Calls;
import dev.suture.agent.wire.Params;
import dev.suture.agent.wire.Welcome;
import dev.suture.agent.wire.WireProgress;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import jdk.net.ExtendedSocketOptions;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.JsonRpcRequestFuture;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;

/** A conversation with an agent. Safe for several threads, whose calls do not wait for each other. */
public final class AgentConnection implements AutoCloseable {
    /** The id of the failure of a call whose answer never came. */
    static final String LOST = "agent-lost";

    private static final long CANCEL_POLL_MILLIS = 20;
    private static final long GREETING_SECONDS = 20;

    private final String where;
    private final Connection connection;
    private final Map<String, Progress> listeners = new ConcurrentHashMap<>();
    private final AtomicLong tokens = new AtomicLong();
    private final Welcome welcome;

    private AgentConnection(String where, Connection.Streams streams) {
        this.where = where;
        ThreadFactory threads =
                Thread.ofPlatform().daemon().name("agent-client-", 0).factory();
        this.connection = Connection.asking(streams, new Told(), Limits.STANDARD, threads);
        this.welcome = greet();
    }

    /**
     * Connects to the agent that listens there, if one does.
     *
     * @throws PatchException (TROUBLE) if what listens there is not to be trusted, or does not answer
     */
    public static Optional<AgentConnection> to(AgentLocation location) {
        location.requireUsable();
        if (Files.notExists(location.socket())) {
            return Optional.empty();
        }
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(location.socket()));
                requireTrusted(channel, location);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            return Optional.of(new AgentConnection(
                    "the agent at " + location.socket(),
                    new Connection.Streams(
                            Channels.newInputStream(channel), Channels.newOutputStream(channel), channel)));
        } catch (ConnectException e) {
            return Optional.empty(); // A dead agent's file.
        } catch (SocketException e) {
            // connect(2): ENOENT where the file went meanwhile; a file one may not connect to says so.
            if (Files.notExists(location.socket())) {
                return Optional.empty();
            }
            throw unreachable(location, e);
        } catch (IOException e) {
            throw unreachable(location, e);
        }
    }

    /**
     * Speaks to an agent over a pair of streams, such as those of {@code suture agent --stdio} on another machine.
     *
     * @param where it is, for messages, e.g. {@code the agent of root}
     */
    public static AgentConnection over(String where, Connection.Streams streams) {
        return new AgentConnection(where, streams);
    }

    /** Somebody else could have put a socket where an agent's is looked for, to learn what is asked of it. */
    private static void requireTrusted(SocketChannel channel, AgentLocation location) throws IOException {
        UserPrincipal peer =
                channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        if (!Me.now().trusts(peer)) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "agent-user",
                    "What listens at %s runs as user %s, not as %s."
                            .formatted(
                                    location.socket(),
                                    peer.getName(),
                                    Me.now().user().getName()),
                    "Name the socket of your own agent in SUTURE_SOCKET.");
        }
    }

    private static PatchException unreachable(AgentLocation location, IOException e) {
        return new PatchException(
                Kind.TROUBLE,
                "agent-unreachable",
                "The agent's socket %s cannot be connected to: %s.".formatted(location.socket(), e.getMessage()),
                "Check its rights, or work without an agent: SUTURE_AGENT=off.",
                e);
    }

    private Welcome greet() {
        JsonRpcRequestFuture<Object> answer =
                connection.request(Calls.HELLO.method(), new Params.Hello(Calls.PROTOCOL_VERSION, "suture"));
        try {
            return Calls.HELLO.result().cast(answer.get(GREETING_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            connection.close();
            throw new PatchException(
                    Kind.TROUBLE,
                    "agent-silent",
                    "There is no answer from %s.".formatted(where),
                    "Look at its log, or work without an agent: SUTURE_AGENT=off.");
        } catch (ExecutionException e) {
            connection.close();
            throw lost(e.getCause());
        } catch (InterruptedException e) {
            connection.close();
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    /** What the agent said of itself. */
    public Welcome welcome() {
        return welcome;
    }

    /** @throws PatchException (TROUBLE) if the agent speaks another version of the protocol */
    public AgentConnection requireSameProtocol() {
        if (welcome.protocolVersion() != Calls.PROTOCOL_VERSION) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "agent-version",
                    "This Suture speaks version %d of the protocol, and %s (process %d, Suture %s) version %d."
                            .formatted(
                                    Calls.PROTOCOL_VERSION,
                                    where,
                                    welcome.pid(),
                                    welcome.version(),
                                    welcome.protocolVersion()),
                    "End it with `suture agent stop`; the next command starts one of this version.");
        }
        return this;
    }

    /** Whether the conversation can go on. */
    public boolean isOpen() {
        return !connection.ended().isDone();
    }

    /** Waits until the agent has ended the conversation. Returns whether it has. */
    public boolean awaitEnd(Duration patience) {
        return connection.awaitEnd(patience);
    }

    /**
     * Asks, and waits for the answer; where the progress says that nobody wants it any more, the agent is told, and what became
     * of the work is waited for all the same.
     *
     * @param params makes the parameters, with the token by which progress is told
     * @throws PatchException the agent's own, or TROUBLE if the conversation ends
     */
    public <P, R> R call(Call<P, R> call, Function<String, P> params, Progress progress) {
        String token = Long.toString(tokens.incrementAndGet());
        listeners.put(token, progress);
        try {
            return call.result().cast(await(connection.request(call.method(), params.apply(token)), progress));
        } finally {
            listeners.remove(token);
        }
    }

    /** As {@link #call(Call, Function, Progress)}, where there is no progress. */
    public <P, R> R call(Call<P, R> call, P params) {
        return call.result().cast(await(connection.request(call.method(), params), Progress.NONE));
    }

    private Object await(JsonRpcRequestFuture<Object> answer, Progress progress) {
        while (true) {
            try {
                return answer.get(CANCEL_POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (progress.cancelled()) {
                    answer.cancelRequest();
                }
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            } catch (InterruptedException e) {
                answer.cancelRequest();
                Thread.currentThread().interrupt();
                throw interrupted();
            }
        }
    }

    private PatchException failure(Throwable cause) {
        if (cause instanceof ResponseErrorException answered) {
            return connection
                    .failure(answered.getResponseError())
                    .map(f -> f.exception())
                    .orElseGet(() -> new PatchException(
                            Kind.TROUBLE,
                            "agent-call",
                            "A call was not answered by %s: %s"
                                    .formatted(
                                            where, answered.getResponseError().getMessage()),
                            "End it with `suture agent stop`; the next command starts another."));
        }
        return lost(cause);
    }

    private PatchException lost(Throwable cause) {
        return new PatchException(
                Kind.TROUBLE,
                LOST,
                "The conversation with %s ended before it answered: %s."
                        .formatted(where, String.valueOf(cause.getMessage()).replaceFirst("\\.$", "")),
                "`suture recover` finishes or undoes what it may have left; `suture status` shows it.",
                cause);
    }

    private static PatchException interrupted() {
        return new PatchException(
                Kind.TROUBLE, "interrupted", "Waiting for the agent was interrupted.", "Run it again when it suits.");
    }

    @Override
    public void close() {
        connection.close();
    }

    /** Hands progress to whoever waits. */
    private final class Told implements Endpoint {
        @Override
        public CompletableFuture<?> request(String method, Object params) {
            throw new UnsupportedOperationException("An agent asks its clients nothing.");
        }

        @Override
        public void notify(String method, Object params) {
            if (params instanceof WireProgress told && told.token() != null) {
                Optional.ofNullable(listeners.get(told.token())).ifPresent(p -> tell(p, told));
            }
        }

        private void tell(Progress progress, WireProgress told) {
            if (told.text() != null) {
                progress.step(told.text());
            } else if (told.done() != null) {
                progress.done(told.done(), told.total() == null ? 0 : told.total());
            }
        }
    }
}
