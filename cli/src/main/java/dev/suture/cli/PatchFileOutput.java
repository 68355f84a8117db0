package dev.suture.cli;

import dev.suture.cli.report.Palette;
import dev.suture.cli.report.PatchReport;
import dev.suture.plugin.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * The bare hot patches.
 *
 * @param place the file, or the folder where there are several
 */
record PatchFileOutput(Path place, Palette palette) implements BuildOutput {
    @Override
    public void take(MadePatches made, Progress progress) {
        // The builder has put them where they belong.
    }

    @Override
    public void print(MadePatches made, PrintWriter out) {
        made.built().forEach(p -> new PatchReport(palette).built(p, out));
    }

    @Override
    public void close() {
        // Nothing but the hot patches was written.
    }
}
