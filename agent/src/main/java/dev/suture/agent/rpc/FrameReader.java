package dev.suture.agent.rpc;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Cuts a stream into messages: a header of lines {@code NAME: VALUE} with a {@code Content-Length}, an empty line, and that
 * many bytes of UTF-8, as in the Language Server Protocol's base protocol. One thread reads; any may ask how long a message
 * has been under way.
 */
final class FrameReader {
    private static final String LENGTH = "content-length:";

    private final InputStream in;
    private final Limits limits;
    /** When the first byte of the current message came, as {@link System#nanoTime()}; 0 between messages. */
    private volatile long began;

    FrameReader(InputStream in, Limits limits) {
        this.in = new BufferedInputStream(in);
        this.limits = limits;
    }

    /**
     * The text of the next message; empty at the end of the stream between two messages.
     *
     * @throws MalformedFrameException if there is no length, or one over the limit, or the header is too long
     */
    Optional<String> next() throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        began = Math.max(1, System.nanoTime());
        int length = header(first);
        // Memory is taken as bytes come, not as they are announced.
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the stream ended inside a message");
        }
        began = 0;
        return Optional.of(text(bytes));
    }

    /** How long the message that has begun to come takes already; zero between messages. */
    Duration underWay() {
        long since = began;
        return since == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    private int header(int first) throws IOException {
        Optional<Integer> length = Optional.empty();
        StringBuilder line = new StringBuilder();
        int c = first;
        for (int count = 1; ; count++) {
            if (count > limits.header()) {
                throw new MalformedFrameException("its header is longer than %d bytes".formatted(limits.header()));
            }
            if (c < 0) {
                throw new EOFException("the stream ended inside a header");
            }
            if (c != '\n') {
                line.append((char) c);
            } else {
                String text = line.toString().strip();
                if (text.isEmpty()) {
                    return length.orElseThrow(() -> new MalformedFrameException("it has no Content-Length"));
                }
                if (text.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                    length = Optional.of(length(text.substring(LENGTH.length()).strip()));
                }
                line.setLength(0);
            }
            c = in.read();
        }
    }

    private int length(String digits) throws MalformedFrameException {
        if (!digits.matches("[0-9]{1,18}")) {
            throw new MalformedFrameException("its Content-Length is no number");
        }
        long length = Long.parseLong(digits);
        if (length > limits.message()) {
            throw new MalformedFrameException(
                    "it is %d bytes long, of which %d are allowed".formatted(length, limits.message()));
        }
        return (int) length;
    }

    private static String text(byte[] bytes) throws MalformedFrameException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedFrameException("it is no UTF-8");
        }
    }
}
