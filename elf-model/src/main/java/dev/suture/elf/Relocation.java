package dev.suture.elf;

/**
 * One relocation (ELF gABI, "Relocation").
 *
 * @param offset byte offset in the relocated section (relocatable files) or address (linked files)
 * @param type the processor-specific number
 * @param symbol index in the symbol table the relocation section is linked to; 0 for none
 * @param addend the addend; for REL sections, where it stands in the relocated bytes, 0
 */
public record Relocation(long offset, int type, int symbol, long addend) {}
