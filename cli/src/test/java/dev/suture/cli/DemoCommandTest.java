package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.manager.Plugins;
import dev.suture.manager.WindowLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DemoCommandTest {
    private static final Pattern PID = Pattern.compile("[Pp]rocess (\\d+)(?:, port| was patched)");

    @TempDir
    Path folder;

    private CommandRun demo(Optional<WindowLauncher> window, String... more) {
        List<String> args =
                new ArrayList<>(List.of("demo", "--work", folder.resolve("work").toString()));
        args.addAll(List.of(more));
        return CommandRun.of(folder.resolve("store"), Plugins.find(), window, args.toArray(String[]::new));
    }

    @Test
    void patchesTheRunningServiceAndTakesItBack() throws Exception {
        assumeTrue(mayTrace(), "skipped: this user may not trace processes");
        CommandRun run = demo(Optional.empty(), "--terminal");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.lines()).hasSizeLessThanOrEqualTo(100).noneMatch(l -> l.contains("✗"));
        assertThat(run.out())
                .containsSubsequence(
                        "OK 5 travellers, 168.00 EUR",
                        "~ function group_discount",
                        "replaces 3 functions",
                        "is ACTIVED",
                        "frozen ",
                        "OK 5 travellers, 151.20 EUR, group fare -10%",
                        "It is the same process",
                        "Start a second instance",
                        "OK 5 travellers, 151.20 EUR, group fare -10%",
                        "was patched while it started",
                        "itself says ACTIVED.",
                        "itself says ACTIVED.",
                        "is DEACTIVED",
                        "OK 5 travellers, 168.00 EUR",
                        "OK 5 travellers, 168.00 EUR",
                        "is ACTIVED",
                        "OK 5 travellers, 151.20 EUR, group fare -10%",
                        "OK 5 travellers, 151.20 EUR, group fare -10%",
                        "is NOT-APPLIED",
                        "OK 5 travellers, 168.00 EUR",
                        "OK 5 travellers, 168.00 EUR");
        List<String> pids =
                PID.matcher(run.out()).results().map(m -> m.group(1)).distinct().toList();
        assertThat(pids).hasSize(2);
        for (String pid : pids) {
            assertThat(commandLine(pid)).as("the service is ended").isEmpty();
        }
        assertThat(folder.resolve("work/party-price.upatch")).exists();
        assertThat(folder.resolve("store"))
                .as("the user's own store stays as it was")
                .doesNotExist();
    }

    /** proc_pid_cmdline(5): nothing of a process that ended, also where nobody has waited for it yet. */
    private static String commandLine(String pid) throws IOException {
        Path file = Path.of("/proc", pid, "cmdline");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** ptrace(2): of others than root, the Yama module lets only parents trace unless its scope is 0. */
    private static boolean mayTrace() throws Exception {
        Path scope = Path.of("/proc/sys/kernel/yama/ptrace_scope");
        return "root".equals(System.getProperty("user.name"))
                || Files.notExists(scope)
                || Files.readString(scope).strip().equals("0");
    }

    @Test
    void opensTheWindowWhereThereIsADisplay() {
        List<WindowLauncher.Request> requests = new ArrayList<>();
        CommandRun run = demo(Optional.of(new WindowLauncher() {
            @Override
            public boolean hasDisplay() {
                return true;
            }

            @Override
            public int open(Request request) {
                requests.add(request);
                return 0;
            }
        }));
        assertThat(run.exitCode()).isZero();
        assertThat(requests).containsExactly(new WindowLauncher.Request.Demo(folder.resolve("work")));
    }
}
