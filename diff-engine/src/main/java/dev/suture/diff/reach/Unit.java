package dev.suture.diff.reach;

import dev.suture.diff.item.ObjectItems;

/**
 * One object of a build.
 *
 * @param name what people know it by
 * @param items what it holds
 */
public record Unit(String name, ObjectItems items) {}
