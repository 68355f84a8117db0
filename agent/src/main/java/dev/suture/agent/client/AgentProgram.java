package dev.suture.agent.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How an agent is run.
 *
 * @param command the program and its arguments, but for those of the agent itself
 */
public record AgentProgram(List<String> command) {
    /** By name, as it knows this package. */
    private static final String MAIN = "dev.suture.agent.run.AgentMain";

    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    public AgentProgram {
        command = List.copyOf(command);
    }

    /** By the same Java, class path, class cache and memory settings as this program. */
    public static AgentProgram likeThis() {
        try {
            String line = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.ISO_8859_1);
            return of(
                    Path.of(System.getProperty("java.home"), "bin", "java"),
                    Arrays.asList(line.split("\0")),
                    System.getProperty("java.class.path"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param line this program's own, beginning with the program */
    static AgentProgram of(Path java, List<String> line, String classPath) {
        List<String> options = line.stream()
                .skip(1)
                .takeWhile(a -> a.startsWith("-")
                        && !List.of("-cp", "-classpath", "-jar").contains(a))
                .filter(AgentProgram::isKept)
                .toList();
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(options);
        if (!options.contains(NATIVE_ACCESS)) {
            command.add(NATIVE_ACCESS);
        }
        command.addAll(List.of("-cp", classPath, MAIN));
        return new AgentProgram(command);
    }

    /** What says how Java runs; nothing that records this one run or lets a debugger in. */
    private static boolean isKept(String option) {
        boolean how = option.startsWith("-XX:") || option.startsWith("-Xm") || option.startsWith("-Xlog:");
        boolean once = Stream.of("-XX:AOTCacheOutput", "-XX:AOTMode", "-XX:StartFlightRecording", "-XX:FlightRecorder")
                .anyMatch(option::startsWith);
        return how && !once || option.equals(NATIVE_ACCESS);
    }

    List<String> with(String... arguments) {
        return Stream.concat(command.stream(), Stream.of(arguments)).toList();
    }
}
