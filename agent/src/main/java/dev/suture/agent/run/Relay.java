package dev.suture.agent.run;

import dev.suture.agent.AgentLocation;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/** Hands bytes to and fro between an agent's socket and a pair of streams. */
final class Relay {
    private final AgentLocation location;

    Relay(AgentLocation location) {
        this.location = location;
    }

    /**
     * Returns when the agent has closed its end. When {@code in} ends, the agent is told, and closes it.
     *
     * @return exit code
     */
    int run(InputStream in, OutputStream out) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(location.socket()))) {
            Thread.ofPlatform().daemon().name("relay").start(() -> {
                copy(in, Channels.newOutputStream(channel));
                shutdown(channel);
            });
            copy(Channels.newInputStream(channel), out);
            return 0;
        } catch (IOException e) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "agent-unreachable",
                    "The agent's socket %s cannot be connected to: %s.".formatted(location.socket(), e.getMessage()),
                    "Run it again.",
                    e);
        }
    }

    private static void copy(InputStream in, OutputStream out) {
        byte[] buffer = new byte[64 << 10];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            // Either side is gone; so is the conversation.
        }
    }

    private static void shutdown(SocketChannel channel) {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            // It is closed already.
        }
    }
}
