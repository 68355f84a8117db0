package dev.suture.agent.wire;

/**
 * How far work is. Either a sentence about what begins now, or an amount.
 *
 * @param token of the call
 * @param text the sentence; null in a message of an amount
 * @param done how much is done; null in a message of a sentence
 * @param total of how much; 0 if unknown
 */
public record WireProgress(String token, String text, Long done, Long total) {}
