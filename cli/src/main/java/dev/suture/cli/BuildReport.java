package dev.suture.cli;

import dev.suture.build.BuildOutput;
import dev.suture.build.BuildResult;
import dev.suture.cli.report.PackageReport;
import dev.suture.cli.report.Palette;
import dev.suture.cli.report.PatchReport;
import java.io.IOException;
import java.io.PrintWriter;

/** What a build has made. */
record BuildReport(Palette palette) {
    void print(BuildResult result, PrintWriter out) throws IOException {
        switch (result.order().output()) {
            case BuildOutput.HotPatches _ -> result.made().built().forEach(p -> new PatchReport(palette).built(p, out));
            case BuildOutput.PatchPackage wanted -> {
                PackageReport report = new PackageReport(palette);
                report.written(wanted.path(), out);
                report.info(result.written().orElseThrow(), out);
                new PatchReport(palette).carriedAndFound(result.made().comparison(), out);
            }
        }
        result.source().ifPresent(s -> new SourceBuildReport(palette).print(s, out));
    }
}
