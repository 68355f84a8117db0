package dev.suture.elf.asm;

/**
 * A place in machine code that holds a distance: what it leads to depends on where the code lies.
 *
 * @param instruction byte offset of the instruction
 * @param field byte offset of the bytes that hold the distance
 * @param width length of the field in bytes; on machines with fixed instruction length that of the instruction
 * @param target byte offset it leads to, counted like the others, so it may lie outside of the code
 * @param shape where the distance is not whole bytes: the instruction with the distance's bits cleared; 0 otherwise
 * @param branch whether control goes there; otherwise the address is computed or its contents are read or written
 */
public record CodeReference(int instruction, int field, int width, int shape, long target, boolean branch) {}
