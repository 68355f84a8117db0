package dev.suture.agent.client;

import dev.suture.agent.rpc.Connection;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Root's agent, for one who may become root: reached through a program that asks for the right. */
public final class ElevatedAgent implements AutoCloseable {
    /** What asks a person whether they may. */
    public enum Asker {
        /** In the terminal; sudo(8). */
        SUDO("sudo", "--"),
        /** In a window; pkexec(1). */
        PKEXEC("pkexec");

        private final List<String> command;

        Asker(String... command) {
            this.command = List.of(command);
        }

        /** Whether this machine has it. */
        public boolean isPresent() {
            return Stream.of(Optional.ofNullable(System.getenv("PATH"))
                            .orElse("")
                            .split(":"))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, command.getFirst())));
        }
    }

    private final AgentProgram program;
    private final Asker asker;
    private Optional<AgentConnection> open = Optional.empty();

    public ElevatedAgent(AgentProgram program, Asker asker) {
        this.program = program;
        this.asker = asker;
    }

    /** @throws PatchException (TROUBLE) if the right is not given, or there is no such program */
    public synchronized AgentConnection connection() {
        if (open.isEmpty() || !open.get().isOpen()) {
            open = Optional.of(connect());
        }
        return open.get();
    }

    private AgentConnection connect() {
        if (!asker.isPresent()) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "no-" + asker.command.getFirst(),
                    "There is no %s on this machine to become root with.".formatted(asker.command.getFirst()),
                    "Run Suture as root.");
        }
        List<String> command = new ArrayList<>(asker.command);
        command.addAll(program.with("--stdio"));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return AgentConnection.over(
                            "root's agent",
                            new Connection.Streams(process.getInputStream(), process.getOutputStream(), () -> {
                                process.getOutputStream().close();
                                process.destroy();
                            }))
                    .requireSameProtocol();
        } catch (IOException e) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "agent-start",
                    "Root's agent could not be reached: %s.".formatted(e.getMessage()),
                    "Run Suture as root.",
                    e);
        }
    }

    /** Ends the conversation, and with it that agent. */
    @Override
    public synchronized void close() {
        open.ifPresent(AgentConnection::close);
        open = Optional.empty();
    }
}
