package dev.suture.nativebridge.disasm;

import com.sun.jna.ptr.IntByReference;
import dev.suture.elf.Machine;
import dev.suture.elf.asm.Disassembler;
import dev.suture.elf.asm.Instruction;
import java.util.List;
import java.util.Optional;

/** Decodes x86_64 (Intel syntax) and AArch64 with the library Capstone, version 4 or 5. */
public final class CapstoneDisassembler implements Disassembler {
    private static final int PRIORITY = 100;

    private final String name;
    private final Optional<CapstoneEngine> x8664;
    private final Optional<CapstoneEngine> aarch64;

    public CapstoneDisassembler() {
        Optional<CapstoneLibrary> library = CapstoneLibrary.load();
        IntByReference major = new IntByReference();
        IntByReference minor = new IntByReference();
        library.ifPresent(loaded -> loaded.cs_version(major, minor));
        name = library.isPresent()
                ? "Capstone " + major.getValue() + "." + minor.getValue()
                : "Capstone (not installed)";
        Optional<InsnLayout> layout = InsnLayout.ofVersion(major.getValue());
        x8664 = library.flatMap(loaded -> layout.flatMap(
                known -> CapstoneEngine.open(loaded, known, CapstoneLibrary.ARCH_X86, CapstoneLibrary.MODE_64)));
        aarch64 = library.flatMap(loaded -> layout.flatMap(known ->
                CapstoneEngine.open(loaded, known, CapstoneLibrary.ARCH_ARM64, CapstoneLibrary.MODE_LITTLE_ENDIAN)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean supports(Machine machine) {
        return engine(machine).isPresent();
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public List<Instruction> disassemble(Machine machine, byte[] code, long address) {
        return engine(machine)
                .orElseThrow(() -> new IllegalArgumentException(
                        name + " cannot decode " + machine.label() + " here; install libcapstone4 or libcapstone5."))
                .disassemble(code, address);
    }

    private Optional<CapstoneEngine> engine(Machine machine) {
        return switch (machine) {
            case X86_64 -> x8664;
            case AARCH64 -> aarch64;
            default -> Optional.empty();
        };
    }
}
