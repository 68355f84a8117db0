package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class HelpTest {
    static List<String> commands() {
        Surroundings surroundings = new Surroundings(
                List::of,
                () -> {
                    throw new AssertionError("help opens no store");
                },
                Optional::empty,
                false,
                false,
                100,
                new Cancellation());
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return List.copyOf(new Suture(surroundings)
                .commandLine(nowhere, nowhere)
                .getSubcommands()
                .keySet());
    }

    @Test
    void namesAllCommandsAndExitCodes() {
        CommandRun run = CommandRun.of("--help");
        assertThat(run.exitCode()).isZero();
        assertThat(commands())
                .contains("diff", "build", "apply", "active", "deactive", "remove", "status", "list", "forget")
                .contains("check", "accept", "target", "save", "restore", "rescan", "recover", "info")
                .contains("open", "demo", "elf", "completion")
                .allSatisfy(c -> assertThat(run.out()).contains("  " + c));
        assertThat(run.out()).contains("Exit codes:").contains("refused by a rule");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItselfAndItsOptions(String command) {
        CommandRun run = CommandRun.of(command, "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("Usage: suture " + command);
        assertThat(run.out().lines()).as("fits a terminal").allMatch(l -> l.length() <= 100);
        CommandLine line = Commands.all(new Suture(
                        new Surroundings(List::of, () -> null, Optional::empty, false, false, 100, new Cancellation())))
                .getSubcommands()
                .get(command);
        assertThat(line.getCommandSpec()
                        .userObject()
                        .getClass()
                        .getAnnotation(Command.class)
                        .name())
                .isEqualTo(command);
        assertThat(line.getCommandSpec().args())
                .allSatisfy(a -> assertThat(a.description()).isNotEmpty());
        assertThat(line.getCommandSpec().usageMessage().description()).isNotEmpty();
    }

    @Test
    void tellsItsVersion() {
        assertThat(CommandRun.of("--version").out()).matches("suture \\d+\\.\\d+.*\\R");
    }

    @Test
    void misuseIsTroubleWithAHint() {
        assertThat(CommandRun.of().exitCode()).isEqualTo(2);
        CommandRun typo = CommandRun.of("dif");
        assertThat(typo.exitCode()).isEqualTo(2);
        assertThat(typo.err()).contains("suture diff").contains("→ See `suture --help`.");
        CommandRun missing = CommandRun.of("diff", "one.o");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("PATCHED").contains("suture diff --help");
        assertThat(CommandRun.of("apply", "x", "--timeout", "soon").err()).contains("500ms");
    }
}
