package dev.suture.cli;

import dev.suture.agent.AgentOptions;
import dev.suture.agent.run.AgentRun;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "agent",
        description = {
            "Runs the process that changes processes for the other commands and for the window.",
            "",
            "They start it when they need it; as root it is also a service (suture-agent.service). It stays warm, so that"
                    + " a change takes less time, and patches processes that start while a patch is active.",
            "It listens at SUTURE_SOCKET, else /run/suture/agent.sock (root) or suture/agent.sock in XDG_RUNTIME_DIR,"
                    + " and serves its own user and root.",
            ""
        },
        sortOptions = false,
        subcommands = {AgentStatusCommand.class, AgentStopCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it was told to end, or had nothing to do", "2:trouble", "3:another agent runs there"})
final class AgentCommand extends BasicCommand {
    @Option(
            names = "--idle-exit",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "End after so long without clients, work and patches to watch over, e.g. 10m (default: never).")
    private Optional<Duration> idleExit = Optional.empty();

    @Option(
            names = "--stdio",
            description = "Join standard input and output to the agent, which is started if none runs: so another"
                    + " machine speaks to it, e.g. by ssh.")
    private boolean stdio;

    @Override
    int execute() {
        return stdio
                ? AgentRun.stdio(AgentOptions.standard(Optional.of(Agents.IDLE_EXIT)))
                : AgentRun.serve(AgentOptions.standard(idleExit));
    }
}
