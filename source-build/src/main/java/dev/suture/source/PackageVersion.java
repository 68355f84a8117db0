package dev.suture.source;

/**
 * A package of a distribution, source or binary.
 *
 * @param name as its package manager knows it
 * @param version as its package manager writes it
 */
public record PackageVersion(String name, String version) {}
