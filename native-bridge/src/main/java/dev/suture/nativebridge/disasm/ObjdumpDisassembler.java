package dev.suture.nativebridge.disasm;

import dev.suture.elf.Machine;
import dev.suture.elf.asm.Disassembler;
import dev.suture.elf.asm.Instruction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decodes with the program objdump of GNU binutils: for machines without Capstone. Slow for small pieces, since each
 * call starts a program.
 */
public final class ObjdumpDisassembler implements Disassembler {
    private static final int PRIORITY = 10;

    private final Map<Machine, List<String>> commands = new EnumMap<>(Machine.class);

    public ObjdumpDisassembler() {
        find("objdump", "x86_64-linux-gnu-objdump")
                .filter(program -> knows(program, "i386:x86-64"))
                .ifPresent(
                        program -> commands.put(Machine.X86_64, List.of(program, "-m", "i386:x86-64", "-M", "intel")));
        Stream.of("objdump", "aarch64-linux-gnu-objdump")
                .flatMap(name -> find(name).stream())
                .filter(program -> knows(program, "aarch64"))
                .findFirst()
                .ifPresent(program -> commands.put(Machine.AARCH64, List.of(program, "-m", "aarch64")));
    }

    @Override
    public String name() {
        return "objdump";
    }

    @Override
    public boolean supports(Machine machine) {
        return commands.containsKey(machine);
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public List<Instruction> disassemble(Machine machine, byte[] code, long address) {
        if (!supports(machine)) {
            throw new IllegalArgumentException(
                    "No objdump for " + machine.label() + " is installed; install GNU binutils for it.");
        }
        if (code.length == 0) {
            return List.of();
        }
        Path file = null;
        try {
            file = Files.createTempFile("suture-code", ".bin");
            Files.write(file, code);
            return new ObjdumpListing(code, address).read(run(machine, file, address));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run objdump on " + code.length + " bytes of code: " + e, e);
        } finally {
            delete(file);
        }
    }

    private List<String> run(Machine machine, Path file, long address) throws IOException {
        // -D -z: everything, blocks of zeros too; -w: one row for each instruction.
        List<String> command = Stream.of(
                        commands.get(machine),
                        List.of("-D", "-z", "-w", "-b", "binary"),
                        List.of("--adjust-vma=0x" + Long.toHexString(address), file.toString()))
                .flatMap(List::stream)
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
                .lines()
                .toList();
        int exit = process.onExit().join().exitValue();
        if (exit != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + exit);
        }
        return lines;
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            file.toFile().deleteOnExit(); // a leftover in the temporary folder is no reason to fail
        }
    }

    /** The first of these programs that is on PATH. */
    private static Optional<String> find(String... names) {
        return Stream.of(names)
                .filter(name -> Stream.of(Optional.ofNullable(System.getenv("PATH"))
                                .orElse("/usr/bin:/bin")
                                .split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name))))
                .findFirst();
    }

    /** Whether this objdump was built for an architecture: its help lists them. */
    private static boolean knows(String program, String architecture) {
        try {
            Process process = new ProcessBuilder(program, "--info")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            // --info names families ("i386", "aarch64"), not their members.
            return text.lines().map(String::strip).anyMatch(architecture.split(":")[0]::equals);
        } catch (IOException e) {
            return false; // it cannot be run, so it cannot be used
        }
    }
}
