package dev.suture.cli;

import dev.suture.cli.html.HtmlReport;
import dev.suture.cli.html.RowsWanted;
import dev.suture.cli.html.SourceWanted;
import dev.suture.cli.report.JsonReport;
import dev.suture.cli.report.PackageReport;
import dev.suture.cli.report.Palette;
import dev.suture.cli.report.PatchReport;
import dev.suture.cli.view.ReportView;
import dev.suture.cli.view.Side;
import dev.suture.diff.model.DiffReport;
import dev.suture.pack.PackageReader;
import dev.suture.pack.PackageWriter;
import dev.suture.pack.TemporaryFolder;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A patch package of all hot patches of a build, with the comparison they were made from. */
final class PackageOutput implements BuildOutput {
    /** So many changes have their rows on the page; what a person wants to see is less. */
    private static final RowsWanted ROWS = new RowsWanted(200);

    private final PackageLabels labels;
    private final String name;
    private final Path output;
    private final Palette palette;
    private final PackageWriter writer;
    private final TemporaryFolder folder;
    private Optional<PackageReader.Read> written = Optional.empty();

    /**
     * Looks at all that could be wrong with the package before anything is built.
     *
     * @throws dev.suture.plugin.PatchException if the name, the key or the place will not do
     */
    PackageOutput(PackageLabels labels, String name, Path output, Palette palette) {
        labels.packageName(name);
        PackageWriter.requireWritable(output);
        this.labels = labels;
        this.name = name;
        this.output = output;
        this.palette = palette;
        this.writer = new PackageWriter(labels.signingKey(), SourceDate.of(System.getenv()));
        this.folder = new TemporaryFolder();
    }

    @Override
    public Path place() {
        return folder.path().resolve(name + ".upatch");
    }

    @Override
    public void take(MadePatches made, Progress progress) {
        progress.step("Packing " + output);
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
        written = Optional.of(writer.write(labels.contents(name, origin, Suture.Version.number()), output));
    }

    private static byte[] json(ReportView view) {
        try {
            return (JsonReport.of(view) + "\n").getBytes(StandardCharsets.UTF_8);
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

    @Override
    public void print(MadePatches made, PrintWriter out) throws IOException {
        PackageReport report = new PackageReport(palette);
        report.written(output, out);
        report.info(written.orElseThrow(), out);
        new PatchReport(palette).carriedAndFound(made.comparison(), out);
    }

    @Override
    public void close() {
        folder.close();
    }
}
