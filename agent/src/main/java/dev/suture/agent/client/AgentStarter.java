package dev.suture.agent.client;

import dev.suture.agent.AgentOptions;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Starts an agent that goes on when the starter has ended, and waits until it listens. */
final class AgentStarter {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 5;
    private static final long AGAIN_MILLIS = 500;
    private static final long LARGEST_LOG = 1 << 20;
    private static final int TAIL = 12;

    private final AgentProgram program;
    private final AgentOptions options;

    /** @param options where it is to listen, what it works with, and when it is to end by itself */
    AgentStarter(AgentProgram program, AgentOptions options) {
        this.program = program;
        this.options = options;
    }

    /** @throws PatchException (TROUBLE) saying what the agent said, if it does not come up */
    AgentConnection start() {
        options.location().requireUsable();
        Path log = options.store().resolve("agent.log");
        try {
            long from = prepare(log);
            Process process = launch(log);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < end) {
                Optional<AgentConnection> connection = AgentConnection.to(options.location());
                if (connection.isPresent()) {
                    return connection.get();
                }
                if (!process.isAlive()) {
                    if (process.exitValue() != AgentOptions.OTHER_RUNS) {
                        throw failed("it ended at once", log, from);
                    }
                    // Another start came first, or one that ends still makes a change: the place is taken, or free
                    // soon.
                    Thread.sleep(AGAIN_MILLIS);
                    process = launch(log);
                }
                Thread.sleep(POLL_MILLIS);
            }
            process.destroy();
            throw failed("it does not listen after %d s".formatted(PATIENCE.toSeconds()), log, from);
        } catch (IOException e) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "agent-start",
                    "The agent could not be started: %s.".formatted(e.getMessage()),
                    "Work without it: SUTURE_AGENT=off.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PatchException(
                    Kind.TROUBLE, "interrupted", "Waiting for the agent was interrupted.", "Run it again.");
        }
    }

    /** Returns how long the log is so far. */
    private static long prepare(Path log) throws IOException {
        if (!Files.isDirectory(log.getParent())) {
            Files.createDirectories(
                    log.getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(log, log.resolveSibling("agent.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.exists(log) ? Files.size(log) : 0;
    }

    /**
     * In a session of its own (setsid(1)), so that neither Ctrl-C nor the end of a login reaches it; in the root folder, so that
     * it keeps no file system from being unmounted. Java hands no descriptor but the standard ones on.
     */
    private Process launch(Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(program.with(
                "--idle-exit", options.idleExit().orElse(Duration.ofMinutes(10)).toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("SUTURE_SOCKET", options.location().socket().toString());
        environment.put("SUTURE_HOME", options.store().toString());
        environment.put("SUTURE_INSTALLED", options.installed().toString());
        environment.put(
                "SUTURE_PLUGINS",
                options.plugins().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        environment.remove("NOTIFY_SOCKET");
        return builder.start();
    }

    private static PatchException failed(String how, Path log, long from) {
        return new PatchException(
                Kind.TROUBLE,
                "agent-start",
                "The agent could not be started: %s.%s".formatted(how, tail(log, from)),
                "Its log is %s; SUTURE_AGENT=off works without an agent.".formatted(log));
    }

    private static String tail(Path log, long from) {
        try {
            byte[] all = Files.readAllBytes(log);
            String text = new String(
                    Arrays.copyOfRange(all, (int) Math.min(from, all.length), all.length), StandardCharsets.UTF_8);
            List<String> lines = text.lines().filter(l -> !l.isBlank()).toList();
            return lines.stream()
                    .skip(Math.max(0, lines.size() - TAIL))
                    .map(l -> "\n    " + l)
                    .collect(Collectors.joining());
        } catch (IOException e) {
            return "";
        }
    }
}
