package dev.suture.pack;

/**
 * One file of a package besides {@code package.json} and its signature.
 *
 * @param path relative, {@code /} between the parts
 * @param size in bytes
 * @param sha256 lower-case hex
 */
public record PackagedFile(String path, long size, String sha256) {}
