package dev.suture.upatch.driver;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Segment;
import dev.suture.nativebridge.LinuxProcess;
import dev.suture.nativebridge.MemoryMapping;

/**
 * A target ELF where one process has mapped it.
 *
 * @param process the process
 * @param file the very file that is mapped
 * @param path its path as the process knows it
 * @param bias what to add to the ELF's addresses to get those of the process
 * @param start lowest address of its mappings
 * @param end address behind its highest mapping
 */
record TargetInProcess(LinuxProcess process, ElfFile file, String path, long bias, long start, long end) {
    private static final long PAGE = 4096;

    /** The bias of a mapping: its segment is the one whose page-aligned file offset the mapping shows. */
    static long bias(ElfFile file, MemoryMapping mapping) {
        for (Segment segment : file.segments()) {
            long pageOffset = segment.offset() & -PAGE;
            if (segment.type() == Segment.LOAD && pageOffset == mapping.offset()) {
                return mapping.start() - (segment.address() & -PAGE);
            }
        }
        return mapping.start() - mapping.offset();
    }

    /** The address in the process of an address of the ELF. */
    long address(long elfAddress) {
        return bias + elfAddress;
    }
}
