package dev.suture.manager;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.TargetProcess;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells how patches and their targets stand, from the processes. */
final class StatusReader {
    private final Changes changes;

    StatusReader(Changes changes) {
        this.changes = changes;
    }

    /** One patch whose state cannot be told must not hide the others. */
    StatusReport status(List<StoredPatch> patches, List<StoreProblem> known) {
        List<StoreProblem> problems = new ArrayList<>(known);
        List<PatchStatus> statuses = new ArrayList<>();
        for (StoredPatch patch : patches) {
            try {
                statuses.add(changes.deployment(patch).status());
            } catch (PatchException e) {
                problems.add(new StoreProblem(patch.file().getParent(), e.getMessage(), e.remedy()));
                statuses.add(new PatchStatus(patch, PatchState.UNKNOWN, List.of()));
            }
        }
        return new StatusReport(statuses, problems);
    }

    /** An ELF by what tells it from others. */
    private record Elf(String name, String buildId) {}

    List<TargetReport> targets(List<StoredPatch> patches) {
        Map<Elf, List<StoredPatch>> byTarget = new LinkedHashMap<>();
        for (StoredPatch patch : patches) {
            Elf elf = new Elf(patch.info().targetName(), patch.info().targetBuildId());
            byTarget.computeIfAbsent(elf, e -> new ArrayList<>()).add(patch);
        }
        return byTarget.entrySet().stream()
                .map(e -> target(e.getKey(), e.getValue()))
                .sorted(Comparator.comparing(TargetReport::name).thenComparing(TargetReport::buildId))
                .toList();
    }

    private TargetReport target(Elf elf, List<StoredPatch> patches) {
        Map<Integer, TargetProcess> processes = new TreeMap<>();
        List<PatchStatus> statuses = new ArrayList<>();
        for (StoredPatch patch : inOrder(patches)) {
            PatchStatus status = status(List.of(patch), List.of()).patches().getFirst();
            status.processes().forEach(p -> processes.put(p.process().pid(), p.process()));
            statuses.add(status);
        }
        List<String> files = processes.values().stream()
                .map(TargetProcess::mappedFile)
                .distinct()
                .sorted()
                .toList();
        return new TargetReport(elf.name(), elf.buildId(), files, statuses, List.copyOf(processes.values()));
    }

    /** Those made active first first; those that are not active come last. */
    private List<StoredPatch> inOrder(List<StoredPatch> patches) {
        return patches.stream()
                .sorted(Comparator.comparingLong(p -> {
                    long sequence = changes.deployment(p).wanted().sequence();
                    return sequence == 0 ? Long.MAX_VALUE : sequence;
                }))
                .toList();
    }
}
