package dev.suture.upatch.build;

import static dev.suture.plugin.PatchException.Kind.REFUSED;
import static dev.suture.plugin.PatchException.Kind.TROUBLE;

import dev.suture.diff.DiffEngine;
import dev.suture.diff.DiffException;
import dev.suture.diff.DiffProgress;
import dev.suture.diff.TreeDiff;
import dev.suture.diff.extract.Extraction;
import dev.suture.diff.extract.Extractor;
import dev.suture.diff.extract.Part;
import dev.suture.diff.judge.UserspaceRules;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Severity;
import dev.suture.diff.model.Status;
import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.BuiltPatch;
import dev.suture.plugin.PatchBuilder;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import dev.suture.upatch.format.PatchMetadata;
import dev.suture.upatch.format.PatchMetadata.ColdPart;
import dev.suture.upatch.format.UpatchFile;
import dev.suture.upatch.format.UpatchFunction;
import dev.suture.upatch.format.UpatchWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Makes {@code .upatch} files from base and patched objects and the target they were linked into. */
public final class UpatchBuilder implements PatchBuilder {
    @Override
    public BuiltPatch build(BuildRequest request, Progress progress) {
        progress.step("Reading " + request.target());
        TargetElf target = TargetElf.open(request.target(), request.debugFile());
        progress.step("Comparing the base and the patched objects");
        DiffReport report = compare(request, progress);
        LinkTimeOptimisation.refuseObjects(report);
        LinkTimeOptimisation.refuseTarget(target, report);
        Map<String, ObjectInTarget> inTarget = objectsInTarget(target, report);
        List<ObjectDiff> changed = changedObjects(report, inTarget);
        refuseBlockers(changed);
        progress.step("Extracting the changed functions and what they need");
        Extraction extraction = Extractor.extract(changed, Exceptions.mayPass(target, changed));
        if (extraction.replacements().isEmpty()) {
            throw nothingToPatch(request, report, inTarget);
        }
        SupportedRelocations.check(extraction, target.abi());
        new ExtractionCheck(target).check(extraction, changed);
        Replacements replacements = new Replacements(target, inTarget);
        SequencedMap<Part, UpatchFunction> functions = replacements.of(extraction);
        List<ColdPart> coldParts = replacements.coldParts(extraction);
        progress.step("Writing the hot patch");
        byte[] bytes = write(request, target, new Resolver(target, inTarget), extraction, functions, coldParts);
        PatchFiles.replace(request.output(), bytes);
        UpatchFile written = UpatchFile.read(ElfFile.of(request.output().toString(), bytes));
        return new BuiltPatch(request.output(), written.info(), report);
    }

    private static DiffReport compare(BuildRequest request, Progress progress) {
        DiffProgress watch = new DiffProgress() {
            @Override
            public void done(int count, int total) {
                progress.done(count, total);
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
        try {
            return new TreeDiff(new DiffEngine(UserspaceRules.all())).compare(request.base(), request.patched(), watch);
        } catch (ElfFormatException e) {
            LinkTimeOptimisation.refuseBitcode(e);
            throw unusable(e);
        } catch (DiffException | UncheckedIOException e) {
            throw unusable(e);
        }
    }

    private static PatchException unusable(RuntimeException cause) {
        return new PatchException(
                TROUBLE,
                "objects-unusable",
                cause.getMessage(),
                "Give two object files, or the folders of the base and the patched build.",
                cause);
    }

    private static Map<String, ObjectInTarget> objectsInTarget(TargetElf target, DiffReport report) {
        Map<String, ObjectInTarget> result = new LinkedHashMap<>();
        for (ObjectDiff object : report.objects()) {
            ObjectInTarget candidate = new ObjectInTarget(target, object);
            if (object.status() == Status.CHANGED && candidate.isLinkedIn()) {
                result.put(object.name(), candidate);
            }
        }
        return result;
    }

    /** The target's changed objects, and new ones, from which is taken only what those refer to. */
    private static List<ObjectDiff> changedObjects(DiffReport report, Map<String, ObjectInTarget> inTarget) {
        return report.objects().stream()
                .filter(o -> inTarget.containsKey(o.name()) || o.status() == Status.ADDED)
                .toList();
    }

    private static void refuseBlockers(List<ObjectDiff> objects) {
        List<String> lines = new ArrayList<>();
        List<Finding> blockers = new ArrayList<>();
        for (ObjectDiff object : objects) {
            for (Finding finding : object.findings()) {
                if (finding.severity() == Severity.BLOCKER) {
                    blockers.add(finding);
                    lines.add("[%s] %s: %s".formatted(finding.id(), object.name(), finding.text()));
                }
            }
        }
        if (!blockers.isEmpty()) {
            throw new PatchException(
                    REFUSED,
                    blockers.getFirst().id(),
                    "The changes cannot be hot-patched:\n" + String.join("\n", lines),
                    blockers.stream().map(Finding::remedy).distinct().collect(Collectors.joining("\n")));
        }
    }

    private static PatchException nothingToPatch(
            BuildRequest request, DiffReport report, Map<String, ObjectInTarget> inTarget) {
        List<String> elsewhere = report.objects().stream()
                .filter(o -> o.status() == Status.CHANGED && !inTarget.containsKey(o.name()))
                .map(ObjectDiff::name)
                .toList();
        if (!report.hasDifferences()) {
            return new PatchException(
                    REFUSED,
                    "no-change",
                    "%s and %s hold the same functions and data; there is nothing to patch."
                            .formatted(request.base(), request.patched()),
                    "Check that the source patch was applied and built on the patched side.");
        }
        return new PatchException(
                REFUSED,
                "no-function-changed",
                elsewhere.isEmpty()
                        ? "No function of %s changed; there is nothing to patch."
                                .formatted(request.target().getFileName())
                        : "No changed object is part of %s as it was built; changed are: %s."
                                .formatted(request.target().getFileName(), String.join(", ", elsewhere)),
                "Give the target that was linked from the base objects.");
    }

    private static byte[] write(
            BuildRequest request,
            TargetElf target,
            Resolver resolver,
            Extraction extraction,
            SequencedMap<Part, UpatchFunction> functions,
            List<ColdPart> coldParts) {
        PatchMetadata metadata = PatchMetadata.unwritten(request.name(), target.name(), target.buildId(), coldParts);
        return new UpatchWriter(target.file().header().machine(), resolver::resolve)
                .write(extraction, functions, metadata);
    }
}
