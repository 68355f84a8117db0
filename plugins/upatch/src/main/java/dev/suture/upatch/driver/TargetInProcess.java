package dev.suture.upatch.driver;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Segment;
import dev.suture.nativebridge.LinuxProcess;
import dev.suture.nativebridge.MemoryMapping;
import dev.suture.upatch.abi.ProcessorAbi;

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
    /**
     * The bias of a mapping of code: its segment is the executable one that holds the file offset it shows.
     *
     * @param page size of the process's pages
     */
    static long bias(ElfFile file, MemoryMapping mapping, long page) {
        for (Segment segment : file.segments()) {
            long pageOffset = segment.offset() & -page;
            boolean code = (segment.flags() & Segment.EXECUTE) != 0;
            if (segment.type() == Segment.LOAD
                    && code == mapping.executable()
                    && mapping.offset() >= pageOffset
                    && mapping.offset() < segment.offset() + segment.fileSize()) {
                // The loader keeps addresses and file offsets apart by the same distance (gABI, "Program Loading").
                return mapping.start() - mapping.offset() - (segment.address() - segment.offset());
            }
        }
        return mapping.start() - mapping.offset();
    }

    /** Start and end, uninitialised data included, as the ELF says. */
    static TargetInProcess at(LinuxProcess process, ElfFile file, String path, long bias) {
        long page = process.pageSize();
        long lowest = Long.MAX_VALUE;
        long highest = 0;
        for (Segment segment : file.segments()) {
            if (segment.type() == Segment.LOAD) {
                lowest = Math.min(lowest, segment.address() & -page);
                highest = Math.max(highest, (segment.address() + segment.memorySize() + page - 1) & -page);
            }
        }
        return new TargetInProcess(process, file, path, bias, bias + lowest, bias + highest);
    }

    /** What its processor asks of a patch. */
    ProcessorAbi abi() {
        return ProcessorAbi.of(file.header().machine()).orElseThrow();
    }

    /** The address in the process of an address of the ELF. */
    long address(long elfAddress) {
        return bias + elfAddress;
    }
}
