package dev.suture.nativebridge;

import dev.suture.elf.ElfBytes;

/**
 * Code that no file has and how to unwind it: a hot patch that is in a process with its own unwind records.
 *
 * @param name what people call the code, e.g. the patch's name
 * @param code where the code lies in the process
 * @param records the records in the format of {@code .eh_frame}, as they stand in the process, up to their end
 * @param address where the records lie in the process
 */
public record CodeRecords(String name, AddressRange code, ElfBytes records, long address) {}
