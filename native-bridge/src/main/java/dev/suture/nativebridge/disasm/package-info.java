/** Disassemblers: Capstone through JNA, and the program objdump where Capstone is not installed. */
package dev.suture.nativebridge.disasm;
