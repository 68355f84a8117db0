package dev.suture.diff.reach;

import dev.suture.diff.item.Item;

/**
 * A function or datum of one of the objects.
 *
 * @param unit the object
 * @param item what it holds
 */
public record Member(Unit unit, Item item) {}
