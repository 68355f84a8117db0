package dev.suture.workbench.mark;

import dev.suture.diff.item.ItemKind;

/**
 * An item of a review, as it can be found again in later builds.
 *
 * @param object what people know its object by
 * @param kind function or data
 * @param name its name
 * @param nth which of several of that name it is, from 0
 */
public record ItemKey(String object, ItemKind kind, String name, int nth) {}
