package dev.suture.nativebridge;

import dev.suture.elf.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;

/** Tells from the head of a process's executable (ELF gABI, chapter 4) what kind of program it is. */
final class ProgramKind {
    private static final int HEAD = 20;
    private static final int EI_CLASS = 4;
    private static final int EI_DATA = 5;
    private static final int E_MACHINE = 18;
    private static final int ELFCLASS64 = 2;
    private static final int ELFDATA2LSB = 1;

    private ProgramKind() {}

    /**
     * What the process runs.
     *
     * @throws ProcessUnsupportedException if it is no architecture known here
     */
    static Architecture architectureOf(LinuxProcess process) {
        byte[] head;
        try (InputStream in = Files.newInputStream(process.executableFile())) {
            head = in.readNBytes(HEAD);
        } catch (IOException e) {
            throw new ProcFiles(process.pid()).failure("exe", e);
        }
        boolean known = head.length == HEAD && head[EI_DATA] == ELFDATA2LSB && head[EI_CLASS] == ELFCLASS64;
        Machine machine = known
                ? Machine.of(
                        ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getShort(E_MACHINE) & 0xffff)
                : Machine.OTHER;
        return Architecture.of(machine)
                .orElseThrow(() -> new ProcessUnsupportedException(
                        process.pid(),
                        "Process " + process.pid()
                                + " does not run a 64-bit x86_64 or aarch64 program; only those can be traced."));
    }
}
