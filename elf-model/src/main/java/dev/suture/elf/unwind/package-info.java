/**
 * How to get from a function to its caller: the call frame information of {@code .eh_frame} (LSB Core, "Exception
 * Frames") and {@code .debug_frame} (DWARF 5, 6.4).
 */
package dev.suture.elf.unwind;
