package dev.suture.diff.item;

/**
 * One place where an item refers to something: a relocation, or in linked code a distance, resolved to what it means.
 *
 * @param offset byte offset in the item
 * @param type the processor-specific relocation type
 * @param addend the addend as it stands in the file; PC-relative ones contain the distance to the next instruction
 * @param width how many of the item's bytes hold the reference's value rather than contents; 0 where they are zero anyway
 * @param target what it points at
 */
public record Reference(long offset, int type, long addend, int width, Target target) {}
