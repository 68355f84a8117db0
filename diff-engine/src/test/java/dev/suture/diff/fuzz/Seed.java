package dev.suture.diff.fuzz;

/** A sound pair of files. */
public record Seed(String name, byte[] base, byte[] patched) {}
