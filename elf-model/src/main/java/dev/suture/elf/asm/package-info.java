/** The small interfaces behind which disassemblers and demanglers stand; elf-model itself contains none. */
package dev.suture.elf.asm;
