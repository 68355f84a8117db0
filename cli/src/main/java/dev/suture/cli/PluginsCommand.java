package dev.suture.cli;

import dev.suture.cli.report.PluginReport;
import dev.suture.manager.PluginEntry;
import dev.suture.manager.PluginLocation;
import dev.suture.manager.Plugins;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "plugins",
        description = {
            "Lists the kinds of hot patches there are plugins for, and plugins that are not used, with the reason.",
            "",
            "Third-party plugins are jars in the folders that SUTURE_PLUGINS names (colons between them), else in"
                    + " ~/.config/suture/plugins and /usr/lib/suture/plugins.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all are used", "1:some are not"})
final class PluginsCommand extends BasicCommand {
    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Look into this folder instead; may be given several times.")
    private List<Path> folders = List.of();

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    @Override
    int execute() throws IOException {
        List<PluginEntry> entries = Plugins.all(folders.isEmpty() ? PluginLocation.standard() : folders);
        if (json) {
            out().println(PluginReport.json(entries));
        } else {
            new PluginReport(surroundings().palette()).list(entries, out());
        }
        return entries.stream().allMatch(e -> e.problem().isEmpty()) ? ExitCode.DONE : ExitCode.DIFFERENT;
    }
}
