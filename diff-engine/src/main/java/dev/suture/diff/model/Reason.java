package dev.suture.diff.model;

/**
 * Why a change counts.
 *
 * @param id stable, for scripts and filters, e.g. {@code code-changed}
 * @param text one sentence for people, naming what differs
 */
public record Reason(String id, String text) {}
