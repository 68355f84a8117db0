package dev.suture.upatch.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Machine;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Segment;
import dev.suture.elf.Symbol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Assembly that binutils have assembled and linked: what {@link ProcessorAbi} does is compared with what they do. */
final class LinkedByLd {
    private final ProcessorAbi abi;
    private final ElfFile object;
    private final ElfFile linked;

    private LinkedByLd(ProcessorAbi abi, ElfFile object, ElfFile linked) {
        this.abi = abi;
        this.object = object;
        this.linked = linked;
    }

    static LinkedByLd of(Path folder, Machine machine, String listing, String... linkOptions) throws Exception {
        String prefix = machine == Machine.AARCH64 ? "aarch64-linux-gnu-" : "";
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin", prefix + "ld")),
                "skipped: " + prefix + "ld is not installed (binutils-aarch64-linux-gnu)");
        Path source = Files.writeString(folder.resolve(machine.label() + ".s"), listing);
        Path object = folder.resolve(machine.label() + ".o");
        Path linked = folder.resolve(machine.label());
        run(List.of(prefix + "as", "-o", object.toString(), source.toString()));
        List<String> link = new ArrayList<>(List.of(prefix + "ld", "--no-relax", "-e", "0", "-o", linked.toString()));
        link.addAll(List.of(linkOptions));
        link.add(object.toString());
        run(link);
        return new LinkedByLd(ProcessorAbi.of(machine).orElseThrow(), ElfFile.open(object), ElfFile.open(linked));
    }

    private static void run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
    }

    ElfFile linked() {
        return linked;
    }

    /** The code the linker made. */
    byte[] code() {
        return linked.section(".text").orElseThrow().contents().toArray();
    }

    long codeStart() {
        return linked.section(".text").orElseThrow().address();
    }

    Section objectCode() {
        return object.section(".text").orElseThrow();
    }

    List<Relocation> relocations() {
        return object.relocations(object.relocationSectionsOf(objectCode()).getFirst());
    }

    /** What the relocation is made from: where the linker has put what its need is. */
    long value(Relocation relocation) {
        Symbol symbol = object.symbols().get(relocation.symbol());
        return relocation.addend()
                + switch (abi.form(relocation.type()).orElseThrow().need()) {
                    case NOTHING -> 0;
                    case ADDRESS, CALL -> address(symbol.name());
                    case SLOT -> slot(symbol.name(), DynamicSlot.ADDRESS);
                    case THREAD_SLOT -> slot(symbol.name(), DynamicSlot.THREAD_OFFSET);
                    case THREAD_OFFSET -> threadOffset(symbol.name());
                };
    }

    long address(String name) {
        return linked.symbols().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no symbol " + name))
                .value();
    }

    private long threadOffset(String name) {
        Segment block = linked.segments().stream()
                .filter(s -> s.type() == Segment.TLS)
                .findFirst()
                .orElseThrow();
        return abi.threadOffset(address(name), block.memorySize(), block.alignment());
    }

    private long slot(String name, DynamicSlot wanted) {
        return linked.sections().stream()
                .filter(s -> s.type() == Section.RELA)
                .flatMap(s -> linked.relocations(s).stream())
                .filter(r -> abi.dynamicSlot(r.type()) == wanted
                        && linked.dynamicSymbols().get(r.symbol()).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no slot of " + name))
                .offset();
    }
}
