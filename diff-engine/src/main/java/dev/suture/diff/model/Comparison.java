package dev.suture.diff.model;

import dev.suture.diff.correlate.Pairing;
import dev.suture.diff.item.ObjectItems;

/**
 * What a difference was worked out from: needed to draw its rows and to extract a hot patch.
 *
 * @param base items of the base object
 * @param patched items of the patched object
 * @param pairing which is which
 */
public record Comparison(ObjectItems base, ObjectItems patched, Pairing pairing) {}
