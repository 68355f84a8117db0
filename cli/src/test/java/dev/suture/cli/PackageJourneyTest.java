package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.manager.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From two builds to a package for dpkg, and from there into a running process: a program and its library at once. */
@Timeout(180)
class PackageJourneyTest {
    private static final String LIBRARY = """
            int price(int travellers) { int sum = 0; for (int i = 0; i < travellers; i++) sum += PRICE; return sum; }
            """;
    private static final String PROGRAM = """
            #include <stdio.h>
            #include <unistd.h>
            int price(int);
            __attribute__((noinline, noipa)) int tax(int n) { int t = 0; for (int i = 0; i < n; i++) t += TAX + (t & 0); return t; }
            int main(void) { for (;;) { printf("total %d\\n", price(3) + tax(2)); fflush(stdout); usleep(20000); } }
            """;

    @TempDir
    Path folder;

    private long pid;

    @AfterEach
    void end() {
        ProcessHandle.of(pid).filter(p -> pid != 0).ifPresent(p -> {
            p.destroyForcibly();
            p.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        });
    }

    private CommandRun suture(String... args) {
        return CommandRun.of(folder.resolve("store"), Plugins.find(), Optional.empty(), args);
    }

    private void done(String... args) {
        CommandRun run = suture(args);
        assertThat(run.exitCode())
                .as("%s: %s%s", List.of(args), run.out(), run.err())
                .isZero();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void tool(String... command) throws Exception {
        Path log = folder.resolve("tool.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }

    @Test
    void aDebBringsThePatchAndItsNameAppliesIt() throws Exception {
        assumeTrue(mayTrace(), "skipped: this user may not trace processes");
        assumeTrue(Files.exists(Path.of("/usr/bin/dpkg")), "skipped: dpkg is not installed");
        build();
        done(
                "package",
                path("library.upatch"),
                path("program.upatch"),
                "-o",
                path("fix.tar.zst"),
                "--name",
                "fares",
                "--version",
                "1.1",
                "--target",
                path("libprice.so"),
                "--target",
                path("program"));
        done("package", path("fix.tar.zst"), "--deb", path("fix.deb"));
        install(path("fix.deb"));
        Files.createSymbolicLink(folder.resolve("installed"), folder.resolve("root/usr/lib/suture/patches"));
        start();

        CommandRun list = suture("list");
        assertThat(list.err()).isEmpty();
        assertThat(list.lines())
                .hasSize(2)
                .allMatch(l -> l.endsWith("NOT-APPLIED, installed system-wide, of package fares-1.1-1"));
        await(() -> last().equals("total 32"));
        CommandRun apply = suture("apply", "fares");
        assertThat(apply.err()).isEmpty();
        assertThat(apply.out()).contains("libprice.so/library is ACTIVED", "program/program is ACTIVED");
        await(() -> last().equals("total 64"));
        done("remove", "fares-1.1-1", "--pid", Long.toString(pid));
        await(() -> last().equals("total 32"));

        // One of the two is there already: only the other goes in.
        done("apply", "program/program");
        done("apply", "fares");
        await(() -> last().equals("total 64"));
        assertThat(suture("apply", "fares").exitCode()).isEqualTo(3);
        done("remove", "fares");
        await(() -> last().equals("total 32"));
    }

    private void build() throws Exception {
        for (String side : List.of("base", "patched")) {
            boolean patched = side.equals("patched");
            Compiler.object(
                    folder.resolve("objects/library/" + side + "/code.o"),
                    LIBRARY.replace("PRICE", patched ? "20" : "10 "),
                    "-fPIC");
            Compiler.object(
                    folder.resolve("objects/program/" + side + "/code.o"), PROGRAM.replace("TAX", patched ? "2" : "1"));
        }
        tool("gcc", "-shared", "-Wl,--build-id", "-o", path("libprice.so"), path("objects/library/base/code.o"));
        tool(
                "gcc",
                "-Wl,--build-id",
                "-o",
                path("program"),
                path("objects/program/base/code.o"),
                path("libprice.so"),
                "-Wl,-rpath," + folder);
        for (String part : List.of("library", "program")) {
            done(
                    "build",
                    "--base",
                    path("objects/" + part + "/base"),
                    "--patched",
                    path("objects/" + part + "/patched"),
                    "--target",
                    path(part.equals("library") ? "libprice.so" : "program"),
                    "-o",
                    path(part + ".upatch"));
        }
    }

    private void install(String deb) throws Exception {
        Path admin = Files.createDirectories(folder.resolve("root/var/lib/dpkg"));
        for (String each : List.of("updates", "info", "triggers")) {
            Files.createDirectories(admin.resolve(each));
        }
        Files.createFile(admin.resolve("status"));
        Files.createFile(admin.resolve("available"));
        tool(
                "dpkg",
                "--root=" + path("root"),
                "--force-not-root",
                "--force-architecture",
                "--log=" + path("dpkg.log"),
                "--install",
                deb);
    }

    /** Beside the test, not as a child of this JVM, whose reaper would swallow ptrace's stops. */
    private void start() throws Exception {
        tool(
                "sh",
                "-c",
                "setsid \"$1\" </dev/null >\"$2\" 2>&1 & echo $! >\"$3\"",
                "sh",
                path("program"),
                path("output"),
                path("pid"));
        pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    }

    private String last() {
        try {
            // What comes after the last line end is not whole yet.
            String output = Files.readString(folder.resolve("output"));
            List<String> lines =
                    output.substring(0, output.lastIndexOf('\n') + 1).lines().toList();
            return lines.isEmpty() ? "" : lines.getLast();
        } catch (IOException e) {
            return "";
        }
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain; last: %s", last()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static boolean mayTrace() throws Exception {
        Path scope = Path.of("/proc/sys/kernel/yama/ptrace_scope");
        return "root".equals(System.getProperty("user.name"))
                || Files.notExists(scope)
                || Files.readString(scope).strip().equals("0");
    }
}
