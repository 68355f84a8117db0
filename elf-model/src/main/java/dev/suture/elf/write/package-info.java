/** Writing ELF files: as they were read, or changed. */
package dev.suture.elf.write;
