package dev.suture.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A client that says bytes. */
final class RawClient implements AutoCloseable {
    static final String HELLO = """
            {"jsonrpc":"2.0","id":"1","method":"agent/hello","params":{"protocolVersion":1,"client":"test"}}""";

    private final SocketChannel channel;
    private final InputStream in;

    RawClient(AgentLocation location) throws IOException {
        this.channel = SocketChannel.open(UnixDomainSocketAddress.of(location.socket()));
        this.in = Channels.newInputStream(channel);
    }

    static byte[] frame(String json) {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(("Content-Length: " + content.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        frame.writeBytes(content);
        return frame.toByteArray();
    }

    /** Returns whether the agent took it: it may have closed its end by then. */
    boolean send(byte[] bytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    boolean say(String json) {
        return send(frame(json));
    }

    /** The next message; empty if the agent has closed its end. */
    String hear() throws IOException {
        StringBuilder header = new StringBuilder();
        while (!header.toString().endsWith("\r\n\r\n")) {
            int c = read();
            if (c < 0) {
                return "";
            }
            header.append((char) c);
        }
        int length = Integer.parseInt(header.toString().replaceAll("\\D", ""));
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private int read() throws IOException {
        try {
            return in.read();
        } catch (SocketException e) {
            return -1; // It closed its end with something of ours unread.
        }
    }

    /** Says no more, and hears all there is to hear. */
    String end() throws IOException {
        try {
            channel.shutdownOutput();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // It closed its end with something of ours unread.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
