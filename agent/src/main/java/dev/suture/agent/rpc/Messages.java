package dev.suture.agent.rpc;

import com.google.gson.GsonBuilder;
import dev.suture.agent.wire.Call;
import dev.suture.agent.wire.Calls;
import dev.suture.agent.wire.WireProgress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.lsp4j.jsonrpc.json.JsonRpcMethod;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.messages.Message;

/** Turns messages into frames. */
final class Messages {
    /** Held, because java.util.logging forgets the level of a logger that nobody holds. */
    private static final Logger LIBRARY_LOG = Logger.getLogger("org.eclipse.lsp4j.jsonrpc");

    static {
        // It warns of what is no news, such as a request that was answered before its cancellation came.
        LIBRARY_LOG.setLevel(Level.OFF);
    }

    private Messages() {}

    /** What reads and writes messages of {@link Calls}. */
    static MessageJsonHandler json() {
        Map<String, JsonRpcMethod> methods = new HashMap<>();
        for (Call<?, ?> call : Calls.all()) {
            methods.put(call.method(), JsonRpcMethod.request(call.method(), call.result(), call.params()));
        }
        methods.put(Calls.PROGRESS, JsonRpcMethod.notification(Calls.PROGRESS, WireProgress.class));
        return new MessageJsonHandler(methods, GsonBuilder::disableHtmlEscaping);
    }

    static byte[] frame(MessageJsonHandler json, Message message) {
        byte[] content = json.serialize(message).getBytes(StandardCharsets.UTF_8);
        byte[] header = "Content-Length: %d\r\n\r\n".formatted(content.length).getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[header.length + content.length];
        System.arraycopy(header, 0, frame, 0, header.length);
        System.arraycopy(content, 0, frame, header.length, content.length);
        return frame;
    }
}
