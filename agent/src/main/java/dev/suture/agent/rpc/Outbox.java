package dev.suture.agent.rpc;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * What is to be written, so that nobody who has something to say waits for a peer that does not read. One thread writes;
 * any may add.
 */
final class Outbox {
    private final OutputStream out;
    private final int most;
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean closing;
    private boolean closed;
    /** When the write that is under way began, as {@link System#nanoTime()}; 0 if none is. */
    private volatile long began;

    Outbox(OutputStream out, int most) {
        this.out = out;
        this.most = most;
    }

    /**
     * Adds a whole message.
     *
     * @return false if it does not fit, or nothing is written any more
     */
    synchronized boolean add(byte[] message) {
        return add(message, most);
    }

    /** Adds a message that is no loss if the peer is behind with reading. */
    synchronized void addIfIdle(byte[] message) {
        add(message, most / 64);
    }

    private boolean add(byte[] message, int room) {
        if (closing || closed || bytes + message.length > room) {
            return false;
        }
        waiting.add(message);
        bytes += message.length;
        notifyAll();
        return true;
    }

    /** Takes no more; {@link #run} returns when all that waits is written. */
    synchronized void finish() {
        closing = true;
        notifyAll();
    }

    /** Drops what waits; {@link #run} returns when the write under way ends. */
    synchronized void close() {
        closed = true;
        waiting.clear();
        bytes = 0;
        notifyAll();
    }

    /** How long the write that is under way takes already. */
    Duration underWay() {
        long since = began;
        return since == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    /** Writes until it is finished or closed. */
    void run() throws IOException {
        try {
            for (Optional<byte[]> next = next(); next.isPresent(); next = next()) {
                began = Math.max(1, System.nanoTime());
                out.write(next.get());
                out.flush();
                began = 0;
            }
        } finally {
            close();
        }
    }

    private synchronized Optional<byte[]> next() {
        while (waiting.isEmpty() && !closing && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        Optional<byte[]> next = Optional.ofNullable(waiting.poll());
        next.ifPresent(n -> bytes -= n.length);
        return next;
    }
}
