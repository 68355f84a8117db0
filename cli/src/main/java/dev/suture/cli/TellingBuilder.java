package dev.suture.cli;

import dev.suture.cli.report.PatchReport;
import dev.suture.diff.DiffEngine;
import dev.suture.diff.DiffException;
import dev.suture.diff.DiffProgress;
import dev.suture.diff.TreeDiff;
import dev.suture.diff.judge.UserspaceRules;
import dev.suture.elf.ElfFormatException;
import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.BuiltPatch;
import dev.suture.plugin.PatchBuilder;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A builder that tells, where it refuses, all that stands in the way, not only what it met first.
 *
 * @param builder makes the patches
 */
record TellingBuilder(PatchBuilder builder, PatchReport report, PrintWriter err) implements PatchBuilder {
    @Override
    public BuiltPatch build(BuildRequest request, Progress progress) {
        try {
            return builder.build(request, progress);
        } catch (PatchException e) {
            if (e.kind() == PatchException.Kind.REFUSED) {
                tellFindings(request);
            }
            throw e;
        }
    }

    @Override
    public void requireTarget(Path target, Optional<Path> debugFile) {
        builder.requireTarget(target, debugFile);
    }

    private void tellFindings(BuildRequest request) {
        try {
            report.findings(
                    new TreeDiff(new DiffEngine(UserspaceRules.all()))
                            .compare(request.base(), request.patched(), DiffProgress.NONE),
                    err);
        } catch (DiffException | ElfFormatException e) {
            // The builder's own words follow and say what is wrong.
        }
    }
}
