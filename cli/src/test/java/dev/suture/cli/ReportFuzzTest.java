package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.suture.cli.report.Layout;
import dev.suture.cli.report.Palette;
import dev.suture.cli.report.RowsReport;
import dev.suture.cli.report.TextReport;
import dev.suture.diff.DiffEngine;
import dev.suture.diff.DiffException;
import dev.suture.diff.fuzz.Campaign;
import dev.suture.diff.fuzz.Input;
import dev.suture.diff.judge.UserspaceRules;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.report.html.HtmlReport;
import dev.suture.report.html.RowsWanted;
import dev.suture.report.html.SourceWanted;
import dev.suture.report.json.DiffJson;
import dev.suture.report.view.ReportView;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is compared of broken files can be written in every format, with the machine's own disassembler and demangler. */
class ReportFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DiffEngine engine = new DiffEngine(UserspaceRules.all());

    @Test
    void whateverIsComparedIsWritten() throws Exception {
        new Campaign("report", this::report).run(Long.getLong("fuzz.first", 0), Long.getLong("fuzz.tries", 400));
    }

    private String report(Input input) throws IOException {
        ObjectDiff diff;
        try {
            diff = engine.compare("unit.o", ElfFile.of("base", input.base()), ElfFile.of("patched", input.patched()));
        } catch (ElfFormatException | DiffException e) {
            return "refused";
        }
        // What could be compared can be told of, whatever else is wrong with the files.
        write(ReportView.of(new DiffReport("base", "patched", List.of(diff), 0, Duration.ZERO)));
        return "written";
    }

    private static void write(ReportView view) throws IOException {
        assertThat(JSON.readTree(DiffJson.of(view)).path("objects")).hasSize(1);
        RowsReport rows = new RowsReport(Palette.PLAIN, Layout.UNIFIED, 120, RowsReport.ALL);
        new TextReport(Palette.PLAIN, Optional.of(rows)).print(view, new PrintWriter(Writer.nullWriter()));
        StringWriter page = new StringWriter();
        new HtmlReport(RowsWanted.ALL, SourceWanted.YES).print(view, new PrintWriter(page));
        assertThat(page.toString()).endsWith("</html>\n");
    }
}
