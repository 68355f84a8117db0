package dev.suture.diff.item;

/**
 * One relocation of an item, with its symbol resolved to what it means.
 *
 * @param offset byte offset in the item
 * @param type the processor-specific relocation type
 * @param addend the addend as it stands in the file; PC-relative ones contain the distance to the next instruction
 * @param target what it points at
 */
public record Reference(long offset, int type, long addend, Target target) {}
