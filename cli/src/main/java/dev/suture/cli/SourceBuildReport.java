package dev.suture.cli;

import dev.suture.cli.report.Palette;
import dev.suture.source.SourceBuildResult;
import dev.suture.source.SourceHotPatch;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;

/** What a build from source took, and what it has to say. */
final class SourceBuildReport {
    private final Palette palette;

    SourceBuildReport(Palette palette) {
        this.palette = palette;
    }

    void print(SourceHotPatch.Result result, PrintWriter out) {
        SourceBuildResult source = result.source();
        String base = source.base().isZero()
                ? "base build there from before"
                : "base build %s for %d objects%s"
                        .formatted(
                                seconds(source.base()),
                                source.baseCompilations(),
                                source.continued() ? ", begun in a former run" : "");
        String patched = source.patched().isZero()
                ? "patched build there from before"
                : "%s for the %d that the patches touch%s"
                        .formatted(seconds(source.patched()), source.patchedCompilations(), ratio(source));
        out.println("  built    %s; %s".formatted(base, patched));
        result.notes().forEach(n -> out.println("  note     " + n));
        if (Files.exists(source.log())) {
            out.println("  log      " + palette.dim(source.log().toString()));
        }
    }

    private static String ratio(SourceBuildResult source) {
        if (source.base().isZero() || source.continued()) {
            return "";
        }
        double both = source.base().plus(source.patched()).toMillis();
        return ", together %.2f × the base build".formatted(both / source.base().toMillis());
    }

    private static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }
}
