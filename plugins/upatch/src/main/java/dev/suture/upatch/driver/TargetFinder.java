package dev.suture.upatch.driver;

import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.nativebridge.LinuxProcess;
import dev.suture.nativebridge.MemoryMapping;
import dev.suture.plugin.PatchException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the processes that map a build of an ELF, by build-id: the path says nothing, as the file may have been
 * replaced, deleted, or lie in a container. One finder remembers the files it has opened; use it for one search, or for as
 * long as none of them goes whose inode another could get. Safe for several threads.
 */
final class TargetFinder {
    private final String buildId;
    private final Map<String, Optional<String>> buildIdOfFile = new ConcurrentHashMap<>();

    TargetFinder(String buildId) {
        this.buildId = buildId;
    }

    /** Where the process maps it; empty if it does not. */
    Optional<TargetInProcess> find(LinuxProcess process) {
        for (List<MemoryMapping> mappings : byFile(process).values()) {
            if (buildIdOf(process, mappings.getFirst()).equals(Optional.of(buildId))) {
                return Optional.of(target(process, mappings));
            }
        }
        return Optional.empty();
    }

    /** The build-id of the process's mapping with that file name, or of its executable, for telling what it runs. */
    Optional<String> otherBuild(LinuxProcess process, String fileName) {
        return byFile(process).values().stream()
                .map(List::getFirst)
                .filter(m -> m.path().endsWith("/" + fileName))
                .findFirst()
                .flatMap(m -> buildIdOf(process, m));
    }

    private static Map<String, List<MemoryMapping>> byFile(LinuxProcess process) {
        Map<String, List<MemoryMapping>> result = new LinkedHashMap<>();
        for (MemoryMapping mapping : process.maps()) {
            if (mapping.fileBacked()) {
                result.computeIfAbsent(mapping.device() + ":" + mapping.inode(), k -> new java.util.ArrayList<>())
                        .add(mapping);
            }
        }
        // Only files of which something can run are programs or libraries.
        result.values().removeIf(list -> list.stream().noneMatch(MemoryMapping::executable));
        return result;
    }

    private Optional<String> buildIdOf(LinuxProcess process, MemoryMapping mapping) {
        return buildIdOfFile.computeIfAbsent(mapping.device() + ":" + mapping.inode(), k -> {
            try {
                return ElfFile.open(mapping.path(), process.fileOf(mapping)).buildId();
            } catch (ElfFormatException | UncheckedIOException e) {
                return Optional.empty();
            }
        });
    }

    private static TargetInProcess target(LinuxProcess process, List<MemoryMapping> mappings) {
        MemoryMapping first = mappings.getFirst();
        ElfFile file = ElfFile.open(first.path(), process.fileOf(first));
        long page = process.pageSize();
        // The same file may also be mapped to be read, as debuggers in a process do, so only its code says where it is.
        List<Long> biases = mappings.stream()
                .filter(MemoryMapping::executable)
                .map(m -> TargetInProcess.bias(file, m, page))
                .distinct()
                .toList();
        if (biases.size() != 1) {
            throw new PatchException(
                    PatchException.Kind.REFUSED,
                    "target-mapped-twice",
                    "Process %d has %s in its memory %d times; a patch would reach only one."
                            .formatted(process.pid(), first.path(), biases.size()),
                    "Processes that load a library into several namespaces (dlmopen) cannot be patched.");
        }
        return TargetInProcess.at(process, file, first.path(), biases.getFirst());
    }
}
