package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Section;
import dev.suture.manager.Plugins;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What must not be done to a real process: the command that is refused, its exit code, and what it tells people to do. */
@Timeout(120)
class RefusalCommandsTest {
    private static final int TROUBLE = 2;
    private static final int REFUSED = 3;
    private static final int BUSY = 4;

    /** Answers a hundred times a second; with an argument, stays inside the function that is patched, or fills memory. */
    private static final String MAIN = """
            #define _GNU_SOURCE
            #include <stdio.h>
            #include <string.h>
            #include <sys/mman.h>
            #include <unistd.h>
            int answer(int stay);
            static volatile int sink;
            /* Takes all that is free within 4 GiB of the program, so that nothing can be put there. */
            static void fill(void) {
                unsigned long here = (unsigned long) fill & ~4095ul, low = here - (1ul << 32), high = here + (1ul << 32);
                unsigned long free = low, start, end;
                char line[512];
                FILE *maps = fopen("/proc/self/maps", "r");
                while (maps && fgets(line, sizeof line, maps)) {
                    sscanf(line, "%lx-%lx", &start, &end);
                    unsigned long until = start < high ? start : high;
                    if (free < until)
                        mmap((void *) free, until - free, PROT_NONE,
                             MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE | MAP_NORESERVE, -1, 0);
                    if (end > free) free = end;
                }
            }
            int main(int argc, char **argv) {
                if (argc > 1 && !strcmp(argv[1], "full")) fill();
                printf("ready\\n");
                fflush(stdout);
                for (;;) { sink = answer(argc > 1 && !strcmp(argv[1], "stay")); usleep(10000); }
            }
            """;

    private static final String ANSWER = """
            #include <unistd.h>
            #include <stdio.h>
            /* Long enough for a jump of 5 bytes, too short for one of 14. */
            __attribute__((noinline, noipa)) int tiny(int x) { return x * TINY + 1; }
            __attribute__((noinline)) int answer(int stay) {
                int sum = tiny(FACTOR);
                while (stay) { pause(); }
                for (int i = 0; i < 3; i++) sum = sum * FACTOR + getpid() % 7;
                return sum;
            }
            """;

    @TempDir
    static Path built;

    @TempDir
    Path folder;

    private static Path program;
    private static Path fix;
    private static Path second;
    private static Path tiny;

    @BeforeAll
    static void build() throws Exception {
        program = build("base", 3, 100003);
        build("fixed", 5, 100003);
        build("other", 7, 100003);
        build("tiny", 3, 200003);
        fix = patch("fix", "fixed");
        second = patch("second", "other");
        tiny = patch("tiny", "tiny");
    }

    private static Path build(String name, int factor, int tiny) throws Exception {
        Path side = built.resolve(name);
        String source = ANSWER.replace("FACTOR", Integer.toString(factor)).replace("TINY", Integer.toString(tiny));
        Compiler.object(side.resolve("answer.o"), source, "-g");
        Compiler.object(side.resolve("main.o"), MAIN, "-g");
        List<String> link = List.of(
                "gcc",
                "-Wl,--build-id",
                "-o",
                side.resolve("program").toString(),
                side.resolve("answer.o").toString(),
                side.resolve("main.o").toString());
        assertThat(new ProcessBuilder(link).inheritIO().start().waitFor()).isZero();
        return side.resolve("program");
    }

    private static Path patch(String name, String patched) {
        Path file = built.resolve(name + ".upatch");
        CommandRun run = CommandRun.of(
                built.resolve("no-store"),
                Plugins.find(),
                Optional.empty(),
                "build",
                "--base",
                built.resolve("base").toString(),
                "--patched",
                built.resolve(patched).toString(),
                "--target",
                program.toString(),
                "-o",
                file.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        return file;
    }

    @BeforeEach
    void mayTrace() {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: needs root");
    }

    private CommandRun suture(String... args) {
        return CommandRun.of(folder.resolve("store"), Plugins.find(), Optional.empty(), args);
    }

    /** Refused so, with a sentence that names it and one that says what to do. */
    private static void assertRefused(CommandRun run, int exitCode, String... said) {
        assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(exitCode);
        assertThat(run.err()).startsWith("suture: ").contains("\n  → ").contains(said);
        assertThat(run.err()).as("no stack trace").doesNotContain("\tat ");
    }

    private void assertUntouched(LiveProgram program) {
        assertThat(program.process().isAlive()).isTrue();
        assertThat(suture("status").out()).doesNotContain("  ACTIVED", "UNKNOWN");
    }

    @Test
    void anotherBuild() throws Exception {
        try (LiveProgram other = LiveProgram.start(built.resolve("other/program"))) {
            assertRefused(suture("apply", fix.toString(), "--pid", other.pid()), REFUSED, "build-id", other.pid());
            assertUntouched(other);
        }
    }

    @Test
    void aFunctionTooSmall() throws Exception {
        try (LiveProgram running = LiveProgram.start(program)) {
            Path small = Files.copy(fix, folder.resolve("small.upatch"));
            shrinkFunction(small, 3);
            assertRefused(suture("apply", small.toString()), REFUSED, "answer", "3 bytes");
            assertUntouched(running);
        }
    }

    /** Writes another size into the first record of .upatch.funcs, as another builder might have: its fourth word. */
    private static void shrinkFunction(Path patch, long size) throws Exception {
        long place = ElfFile.open(patch).sections().stream()
                .filter(s -> s.name().equals(".upatch.funcs"))
                .mapToLong(Section::offset)
                .findFirst()
                .orElseThrow();
        try (FileChannel file = FileChannel.open(patch, StandardOpenOption.WRITE)) {
            ByteBuffer word = ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(0, size);
            file.write(word, place + 3 * Long.BYTES);
        }
    }

    @Test
    void noRoomWithinReach() throws Exception {
        try (LiveProgram full = LiveProgram.start(program, "full")) {
            assertRefused(suture("apply", tiny.toString(), "--pid", full.pid()), REFUSED, full.pid(), "tiny");
            assertUntouched(full);
        }
    }

    @Test
    void busyBeyondTheTimeLimit() throws Exception {
        try (LiveProgram staying = LiveProgram.start(program, "stay")) {
            assertRefused(
                    suture("apply", fix.toString(), "--timeout", "200ms"),
                    BUSY,
                    "thread " + staying.pid(),
                    "answer",
                    "main",
                    "--timeout");
            assertUntouched(staying);
        }
    }

    @Test
    void noPermission() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/setpriv")), "skipped: setpriv is not installed");
        try (LiveProgram running = LiveProgram.start(program)) {
            // Root without this right may not trace a process that has it (ptrace(2), "access mode checking").
            Path output = folder.resolve("said.txt");
            ProcessBuilder unable = new ProcessBuilder(
                            "setpriv",
                            "--bounding-set=-sys_ptrace",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            "apply",
                            fix.toString(),
                            "--pid",
                            running.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            unable.environment().put("SUTURE_HOME", folder.resolve("store").toString());
            unable.environment().put("SUTURE_AGENT", "off");
            Process run = unable.start();
            run.getOutputStream().close();
            assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertRefused(new CommandRun(run.exitValue(), "", Files.readString(output)), TROUBLE, running.pid());
            assertUntouched(running);
        }
    }

    @Test
    void aProcessThatHasEnded() throws Exception {
        String pid;
        try (LiveProgram ended = LiveProgram.start(program)) {
            pid = ended.pid();
        }
        CommandRun run = suture("apply", fix.toString(), "--pid", pid);
        assertThat(run.exitCode()).isIn(TROUBLE, REFUSED);
        assertThat(run.err()).startsWith("suture: ").contains(pid, "\n  → ");
    }

    @Test
    void underAnotherDebugger() throws Exception {
        Path debugger = built.resolve("debugger");
        Path source = Files.writeString(built.resolve("debugger.c"), """
                #include <stdio.h>
                #include <stdlib.h>
                #include <sys/ptrace.h>
                #include <unistd.h>
                int main(int argc, char **argv) {
                    if (argc < 2 || ptrace(PTRACE_SEIZE, atoi(argv[1]), 0, 0)) return 1;
                    printf("ready\\n");
                    fflush(stdout);
                    for (;;) pause();
                }
                """);
        assertThat(new ProcessBuilder("gcc", "-o", debugger.toString(), source.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        try (LiveProgram running = LiveProgram.start(program);
                LiveProgram tracer = LiveProgram.start(debugger, running.pid())) {
            assertRefused(suture("apply", fix.toString()), BUSY, running.pid(), tracer.pid());
            assertThat(suture("check", fix.toString()).out()).contains("failed", "[already-traced]");
            assertUntouched(running);
        }
    }

    @Test
    void aFileThatIsNoElf() throws Exception {
        Path text = Files.writeString(
                folder.resolve("note.upatch"), "only a line of text, of more than 64 bytes; no ELF file");
        assertRefused(suture("apply", text.toString()), TROUBLE, "note.upatch");
        assertRefused(suture("elf", text.toString()), TROUBLE, "note.upatch");
    }

    @Test
    void appliedAlreadyAndOverriddenByALaterPatch() throws Exception {
        try (LiveProgram running = LiveProgram.start(program)) {
            assertThat(suture("apply", fix.toString()).exitCode()).isZero();
            assertRefused(suture("apply", fix.toString()), REFUSED, "already");
            CommandRun over = suture("apply", second.toString());
            assertThat(over.exitCode()).as(over.err()).isZero();
            assertRefused(suture("deactive", "fix"), REFUSED, "second");
            assertRefused(suture("remove", "fix"), REFUSED, "second");
            assertThat(suture("remove", "second").exitCode()).isZero();
            assertThat(suture("remove", "fix").exitCode()).isZero();
            assertUntouched(running);
        }
    }
}
