package dev.suture.build;

import dev.suture.diff.model.DiffReport;
import dev.suture.pack.PackageReader;
import dev.suture.pack.PackageWriter;
import dev.suture.pack.SigningKeys;
import dev.suture.report.html.HtmlReport;
import dev.suture.report.html.RowsWanted;
import dev.suture.report.html.SourceWanted;
import dev.suture.report.json.DiffJson;
import dev.suture.report.view.ReportView;
import dev.suture.report.view.Side;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A patch package of all hot patches of a build, with the comparison they were made from. */
final class PackageMaking {
    /** So many changes have their rows on the page; what a person wants to see is less. */
    private static final RowsWanted ROWS = new RowsWanted(200);

    private final BuildOutput.PatchPackage output;
    private final String name;
    private final String suture;
    private final PackageWriter writer;

    /**
     * Looks at all that could be wrong with the package before anything is built.
     *
     * @param suture the version of this program
     * @throws dev.suture.plugin.PatchException if the name, the key or the place will not do
     */
    PackageMaking(BuildOutput.PatchPackage output, String name, String suture) {
        output.labels().packageName(name);
        PackageWriter.requireWritable(output.path());
        this.output = output;
        this.name = name;
        this.suture = suture;
        this.writer =
                new PackageWriter(output.labels().key().map(SigningKeys::privateKey), SourceDate.of(System.getenv()));
    }

    PackageReader.Read write(MadePatches made) {
        // Neither where it was built nor how long that took makes another package.
        DiffReport comparison = new DiffReport(
                "base",
                "patched",
                made.comparison().objects(),
                made.comparison().identical(),
                Duration.ZERO);
        ReportView view = ReportView.of(comparison);
        PackageLabels.Origin origin = new PackageLabels.Origin(
                made.patches(),
                made.sourcePatches(),
                made.targetPackage(),
                Side.patched(comparison).producers().stream().findFirst(),
                Optional.of(json(view)),
                Optional.of(page(view)));
        return writer.write(output.labels().contents(name, origin, suture), output.path());
    }

    private static byte[] json(ReportView view) {
        try {
            return (DiffJson.of(view) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without source lines: the sources that could be read now are those of one side only. */
    private static byte[] page(ReportView view) {
        StringWriter text = new StringWriter();
        try (PrintWriter out = new PrintWriter(text)) {
            new HtmlReport(ROWS, SourceWanted.NO).print(view, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
