package dev.suture.upatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.ProcessWatch.Mode;
import dev.suture.plugin.WatchRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that start while a patch is active print the answer of the first call of the function it replaces. */
@Timeout(120)
class NewProcessTest {
    /** How often each program is started; more with {@code -Dsuture.starts=200}. */
    private static final int STARTS = Integer.getInteger("suture.starts", 20);

    private static final String PRINTING = """
            #include <stdio.h>
            const char *answer(const char *name);
            int main(int argc, char **argv) { puts(answer(argv[0])); return 0; }
            """;
    /** Calls functions of the C library that a static program resolves only when it runs (IFUNC). */
    private static final String ANSWER = """
            #include <string.h>
            __attribute__((noinline)) const char *answer(const char *name) {
                return strlen(name) > 3 && strchr(name, '/') ? "%s" : "wrong";
            }
            """;

    @TempDir
    Path folder;

    private Path patch() {
        return folder.resolve("small.upatch");
    }

    private SmallBuild program() {
        return new SmallBuild(folder)
                .with("main", PRINTING)
                .with("answer", ANSWER.formatted("old"), ANSWER.formatted("new"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-pie", "-no-pie", "-static", "-static-pie"})
    void programs(String kind) throws Exception {
        SmallBuild build =
                program().compiledWith(kind.endsWith("pie") && !kind.equals("-no-pie") ? "-fpie" : "-fno-pie");
        build.linkedWith(kind).build();
        try (Starts starts = Starts.beforeFirstCalls(build.target(), patch())) {
            assertThat(Starts.oneAfterTheOther(STARTS, build.target())).isEqualTo(Collections.nCopies(STARTS, "new"));
            starts.assertAllBeforeFirstCall(STARTS);
        }
        assertThat(Starts.oneAfterTheOther(1, build.target())).containsExactly("old");
    }

    private SmallBuild library() {
        return new SmallBuild(folder)
                .with("constructor", """
                        #include <stdio.h>
                        const char *answer(const char *name);
                        __attribute__((constructor)) static void first(void) { puts(answer("a/constructor")); }
                        """)
                .with("answer", ANSWER.formatted("old"), ANSWER.formatted("new"))
                .compiledWith("-fPIC")
                .linkedWith("-shared");
    }

    private static List<String> constructorAndMain(int count) {
        return Collections.nCopies(2 * count, "new");
    }

    /** With the initialiser that gcc adds, and with nothing but the constructor. */
    @ParameterizedTest
    @ValueSource(strings = {"-shared", "-nostartfiles"})
    void aLibraryWithAConstructor(String kind) throws Exception {
        SmallBuild build = library().linkedWith(kind);
        build.build();
        Path user = Starts.compile(folder, "user", PRINTING, build.target().toString());
        try (Starts starts = Starts.beforeFirstCalls(build.target(), patch())) {
            assertThat(Starts.oneAfterTheOther(STARTS, user)).isEqualTo(constructorAndMain(STARTS));
            starts.assertAllBeforeFirstCall(STARTS);
        }
    }

    @Test
    void aLibraryThatIsLoadedLaterWhileOtherThreadsRun() throws Exception {
        SmallBuild build = library();
        build.build();
        Path user = Starts.compile(folder, "user", """
                #include <dlfcn.h>
                #include <pthread.h>
                #include <stdio.h>
                #include <unistd.h>
                static void *busy(void *unused) { for (;;) usleep(10); return unused; }
                int main(int argc, char **argv) {
                    pthread_t thread;
                    for (int i = 0; i < 4; i++) pthread_create(&thread, 0, busy, 0);
                    usleep(2000);
                    void *library = dlopen(LIBRARY, RTLD_NOW);
                    puts(((const char *(*)(const char *)) dlsym(library, "answer"))(argv[0]));
                    return 0;
                }
                """, "-pthread", "-DLIBRARY=\"" + build.target() + "\"");
        try (Starts starts = Starts.beforeFirstCalls(build.target(), patch())) {
            assertThat(Starts.oneAfterTheOther(STARTS, user)).isEqualTo(constructorAndMain(STARTS));
            starts.assertAllBeforeFirstCall(STARTS);
        }
    }

    /** No code runs when it is loaded, so nothing can stop a process before the first call. */
    @Test
    void aLibraryWithoutConstructorIsPatchedLateAndThatIsSaid() throws Exception {
        SmallBuild build = new SmallBuild(folder)
                .with("answer", ANSWER.formatted("old"), ANSWER.formatted("new"))
                .compiledWith("-fPIC")
                .linkedWith("-shared", "-nostartfiles");
        build.build();
        Path user = Starts.compile(folder, "user", PATIENT, build.target().toString());
        try (Starts starts = new Starts(build.target(), patch())) {
            assertThat(starts.watch().mode()).isEqualTo(Mode.LATE);
            assertThat(starts.watch().promise())
                    .contains("no code that runs before all other code of it", "runs the code as it was until");
            assertThat(Starts.oneAfterTheOther(3, user)).containsExactly("new", "new", "new");
            assertThat(starts.failed()).isEmpty();
            assertThat(starts.patched()).hasSize(3).allMatch(p -> p.mode() == Mode.LATE);
        }
    }

    /** Prints the answer when it has changed, or after ten seconds. */
    private static final String PATIENT = """
            #include <stdio.h>
            #include <string.h>
            #include <unistd.h>
            const char *answer(const char *name);
            int main(int argc, char **argv) {
                for (int i = 0; i < 2000 && !strcmp(answer(argv[0]), "old"); i++) usleep(5000);
                puts(answer(argv[0]));
                return 0;
            }
            """;

    /** A shell with job control would call it stopped, and take the terminal back from it. */
    @Test
    void itsParentSeesNothingOfIt() throws Exception {
        SmallBuild build = program();
        build.build();
        Path parent = Starts.compile(folder, "parent", """
                #include <signal.h>
                #include <stdio.h>
                #include <sys/wait.h>
                #include <unistd.h>
                static volatile int codes;
                static void child(int number, siginfo_t *info, void *context) { codes |= 1 << info->si_code; }
                int main(int argc, char **argv) {
                    struct sigaction action = { .sa_sigaction = child, .sa_flags = SA_SIGINFO | SA_RESTART };
                    sigaction(SIGCHLD, &action, 0);
                    for (int i = 0; i < 20; i++) {
                        int status, changes = 0, pid = fork();
                        if (!pid) { execv(argv[1], argv + 1); _exit(9); }
                        do { waitpid(pid, &status, WUNTRACED | WCONTINUED); changes++; }
                        while (!WIFEXITED(status) && !WIFSIGNALED(status));
                        if (changes != 1 || status) printf("%d changes, status %x\\n", changes, status);
                    }
                    printf("exited only: %d\\n", codes == 1 << CLD_EXITED);
                    return 0;
                }
                """);
        try (Starts starts = Starts.beforeFirstCalls(build.target(), patch())) {
            List<String> printed = new ArrayList<>(Starts.shell("\"$1\" \"$2\"", parent, build.target()));
            assertThat(printed.removeLast()).isEqualTo("exited only: 1");
            assertThat(printed).isEqualTo(Collections.nCopies(20, "new"));
            starts.assertAllBeforeFirstCall(20);
        }
    }

    /** By vfork and exec, and by one process that becomes the program again and again. */
    @Test
    void howeverItIsStarted() throws Exception {
        SmallBuild build = program();
        build.build();
        Path spawner = Starts.compile(folder, "spawner", """
                #include <spawn.h>
                #include <sys/wait.h>
                extern char **environ;
                int main(int argc, char **argv) {
                    int pid;
                    for (int i = 0; i < 10; i++) { posix_spawn(&pid, argv[1], 0, 0, argv + 1, environ); wait(0); }
                    return 0;
                }
                """);
        try (Starts starts = Starts.beforeFirstCalls(build.target(), patch())) {
            assertThat(Starts.shell("\"$1\" \"$2\"; (exec \"$2\")", spawner, build.target()))
                    .isEqualTo(Collections.nCopies(11, "new"));
            starts.assertAllBeforeFirstCall(11);
        }
    }

    @Test
    void manyAtATime() throws Exception {
        int many = 3 * STARTS;
        SmallBuild build = program();
        build.build();
        try (Starts starts = Starts.beforeFirstCalls(build.target(), patch())) {
            List<String> printed = Starts.shell("for i in $(seq $1); do \"$2\" & done; wait", many, build.target());
            starts.assertAllBeforeFirstCall(many);
            assertThat(printed).isEqualTo(Collections.nCopies(many, "new"));
        }
    }

    @Test
    void processesThatAreKilledAtTheirStartDoNoHarm() throws Exception {
        SmallBuild build = program();
        build.build();
        try (Starts starts = Starts.beforeFirstCalls(build.target(), patch())) {
            List<String> printed = Starts.shell(
                    "for i in $(seq $1); do \"$2\" & kill -KILL $! 2>/dev/null; wait $!; done 2>/dev/null",
                    STARTS,
                    build.target());
            assertThat(printed).allMatch("new"::equals);
            assertThat(starts.failed()).allMatch(e -> e.kind() == PatchException.Kind.TROUBLE);
            assertThat(Starts.oneAfterTheOther(3, build.target())).containsExactly("new", "new", "new");
        }
        assertThat(Starts.shell("ps -eo stat,args | grep \"$1\" | grep -v grep", folder))
                .isEmpty();
    }

    @Test
    void whatCannotBePatchedRunsOnAndIsTold() throws Exception {
        SmallBuild build = program();
        build.build();
        Path debugger = Starts.compile(folder, "debugger", """
                #include <sys/ptrace.h>
                #include <sys/wait.h>
                #include <unistd.h>
                int main(int argc, char **argv) {
                    int status, pid = fork();
                    if (!pid) { ptrace(PTRACE_TRACEME, 0, 0, 0); execv(argv[1], argv + 1); _exit(9); }
                    while (waitpid(pid, &status, 0) == pid && !WIFEXITED(status)) ptrace(PTRACE_CONT, pid, 0, 0);
                    return WEXITSTATUS(status);
                }
                """);
        try (Starts starts = Starts.beforeFirstCalls(build.target(), patch())) {
            assertThat(Starts.shell("\"$1\" \"$2\"", debugger, build.target())).containsExactly("old");
            assertThat(starts.patched()).isEmpty();
            assertThat(starts.failed()).hasSize(1);
        }
    }

    /** Whatever keeps Suture from it: here the work on each does not end before the process has. */
    @Test
    void noProcessIsHeldForLong() throws Exception {
        int many = 8; // More than are worked on at a time.
        SmallBuild build = program();
        build.build();
        CountDownLatch ended = new CountDownLatch(1);
        WatchRequest request = new WatchRequest(build.target(), List.of(patch()), (file, pid) -> {
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return DriverOptions.DEFAULT;
        });
        try (Starts starts = Starts.beforeFirstCalls(request)) {
            long begin = System.nanoTime();
            List<String> printed = Starts.shell("for i in $(seq $1); do \"$2\" & done; wait", many, build.target());
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            ended.countDown();
            assertThat(printed).isEqualTo(Collections.nCopies(many, "old"));
            assertThat(took).isBetween(Duration.ofMillis(1000), Duration.ofSeconds(6));
            assertThat(starts.failed()).hasSize(many);
            assertThat(starts.patched()).isEmpty();
        } finally {
            ended.countDown();
        }
    }

    /** Two functions, a patch for each, put in together and taken back one by one. */
    @Test
    void severalPatchesGoInTogetherInTheirOrder() throws Exception {
        String source = "const char *%s(void) { return \"%s\"; }";
        String main = """
                #include <stdio.h>
                const char *left(void), *right(void);
                int main(void) { printf("%s %s\\n", left(), right()); return 0; }
                """;
        SmallBuild build = new SmallBuild(folder)
                .with("main", main)
                .with("left", source.formatted("left", "old"), source.formatted("left", "new"))
                .with("right", source.formatted("right", "old"));
        build.build();
        Path left = Files.move(patch(), folder.resolve("left.upatch"));
        SmallBuild other = new SmallBuild(folder)
                .with("main", main)
                .with("left", source.formatted("left", "old"))
                .with("right", source.formatted("right", "old"), source.formatted("right", "new"));
        other.build();
        try (Starts starts = Starts.beforeFirstCalls(build.target(), left, patch())) {
            assertThat(Starts.oneAfterTheOther(3, build.target())).containsOnly("new new");
            assertThat(starts.patched())
                    .allSatisfy(p -> assertThat(p.changes().stream().map(ChangeReport::state))
                            .containsExactly(
                                    PatchState.DEACTIVED,
                                    PatchState.ACTIVED,
                                    PatchState.DEACTIVED,
                                    PatchState.ACTIVED));
            starts.watch().patches(List.of(patch()));
            assertThat(Starts.oneAfterTheOther(1, build.target())).containsExactly("old new");
            starts.watch().patches(List.of());
            assertThat(Starts.oneAfterTheOther(1, build.target())).containsExactly("old old");
            assertThat(starts.patched()).hasSize(4);
        }
    }

    /** Its code starts in the very function that the patch replaces: there the probe's place is the jump's. */
    @Test
    void aPatchOfTheFirstCodeThatRunsIsPutInLate() throws Exception {
        String constructor = """
                int started;
                __attribute__((constructor)) static void first(void) { started = %d; }
                """;
        SmallBuild build = new SmallBuild(folder)
                .with("constructor", constructor.formatted(1), constructor.formatted(2))
                .with("answer", ANSWER.formatted("old"))
                .compiledWith("-fPIC")
                .linkedWith("-shared", "-nostartfiles");
        build.build();
        try (Starts starts = new Starts(build.target())) {
            starts.watch().patches(List.of(patch()));
            assertThat(starts.watch().mode()).isEqualTo(Mode.LATE);
            assertThat(starts.watch().promise()).contains("is itself replaced by the patch");
        }
    }

    @Test
    void aPatchForAnotherBuildIsRefused() throws Exception {
        SmallBuild build = program();
        build.build();
        Path other = Starts.compile(folder, "other", "int main(void) { return 0; }", "-Wl,--build-id");
        assertThatThrownBy(() -> new Starts(other, patch())).isInstanceOfSatisfying(PatchException.class, e -> {
            assertThat(e.kind()).isEqualTo(PatchException.Kind.REFUSED);
            assertThat(e.id()).isEqualTo("build-id-mismatch");
        });
        assertThatThrownBy(() -> new Starts(folder.resolve("missing"), patch()))
                .isInstanceOfSatisfying(
                        PatchException.class, e -> assertThat(e.id()).isEqualTo("target-unreadable"));
    }

    /** The same build installed again is another file to the kernel; another build is none of the patch's business. */
    @Test
    void aFileThatIsInstalledAgainIsFollowed() throws Exception {
        SmallBuild build = program();
        build.build();
        Path target = build.target();
        Path other =
                Starts.compile(folder, "other", PRINTING.replace("answer(argv[0])", "\"other\""), "-Wl,--build-id");
        try (Starts starts = Starts.beforeFirstCalls(target, patch())) {
            Path same = Files.copy(target, folder.resolve("same"), StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(same, target, StandardCopyOption.ATOMIC_MOVE);
            awaitAnswer("new", target);
            assertThat(Starts.oneAfterTheOther(3, target)).containsOnly("new");
            assertThat(starts.degraded()).isEmpty();
            Files.move(other, target, StandardCopyOption.ATOMIC_MOVE);
            awaitAnswer("other", target);
            for (int i = 0; i < 1000 && starts.degraded().isEmpty(); i++) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            assertThat(starts.degraded()).hasSize(1);
            assertThat(starts.degraded().getFirst().id()).isEqualTo("target-replaced");
        }
    }

    private static void awaitAnswer(String answer, Path program) throws Exception {
        for (int i = 0; i < 500; i++) {
            if (Starts.oneAfterTheOther(1, program).equals(List.of(answer))) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(Starts.oneAfterTheOther(1, program)).containsExactly(answer);
    }
}
