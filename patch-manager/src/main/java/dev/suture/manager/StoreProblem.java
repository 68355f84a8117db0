package dev.suture.manager;

import java.nio.file.Path;

/**
 * An entry of the store that cannot be used; the others are not affected.
 *
 * @param folder the entry's folder
 * @param message what is wrong with it
 * @param remedy what to do about it
 */
public record StoreProblem(Path folder, String message, String remedy) {}
