package dev.suture.nativebridge.watch;

/** Where a probe's registers stand in struct pt_regs (asm/ptrace.h). */
final class PtRegs {
    private static final int X86_64_IP = 16 * Long.BYTES;
    private static final int AARCH64_PC = 32 * Long.BYTES;

    private PtRegs() {}

    /** The offset of the program counter, on the machine this runs on. */
    static int programCounter() {
        String machine = System.getProperty("os.arch");
        return switch (machine) {
            case "amd64", "x86_64" -> X86_64_IP;
            case "aarch64" -> AARCH64_PC;
            default ->
                throw new WatchUnsupportedException(
                        "Starting processes can be held on x86_64 and aarch64; this machine is " + machine + ".");
        };
    }
}
