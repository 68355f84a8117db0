package dev.suture.upatch.build;

import static dev.suture.plugin.PatchException.Kind.REFUSED;
import static dev.suture.plugin.PatchException.Kind.TROUBLE;

import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.ElfHeader;
import dev.suture.elf.dwarf.DebugFiles;
import dev.suture.elf.dwarf.Dwarf;
import dev.suture.plugin.PatchException;
import dev.suture.upatch.abi.ProcessorAbi;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The ELF that processes run, opened and found fit to be patched.
 *
 * @param file the ELF
 * @param name its file name
 * @param buildId its build-id in lower-case hex
 * @param symbolFile the ELF itself, or its debug file where it is stripped
 * @param symbols all its symbols, of that file
 */
record TargetElf(ElfFile file, String name, String buildId, ElfFile symbolFile, TargetSymbols symbols) {
    /** What gcc calls the units of code it makes at link time in DW_AT_producer. */
    private static final String MADE_AT_LINK_TIME = "GNU GIMPLE";

    /** What its processor asks of a patch. */
    ProcessorAbi abi() {
        return ProcessorAbi.of(file.header().machine()).orElseThrow();
    }

    /**
     * @throws PatchException TROUBLE if a file cannot be read, REFUSED if it cannot be patched
     */
    static TargetElf open(Path path, Optional<Path> debugFile) {
        ElfFile file = read(path, "target");
        ElfHeader header = file.header();
        if (header.type() != ElfHeader.Type.EXECUTABLE && header.type() != ElfHeader.Type.SHARED) {
            throw new PatchException(
                    REFUSED,
                    "target-not-linked",
                    "The target %s is no program or shared library.".formatted(path),
                    "Give the ELF that processes run.");
        }
        if (ProcessorAbi.of(header.machine()).isEmpty()) {
            throw new PatchException(
                    REFUSED,
                    "machine-unsupported",
                    "The target %s is for %s (machine %d); userspace hot patches can be made for x86_64 and aarch64."
                            .formatted(path, header.machine().label(), header.machineNumber()),
                    "Use a build for one of these.");
        }
        String buildId = file.buildId()
                .orElseThrow(() -> new PatchException(
                        REFUSED,
                        "no-build-id",
                        "The target %s has no build-id, so a patch could not tell it from another build."
                                .formatted(path),
                        "Link it with -Wl,--build-id."));
        ElfFile symbolFile = debugFile
                .map(d -> debugFile(d, path, buildId))
                .or(() -> file.symbols().isEmpty()
                        ? DebugFiles.find(file, path, List.of(DebugFiles.SYSTEM_ROOT))
                        : Optional.empty())
                .orElse(file);
        TargetSymbols symbols = new TargetSymbols(file, symbolFile);
        if (!symbols.isComplete()) {
            throw new PatchException(
                    REFUSED,
                    "target-stripped",
                    "The target %s is stripped; the addresses of its functions are unknown.".formatted(path),
                    "Name its debug file with --debug-file, or install its debug package.");
        }
        return new TargetElf(file, path.getFileName().toString(), buildId, symbolFile, symbols);
    }

    /** Whether code of it was made when it was linked, as far as symbols and debugging information tell. */
    boolean isLinkTimeOptimised() {
        try {
            return symbols.hasPrivatised()
                    || Dwarf.of(symbolFile).producers().stream().anyMatch(p -> p.startsWith(MADE_AT_LINK_TIME));
        } catch (ElfFormatException e) {
            return false; // Debugging information that cannot be read tells nothing.
        }
    }

    private static ElfFile debugFile(Path debugFile, Path target, String buildId) {
        ElfFile file = read(debugFile, "debug");
        if (!file.buildId().equals(Optional.of(buildId))) {
            throw new PatchException(
                    REFUSED,
                    "debug-file-mismatch",
                    "The debug file %s (build-id %s) does not belong to %s (build-id %s)."
                            .formatted(debugFile, file.buildId().orElse("none"), target, buildId),
                    "Give the debug file of exactly this build.");
        }
        return file;
    }

    private static ElfFile read(Path path, String what) {
        try {
            return ElfFile.open(path);
        } catch (UncheckedIOException e) {
            throw new PatchException(
                    TROUBLE,
                    what + "-unreadable",
                    "The %s file %s cannot be read: %s"
                            .formatted(what, path, e.getCause().getMessage()),
                    "Check the path and its permissions.",
                    e);
        } catch (ElfFormatException e) {
            throw new PatchException(
                    TROUBLE, what + "-malformed", e.getMessage(), "Give an ELF file for the " + what + ".", e);
        }
    }
}
