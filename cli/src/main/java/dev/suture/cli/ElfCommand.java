package dev.suture.cli;

import dev.suture.cli.report.ElfReport;
import dev.suture.elf.ElfFile;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "elf",
        description = {"Lists what an ELF file holds: header, producer, sections, functions and data, notes.", ""},
        sortOptions = false)
final class ElfCommand extends BasicCommand {
    @Parameters(paramLabel = "FILE", description = "Object file, program, shared library or hot patch.")
    private Path file;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    @Override
    int execute() throws IOException {
        ElfReport report = new ElfReport(ElfFile.open(file));
        if (json) {
            out().println(report.json());
        } else {
            report.print(surroundings().palette(), out());
        }
        return ExitCode.DONE;
    }
}
