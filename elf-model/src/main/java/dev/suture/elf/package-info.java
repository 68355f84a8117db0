/** ELF64 files: read, navigated and written. */
package dev.suture.elf;
