package dev.suture.diff.model;

/**
 * What a rule says of a change.
 *
 * @param id stable, e.g. {@code data-changed}
 * @param severity how much it weighs
 * @param item name of the function or datum it is about
 * @param text the cause, one sentence
 * @param remedy what to do about it, one sentence
 */
public record Finding(String id, Severity severity, String item, String text, String remedy) {}
