package dev.suture.pack;

import java.util.Optional;

/**
 * The distribution's package that the target ELFs come from.
 *
 * @param name as the package manager knows it
 * @param version as the package manager writes it, if known
 */
public record TargetPackage(String name, Optional<String> version) {}
