package dev.suture.agent.rpc;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import dev.suture.agent.wire.Calls;
import dev.suture.agent.wire.WireFailure;
import dev.suture.agent.wire.WireProgress;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.JsonRpcRequestFuture;
import org.eclipse.lsp4j.jsonrpc.MessageIssueException;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.messages.NotificationMessage;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;

/**
 * One side of a conversation over a pair of streams. Malformed input is answered with an error, after which the
 * conversation ends.
 */
public final class Connection implements AutoCloseable {
    private final Closeable transport;
    private final Limits limits;
    private final MessageJsonHandler json = Messages.json();
    private final FrameReader reader;
    private final Outbox outbox;
    private final RemoteEndpoint remote;
    private final boolean answersOnly;
    private final AtomicReference<String> reason = new AtomicReference<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final Set<CompletableFuture<?>> unanswered = ConcurrentHashMap.newKeySet();

    private Connection(Streams streams, Endpoint local, Limits limits, boolean answersOnly) {
        this.transport = streams.transport();
        this.limits = limits;
        this.answersOnly = answersOnly;
        this.reader = new FrameReader(streams.in(), limits);
        this.outbox = new Outbox(streams.out(), limits.unread());
        this.remote = new RemoteEndpoint(this::send, local, Connection::error);
        this.remote.setJsonHandler(json);
        this.json.setMethodProvider(remote);
    }

    /**
     * What a conversation runs over.
     *
     * @param transport closing it ends reads and writes that are under way
     */
    public record Streams(InputStream in, OutputStream out, Closeable transport) {}

    /** The side that answers; whatever answers to something is malformed for it. */
    public static Connection answering(Streams streams, Endpoint local, Limits limits, ThreadFactory threads) {
        return new Connection(streams, local, limits, true).start(threads);
    }

    /** The side that asks. */
    public static Connection asking(Streams streams, Endpoint local, Limits limits, ThreadFactory threads) {
        return new Connection(streams, local, limits, false).start(threads);
    }

    private Connection start(ThreadFactory threads) {
        threads.newThread(this::read).start();
        threads.newThread(this::write).start();
        return this;
    }

    /** Asks the other side. The future fails with a {@link ResponseErrorException}, or whatever ended the conversation. */
    public JsonRpcRequestFuture<Object> request(String method, Object params) {
        JsonRpcRequestFuture<Object> answer = remote.request(method, params);
        unanswered.add(answer);
        answer.whenComplete((result, failure) -> unanswered.remove(answer));
        if (ended.isDone()) {
            answer.completeExceptionally(new IOException(ended.join()));
        }
        return answer;
    }

    /** Tells the other side; lost if it is behind with reading. */
    public void progress(WireProgress progress) {
        NotificationMessage message = new NotificationMessage();
        message.setMethod(Calls.PROGRESS);
        message.setParams(progress);
        outbox.addIfIdle(Messages.frame(json, message));
    }

    /** The failure that an error tells of, if it is one of the agent's. */
    public Optional<WireFailure> failure(ResponseError error) {
        return error.getCode() == Calls.FAILURE_CODE && error.getData() instanceof JsonElement data
                ? Optional.of(json.getGson().fromJson(data, WireFailure.class))
                : Optional.empty();
    }

    /** Completes, with the reason, when the conversation has ended. */
    public CompletableFuture<String> ended() {
        return ended;
    }

    /** Waits until the conversation has ended. Returns whether it has. */
    public boolean awaitEnd(Duration patience) {
        try {
            ended.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How long the peer leaves something half done: a message that it sends, or one that it does not read. */
    public Duration stalled() {
        Duration reading = reader.underWay();
        Duration writing = outbox.underWay();
        return reading.compareTo(writing) > 0 ? reading : writing;
    }

    /** Ends the conversation when all that was said is written. */
    public void finish() {
        outbox.finish();
    }

    @Override
    public void close() {
        end("it was closed");
    }

    private void end(String why) {
        if (!reason.compareAndSet(null, why)) {
            return;
        }
        outbox.close();
        try {
            transport.close();
        } catch (IOException e) {
            // Closing is all that can be done.
        }
        ended.complete(why);
        unanswered.forEach(answer -> answer.completeExceptionally(new IOException(ended.join())));
    }

    private void read() {
        try {
            for (Optional<String> text = reader.next(); text.isPresent(); text = reader.next()) {
                receive(text.get());
            }
            if (answersOnly) {
                outbox.finish(); // It may wait for answers all the same (shutdown(2)).
            } else {
                end("the other side closed it");
            }
        } catch (MalformedFrameException e) {
            refuse(e.getMessage());
        } catch (IOException e) {
            end(String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            refuse("it could not be read");
        }
    }

    private void receive(String text) throws MalformedFrameException {
        try {
            Message message = json.parseMessage(text);
            if (message == null || answersOnly && message instanceof ResponseMessage) {
                throw new MalformedFrameException("it is no request");
            }
            if (message instanceof RequestMessage request && request.getMethod() == null) {
                throw new MalformedFrameException("it names no method");
            }
            remote.consume(message);
        } catch (MessageIssueException e) {
            if (!(e.getRpcMessage() instanceof RequestMessage request)) {
                throw new MalformedFrameException("it is no JSON-RPC message");
            }
            respond(request, ResponseErrorCode.InvalidParams, "The parameters of this call are malformed.");
        } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
            throw new MalformedFrameException("it is no JSON-RPC message");
        }
    }

    private void respond(RequestMessage request, ResponseErrorCode code, String text) {
        ResponseMessage response = new ResponseMessage();
        response.setRawId(request.getRawId());
        response.setError(new ResponseError(code, text, null));
        send(response);
    }

    /** What follows cannot be told from what was malformed: the last word, then the end. */
    private void refuse(String why) {
        if (answersOnly) {
            ResponseMessage response = new ResponseMessage();
            response.setError(new ResponseError(
                    ResponseErrorCode.ParseError, "This message is malformed: %s.".formatted(why), null));
            send(response);
            outbox.finish();
        } else {
            end("a message was malformed: " + why);
        }
    }

    private void write() {
        try {
            outbox.run();
            end("it was closed");
        } catch (IOException e) {
            end(String.valueOf(e.getMessage()));
        }
    }

    private void send(Message message) {
        byte[] frame = Messages.frame(json, message);
        if (frame.length > limits.message()) {
            if (!(message instanceof ResponseMessage response)) {
                throw new IllegalArgumentException("The message is longer than %d bytes.".formatted(limits.message()));
            }
            response.setResult(null);
            response.setError(new ResponseError(
                    ResponseErrorCode.InternalError,
                    "The answer is longer than %d bytes.".formatted(limits.message()),
                    null));
            frame = Messages.frame(json, response);
        }
        if (!outbox.add(frame)) {
            end("the other side does not read");
        }
    }

    private static ResponseError error(Throwable thrown) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (failure instanceof ResponseErrorException known) {
            return known.getResponseError();
        }
        WireFailure told = WireFailure.of(failure);
        return new ResponseError(Calls.FAILURE_CODE, told.message(), told);
    }
}
