package dev.suture.agent.rpc;

/**
 * What one connection may take.
 *
 * @param message most bytes of one message, of either direction
 * @param header most bytes in front of one message
 * @param unread most bytes that are kept for a peer that does not read
 */
public record Limits(int message, int header, int unread) {
    public static final Limits STANDARD = new Limits(16 << 20, 1 << 10, 48 << 20);
}
