package dev.suture.agent.server;

import dev.suture.agent.rpc.Connection;
import dev.suture.agent.rpc.Limits;
import dev.suture.agent.wire.Calls;
import dev.suture.agent.wire.Params;
import dev.suture.agent.wire.Results;
import dev.suture.agent.wire.Welcome;
import dev.suture.agent.wire.WireProgress;
import dev.suture.plugin.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;

/**
 * One client. What it asked for and has not got yet is cancelled when it goes: nobody would learn what became of it, and a
 * cancelled change leaves every process as it was.
 */
final class Session implements Endpoint {
    private static final int MOST_AT_ONCE = 32;
    /** How long a client may take to say who it is. */
    private static final Duration GREETING = Duration.ofSeconds(10);
    /** How long one message may take to come or to be read. */
    private static final Duration STALL = Duration.ofSeconds(30);

    private static final Duration GIVES_WAY = Duration.ofMinutes(1);
    private static final Duration GREETING_GIVES_WAY = Duration.ofSeconds(1);

    private final Welcome welcome;
    private final Map<String, Served<?, ?>> served;
    private final Lanes lanes;
    private final Runnable stop;
    private final Set<Task<?>> asked = ConcurrentHashMap.newKeySet();
    private final long began = System.nanoTime();
    private final Connection connection;
    /** A message may come before the constructor is through: whoever answers it waits for that. */
    private final CountDownLatch ready = new CountDownLatch(1);

    private volatile boolean greeted;
    private volatile long lastRequest = System.nanoTime();

    /**
     * Begins to answer.
     *
     * @param stop ends the agent
     */
    Session(Connection.Streams streams, Welcome welcome, Map<String, Served<?, ?>> served, Lanes lanes, Runnable stop) {
        this.welcome = welcome;
        this.served = served;
        this.lanes = lanes;
        this.stop = stop;
        // Virtual threads: a client that says nothing holds a few kilobytes and no thread.
        this.connection = Connection.answering(
                streams, this, Limits.STANDARD, Thread.ofVirtual().factory());
        this.connection.ended().thenRun(() -> asked.forEach(t -> t.cancel(true)));
        ready.countDown();
    }

    @Override
    public CompletableFuture<?> request(String method, Object params) {
        lastRequest = System.nanoTime();
        if (method.equals(Calls.HELLO.method())) {
            return greet(params);
        }
        if (method.equals(Calls.STOP.method())) {
            stop.run();
            return CompletableFuture.completedFuture(new Results.None());
        }
        if (!greeted) {
            throw error(
                    ResponseErrorCode.InvalidRequest,
                    "Say %s first, in version %d of the protocol."
                            .formatted(Calls.HELLO.method(), Calls.PROTOCOL_VERSION));
        }
        Served<?, ?> wanted = Optional.ofNullable(served.get(method))
                .orElseThrow(() -> error(ResponseErrorCode.MethodNotFound, "There is no such call."));
        if (asked.size() >= MOST_AT_ONCE) {
            throw error(
                    ResponseErrorCode.InvalidRequest,
                    "No more than %d calls are answered at a time.".formatted(MOST_AT_ONCE));
        }
        return begin(wanted, params);
    }

    private CompletableFuture<Welcome> greet(Object params) {
        if (!(params instanceof Params.Hello hello)) {
            throw error(ResponseErrorCode.InvalidParams, "A greeting says its protocolVersion.");
        }
        greeted = hello.protocolVersion() == Calls.PROTOCOL_VERSION;
        return CompletableFuture.completedFuture(welcome);
    }

    private <P, R> Task<R> begin(Served<P, R> wanted, Object params) {
        Optional<Object> given =
                Optional.ofNullable(wanted.call().params() == Params.None.class ? new Params.None() : params);
        Task<R> task = wanted.task(given, this::listener)
                .orElseThrow(() -> error(ResponseErrorCode.InvalidParams, "The parameters are missing."));
        asked.add(task);
        task.whenComplete((result, failure) -> asked.remove(task));
        awaitReady();
        if (connection.ended().isDone()) {
            task.cancel(true);
        }
        return wanted.lane() == Served.Lane.CHANGE ? lanes.change(task) : lanes.question(task);
    }

    private Progress listener(Object params) {
        if (!(params instanceof Params.Watched watched) || watched.progressToken() == null) {
            return Progress.NONE;
        }
        String token = watched.progressToken();
        return new Progress() {
            @Override
            public void step(String text) {
                connection.progress(new WireProgress(token, text, null, null));
            }

            @Override
            public void done(long count, long total) {
                connection.progress(new WireProgress(token, null, count, total));
            }
        };
    }

    @Override
    public void notify(String method, Object params) {
        // A client has nothing to tell but that it no longer wants an answer, which the connection understands itself.
    }

    private void awaitReady() {
        boolean interrupted = false;
        while (true) {
            try {
                ready.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    Connection connection() {
        return connection;
    }

    /** Why it should not be served any longer. */
    Optional<String> fault() {
        if (connection.stalled().compareTo(STALL) > 0) {
            return Optional.of("a message takes too long");
        }
        boolean late = !greeted && System.nanoTime() - began > GREETING.toNanos();
        return late && asked.isEmpty() ? Optional.of("it does not say who it is") : Optional.empty();
    }

    /** Whether it gives way to another client where there is no more room; it may connect again. */
    boolean givesWay() {
        Duration patience = greeted ? GIVES_WAY : GREETING_GIVES_WAY;
        return asked.isEmpty() && idle().compareTo(patience) > 0;
    }

    /** How long it has asked for nothing. */
    Duration idle() {
        return Duration.ofNanos(System.nanoTime() - lastRequest);
    }

    private static ResponseErrorException error(ResponseErrorCode code, String text) {
        return new ResponseErrorException(new ResponseError(code, text, null));
    }
}
