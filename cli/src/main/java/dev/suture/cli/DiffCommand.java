package dev.suture.cli;

import dev.suture.diff.model.DiffReport;
import dev.suture.report.view.ChangeFilter;
import dev.suture.report.view.ReportView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description = {
            "Shows which functions and data differ between two builds, and why.",
            "",
            "Meaning is compared, not encoding: renumbered labels and moved sections are no difference.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no differences",
            "1:differences",
            "2:trouble",
            "3:with --check: a rule forbids making a hot patch of them"
        },
        footer = {
            "",
            "A filter is made of words that must all hold: text that a name contains, or KEY:VALUE[,VALUE...] with",
            "the keys status, kind, reason, severity, finding, section, object, text, suppressed; - in front turns a",
            "word round. Counts and exit codes are of the whole comparison whatever the filter shows.",
            "Example: suture diff base patched --filter 'status:added kind:function -http'"
        })
final class DiffCommand extends BasicCommand {
    @Parameters(
            index = "0",
            paramLabel = "BASE",
            description = "Object, archive, linked file or build folder without the change.")
    private Path base;

    @Parameters(index = "1", paramLabel = "PATCHED", description = "The same with the change.")
    private Path patched;

    @Option(
            names = "--filter",
            paramLabel = "WORDS",
            converter = FilterConverter.class,
            description = "Show only what these words select; see below.")
    private Optional<ChangeFilter> filter;

    @Mixin
    private DiffOutput output;

    @Mixin
    private ComparisonOptions comparison;

    @Option(names = "--check", description = "Exit with 3 if a rule forbids making a hot patch of the differences.")
    private boolean check;

    /** Reads a filter. */
    static final class FilterConverter extends SentenceConverter<ChangeFilter> {
        FilterConverter() {
            super(ChangeFilter::parse);
        }
    }

    @Override
    int execute() throws IOException {
        DiffReport report = comparison.compare(base, patched, surroundings(), err());
        output.write(ReportView.of(report, filter.orElse(ChangeFilter.EVERYTHING)), surroundings(), out());
        if (check && !report.patchable()) {
            return ExitCode.REFUSED;
        }
        return report.hasDifferences() ? ExitCode.DIFFERENT : ExitCode.DONE;
    }
}
