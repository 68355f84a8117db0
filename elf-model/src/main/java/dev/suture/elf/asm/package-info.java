/** The small interface behind which disassemblers stand; elf-model itself contains none. */
package dev.suture.elf.asm;
