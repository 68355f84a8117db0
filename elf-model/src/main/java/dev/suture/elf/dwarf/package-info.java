/** DWARF 2 to 5: compilation units, line tables, functions with what was inlined into them, separate debug files. */
package dev.suture.elf.dwarf;
