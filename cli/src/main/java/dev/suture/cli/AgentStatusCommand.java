package dev.suture.cli;

import dev.suture.agent.client.AgentConnection;
import dev.suture.agent.client.LocalAgent;
import dev.suture.agent.wire.AgentState;
import dev.suture.agent.wire.Calls;
import dev.suture.agent.wire.Params;
import dev.suture.cli.report.AgentReport;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description = {"Shows what the agent does and watches.", ""},
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it runs", "1:none runs", "2:trouble"})
final class AgentStatusCommand extends BasicCommand {
    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    @Override
    int execute() throws IOException {
        try (LocalAgent agent = Agents.local()) {
            Optional<AgentState> state = agent.whichever().map(AgentStatusCommand::state);
            if (json) {
                out().println(AgentReport.json(state));
            } else if (state.isPresent()) {
                new AgentReport(surroundings().palette()).print(state.get(), out());
            } else {
                out().println("No agent runs at %s.".formatted(agent.socket()));
            }
            return state.isPresent() ? ExitCode.DONE : ExitCode.DIFFERENT;
        }
    }

    private static AgentState state(AgentConnection connection) {
        try (connection) {
            return connection.requireSameProtocol().call(Calls.STATE, new Params.None());
        }
    }
}
