package dev.suture.cli;

import dev.suture.agent.client.LocalAgent;
import picocli.CommandLine.Command;

@Command(
        name = "stop",
        description = {
            "Ends the agent, once a change that runs has come to its end.",
            "Patches stay as they are; processes that start from then on are not patched.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:none runs any more", "2:trouble", "4:a change does not come to its end"})
final class AgentStopCommand extends BasicCommand {
    @Override
    int execute() {
        try (LocalAgent agent = Agents.local()) {
            out().println(agent.stop() ? "The agent has ended." : "No agent runs.");
            return ExitCode.DONE;
        }
    }
}
