package dev.suture.nativebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.elf.ElfBytes;
import dev.suture.elf.ElfFile;
import dev.suture.nativebridge.BusyThread.Evidence;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is found inside a function, and who is not although old return addresses lie on its stack. */
class StackUnwindTest {
    /**
     * The second thread enters {@code inside} in the way the argument says and stays there; the first and the third sleep
     * elsewhere, on stacks where {@code inside} was called deep down before.
     */
    private static final String PROGRAM = """
            #define _GNU_SOURCE
            #include <pthread.h>
            #include <signal.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <string.h>
            #include <sys/mman.h>
            #include <time.h>
            #include <unistd.h>
            #define APART __attribute__((noinline, noclone))
            static const char *way;
            static volatile int turn, quick = 1;
            static void *copied;
            static int hole[2];
            APART void forever(void) { for (;;) pause(); }
            static void handle(int s) { forever(); }
            APART int aligned(int n) {
              char text[n];
              __attribute__((aligned(64))) volatile char area[64];
              area[0] = n;
              memset(text, n, n);
              forever();
              return text[n / 2] + area[0];
            }
            APART int loops(void) { struct timespec t; for (;;) { clock_gettime(CLOCK_MONOTONIC, &t); turn += t.tv_nsec; } }
            #ifdef __x86_64__
            extern void bare(void (*f)(void));
            __asm__(".text\\n.globl bare\\n.type bare,@function\\nbare: push %rbx; sub $64, %rsp; call *%rdi; add $64, %rsp; pop %rbx; ret\\n.size bare,.-bare\\n");
            #endif
            APART int inside(int n) {
              if (quick) return n * 3 + turn;
              if (!strcmp(way, "direct")) for (;;) turn++;
              if (!strcmp(way, "callee")) forever();
              if (!strcmp(way, "signal") || !strcmp(way, "alternate")) raise(SIGUSR1);
              if (!strcmp(way, "vdso")) loops();
              if (!strcmp(way, "aligned")) turn += aligned(n + 40);
            #ifdef __x86_64__
              if (!strcmp(way, "bare")) bare(forever);
              if (!strcmp(way, "copied")) ((void (*)(void (*)(void))) copied)(forever);
            #endif
              return n * 5 + turn;
            }
            APART int idle(int n) { return n * turn + 1; }
            APART int deep(int n) {
              volatile int here[50];
              here[n % 50] = n;
              int result = n == 0 ? 0 : deep(n - 1) + inside(n) + idle(n);
              return result + here[n % 50];
            }
            /* The buffer is never filled: what deep calls have left in it stays. */
            APART int sleeps(void) { char buffer[60000]; return (int) read(hole[0], buffer, sizeof buffer); }
            static void *second(void *u) {
              pthread_setname_np(pthread_self(), "second");
              stack_t alternate = {.ss_sp = malloc(65536), .ss_size = 65536};
              sigaltstack(&alternate, NULL);
              struct sigaction action = {.sa_handler = handle};
              if (!strcmp(way, "alternate")) action.sa_flags = SA_ONSTACK;
              sigaction(SIGUSR1, &action, NULL);
              quick = 0;
              return (void *) (long) inside(7);
            }
            static void *third(void *u) {
              pthread_setname_np(pthread_self(), "third");
              turn += deep(100);
              __atomic_add_fetch((int *) u, 1, __ATOMIC_SEQ_CST);
              return (void *) (long) sleeps();
            }
            int main(int argc, char **argv) {
              static int started;
              setvbuf(stdout, NULL, _IOLBF, 0);
              way = argv[1];
              if (pipe(hole)) return 1;
            #ifdef __x86_64__
              static const unsigned char code[] = {0x48, 0x83, 0xec, 0x08, 0xff, 0xd7, 0x48, 0x83, 0xc4, 0x08, 0xc3};
              copied = mmap(0, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
              memcpy(copied, code, sizeof code);
              printf("copied=%ld\\n", (long) copied);
            #endif
              turn += deep(100);
              pthread_t t;
              pthread_create(&t, NULL, third, &started);
              while (__atomic_load_n(&started, __ATOMIC_SEQ_CST) == 0) usleep(1000);
              if (strcmp(way, "nobody")) pthread_create(&t, NULL, second, NULL);
              printf("ready\\n");
              return sleeps();
            }
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "direct, RUNNING, 1",
        "callee, RETURNS_INTO, 3",
        "signal, RETURNS_INTO, 6",
        "alternate, RETURNS_INTO, 6",
        "aligned, RETURNS_INTO, 4",
    })
    void findsWhoIsInsideAndNobodyElse(String way, Evidence evidence, int frames) throws Exception {
        Path binary = Victim.compile(directory, "program", PROGRAM, "-fomit-frame-pointer");
        try (Victim victim = Victim.start(binary, way);
                Tracee tracee = Tracee.of(victim.process())) {
            BusyThread busy = onlyBusy(tracee, victim.function("inside"), evidence);
            assertThat(busy.name()).isEqualTo("second");
            assertThat(busy.backtrace().complete()).isTrue();
            assertThat(busy.backtrace().size()).isGreaterThanOrEqualTo(frames);
            assertThat(busy.describe()).contains("(second)", "inside+0x", "(program)", "second+0x");
            StackCheckResult result = check(tracee, victim.function("inside"));
            assertThat(result.leavePoints()).singleElement().satisfies(point -> {
                FunctionRange second = victim.function("second");
                assertThat(point.address().orElseThrow()).isBetween(second.start(), second.end());
                assertThat(busy.returnAddress()).isEqualTo(point.address());
            });
            assertThat(check(tracee, victim.function("idle"), victim.function("deep"))
                            .clear())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-O0", "-O1", "-O2", "-fno-omit-frame-pointer", "-fstack-protector-all", "-static", "-static-pie"
            })
    void takesNoStaleWordForAFrame(String option) throws Exception {
        Path binary = Victim.compile(directory, "program", PROGRAM, option);
        try (Victim victim = Victim.start(binary, "nobody");
                Tracee tracee = Tracee.of(victim.process())) {
            FunctionRange inside = victim.function("inside");
            FunctionRange idle = victim.function("idle");
            FunctionRange deep = victim.function("deep");
            FunctionRange sleeps = victim.function("sleeps");
            Victim.await(() -> check(tracee, sleeps).busy().size() == 2, "both threads to sleep");
            // Else this would prove nothing: the words are there, and looking at all words finds them.
            assertThat(staleWords(tracee, deep)).hasSize(2);
            StackCheckResult result = check(tracee, inside, idle, deep);
            assertThat(result.busy()).isEmpty();
            assertThat(result.unchecked()).isEmpty();
            assertThat(result.clear()).isTrue();
            assertThat(result.backtraces()).hasSize(2).allMatch(Backtrace::complete);
        }
    }

    /** The threads on whose stacks a word points into a function. */
    private static List<Integer> staleWords(Tracee tracee, FunctionRange function) {
        StackScan scan = new StackScan(new FunctionRanges(List.of(function)));
        return tracee.whileFrozen(process -> process.threads().stream()
                        .filter(thread -> {
                            ThreadHits hits = new ThreadHits(thread.sp());
                            HomeStack home = new HomeStack(process, thread, 0);
                            AddressRange none = new AddressRange(0, 0);
                            assertThat(scan.scan(process, thread, thread.sp(), none, home, hits))
                                    .isTrue();
                            return !hits.all().isEmpty();
                        })
                        .map(FrozenThread::tid)
                        .toList())
                .value();
    }

    @Test
    void seesThroughTheVdso() throws Exception {
        Path binary = Victim.compile(directory, "program", PROGRAM);
        try (Victim victim = Victim.start(binary, "vdso");
                Tracee tracee = Tracee.of(victim.process())) {
            StackCheck check = StackCheck.of(tracee, List.of(victim.function("inside")));
            AtomicReference<Backtrace> inVdso = new AtomicReference<>();
            Victim.await(
                    () -> {
                        StackCheckResult result =
                                tracee.whileFrozen(check::check).value();
                        result.busy().stream()
                                .map(BusyThread::backtrace)
                                .filter(trace ->
                                        trace.frames().getFirst().file().equals("[vdso]"))
                                .forEach(inVdso::set);
                        return inVdso.get() != null;
                    },
                    "the thread to be in the vdso");
            assertThat(inVdso.get().complete()).isTrue();
            assertThat(inVdso.get().frames()).extracting(StackFrame::function).contains("loops", "inside", "second");
        }
    }

    @Test
    void looksAtEveryWordBeyondCodeWithoutRecords() throws Exception {
        Path binary = Victim.compile(directory, "program", PROGRAM);
        try (Victim victim = Victim.start(binary, "bare");
                Tracee tracee = Tracee.of(victim.process())) {
            BusyThread busy = onlyBusy(tracee, victim.function("inside"), Evidence.ON_STACK);
            assertThat(busy.backtrace().complete()).isFalse();
            assertThat(busy.backtrace().frames().getLast().function()).isEqualTo("bare");
            assertThat(busy.describe()).contains("(second)", "inside+0x", "could not be followed beyond bare+0x");
            // The part below that code has been unwound: nobody is there but who is.
            assertThat(check(tracee, victim.function("idle"), victim.function("aligned"))
                            .clear())
                    .isTrue();
            StackCheckResult result = check(tracee, victim.function("inside"));
            assertThat(result.leavePoints())
                    .singleElement()
                    .satisfies(point -> assertThat(point.address()).isEmpty());
            // In the code without records itself it is for certain.
            onlyBusy(tracee, victim.function("bare"), Evidence.RETURNS_INTO);
        }
    }

    @Test
    void unwindsCodeWhoseRecordsItIsGiven() throws Exception {
        Path binary = Victim.compile(directory, "program", PROGRAM);
        try (Victim victim = Victim.start(binary, "copied");
                Tracee tracee = Tracee.of(victim.process())) {
            FunctionRange inside = victim.function("inside");
            onlyBusy(tracee, inside, Evidence.ON_STACK);
            long code = victim.value("copied");
            CodeRecords records = new CodeRecords(
                    "copied code", new AddressRange(code, code + 11), callRecords(code, 11), code + 2048);
            StackCheck check = StackCheck.of(tracee, List.of(inside), new UnwindFiles(), List.of(records));
            BusyThread busy = tracee.whileFrozen(check::check).value().busy().getFirst();
            assertThat(busy.evidence()).isEqualTo(Evidence.RETURNS_INTO);
            assertThat(busy.backtrace().complete()).isTrue();
            assertThat(busy.backtrace().frames()).extracting(StackFrame::file).contains("copied code");
        }
    }

    /** Of {@code sub $8,%rsp; call *%rdi; add $8,%rsp; ret}, with absolute addresses. */
    private static ElfBytes callRecords(long start, long length) {
        ByteBuffer out = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(20).putInt(0).put(new byte[] {1, 'z', 'R', 0, 1, 0x78, 16, 1, 0, 0x0c, 7, 8, (byte) 0x90, 1, 0, 0});
        out.putInt(32).putInt(28).putLong(start).putLong(length);
        out.put(new byte[] {0, 0x44, 0x0e, 16, 0x46, 0x0e, 8, 0, 0, 0, 0, 0});
        return ElfBytes.of("records", out.array(), ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void unwindsAProgramWhoseFileWasDeleted() throws Exception {
        Path binary = Victim.compile(directory, "program", PROGRAM);
        try (Victim victim = Victim.start(binary, "callee");
                Tracee tracee = Tracee.of(victim.process())) {
            FunctionRange inside = victim.function("inside");
            Files.delete(binary);
            BusyThread busy = onlyBusy(tracee, inside, Evidence.RETURNS_INTO);
            assertThat(busy.backtrace().complete()).isTrue();
            assertThat(busy.describe()).contains("inside+0x", "(program)");
        }
    }

    @ParameterizedTest
    @CsvSource({"musl-gcc, -static", "musl-gcc, -O1", "clang, -O2", "gcc, -static"})
    void findsWhoIsInsideOtherPrograms(String compiler, String option) throws Exception {
        assumeTrue(has(compiler), "skipped: there is no " + compiler);
        Path binary = Victim.compileWith(compiler, ".c", directory, "program", PROGRAM, option);
        for (String way : List.of("callee", "alternate", "aligned")) {
            try (Victim victim = Victim.start(binary, way);
                    Tracee tracee = Tracee.of(victim.process())) {
                FunctionRange inside = victim.function("inside");
                Victim.await(
                        () -> check(tracee, inside).busy().stream()
                                .anyMatch(busy -> busy.name().equals("second")),
                        "the thread to be inside");
                StackCheckResult result = check(tracee, inside);
                assertThat(result.unchecked()).isEmpty();
                // A C library without records lets nobody be unwound; then words decide, also stale ones.
                if (!compiler.startsWith("musl")) {
                    assertThat(result.busy()).singleElement().satisfies(busy -> {
                        assertThat(busy.name()).isEqualTo("second");
                        assertThat(busy.backtrace().complete()).isTrue();
                    });
                }
            }
        }
    }

    private static boolean has(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    private static final String THROWS = """
            #include <stdio.h>
            #include <string>
            #include <thread>
            #include <unistd.h>
            extern "C" {
            __attribute__((noinline)) void waits(int n) { if (n > 2) throw std::string("no"); for (;;) pause(); }
            __attribute__((noinline)) int inside(int n) {
              std::string text(n, 'x');
              try { waits(n); } catch (const std::string &s) { return s.size() + text.size(); }
              return text.size();
            }
            __attribute__((noinline)) int idle(int n) { try { waits(n + 3); } catch (const std::string &s) { return n; } return 0; }
            }
            int main() {
              setvbuf(stdout, NULL, _IOLBF, 0);
              std::thread t([] { idle(1); return inside(1); });
              printf("ready\\n");
              t.join();
            }
            """;

    @Test
    void findsWhoIsInsideCodeThatCatches() throws Exception {
        assumeTrue(has("g++"), "skipped: there is no g++");
        Path binary = Victim.compileWith("g++", ".cc", directory, "throws", THROWS);
        try (Victim victim = Victim.start(binary);
                Tracee tracee = Tracee.of(victim.process())) {
            BusyThread busy = onlyBusy(tracee, victim.function("inside"), Evidence.RETURNS_INTO);
            assertThat(busy.backtrace().complete()).isTrue();
            assertThat(busy.backtrace().frames())
                    .extracting(StackFrame::file)
                    .anyMatch(file -> file.startsWith("libstdc++.so.6"));
            assertThat(check(tracee, victim.function("idle")).clear()).isTrue();
        }
    }

    /** Recurses as deep as the argument says, then sleeps. */
    private static final String RECURSIVE = """
            #include <stdio.h>
            #include <stdlib.h>
            #include <unistd.h>
            static volatile int turn;
            __attribute__((noinline, noclone)) int bottom(void) { printf("ready\\n"); for (;;) pause(); }
            __attribute__((noinline, noclone)) int inside(int n) { return n == 0 ? bottom() : inside(n - 1) + turn; }
            __attribute__((noinline, noclone)) int idle(int n) { return n * turn + 1; }
            int main(int argc, char **argv) { setvbuf(stdout, NULL, _IOLBF, 0); return inside(atoi(argv[1])) + idle(1); }
            """;

    @Test
    void unwindsADeepRecursion() throws Exception {
        Path binary = Victim.compile(directory, "recursive", RECURSIVE);
        try (Victim victim = Victim.start(binary, "100000");
                Tracee tracee = Tracee.of(victim.process())) {
            BusyThread busy = onlyBusy(tracee, victim.function("inside"), Evidence.RETURNS_INTO);
            assertThat(busy.backtrace().complete()).isTrue();
            assertThat(busy.backtrace().size() + busy.backtrace().omitted()).isGreaterThan(100000);
            FunctionRange main = victim.function("main");
            BusyThread outermost = onlyBusy(tracee, main, Evidence.RETURNS_INTO);
            assertThat(outermost.describe()).contains("main+0x");
            // Where all of those frames together are left.
            assertThat(check(tracee, victim.function("inside")).leavePoints())
                    .singleElement()
                    .satisfies(
                            point -> assertThat(point.address().orElseThrow()).isBetween(main.start(), main.end()));
            assertThat(check(tracee, victim.function("idle")).clear()).isTrue();
        }
    }

    /** A coroutine runs on a stack of its own; {@code inside} has called it and waits on the thread's. */
    private static final String COROUTINE = """
            #include <pthread.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <ucontext.h>
            #include <unistd.h>
            static _Thread_local ucontext_t here, there;
            static volatile int turn;
            static void coroutine(void) { for (;;) pause(); }
            __attribute__((noinline, noclone)) int inside(int n) { swapcontext(&here, &there); return n + turn; }
            __attribute__((noinline, noclone)) int idle(int n) { return n * turn + 1; }
            static void *run(void *u) {
              getcontext(&there);
              there.uc_stack.ss_sp = malloc(65536);
              there.uc_stack.ss_size = 65536;
              makecontext(&there, coroutine, 0);
              return (void *) (long) inside(idle(2));
            }
            int main(int argc, char **argv) {
              setvbuf(stdout, NULL, _IOLBF, 0);
              pthread_t t;
              if (argc > 1) pthread_create(&t, NULL, run, NULL);
              printf("ready\\n");
              if (argc == 1) run(NULL);
              for (;;) pause();
            }
            """;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void looksAtTheStackACoroutineWasCalledFrom(boolean ownThread) throws Exception {
        Path binary = Victim.compile(directory, "coroutine", COROUTINE);
        try (Victim victim = ownThread ? Victim.start(binary, "thread") : Victim.start(binary);
                Tracee tracee = Tracee.of(victim.process())) {
            FunctionRange coroutine = victim.function("coroutine");
            Victim.await(() -> !check(tracee, coroutine).clear(), "the coroutine to run");
            onlyBusy(tracee, victim.function("inside"), Evidence.ON_STACK);
            assertThat(check(tracee, victim.function("idle")).clear()).isTrue();
        }
    }

    /** A library that is loaded while the process is looked at. */
    @Test
    void doesNotTrustWhatWasLoadedSince() throws Exception {
        Path library = Victim.compile(
                directory,
                "late.so",
                "#include <unistd.h>\nint late(int n) { for (;;) pause(); return n; }\n",
                "-shared",
                "-fPIC");
        Path binary = Victim.compile(directory, "loader", """
                #include <dlfcn.h>
                #include <signal.h>
                #include <stdio.h>
                #include <unistd.h>
                static volatile sig_atomic_t go;
                static void handle(int s) { go = 1; }
                __attribute__((noinline, noclone)) int inside(int (*f)(int)) { return f(3) + go; }
                int main(int argc, char **argv) {
                  setvbuf(stdout, NULL, _IOLBF, 0);
                  signal(SIGUSR1, handle);
                  printf("ready\\n");
                  while (!go) usleep(1000); /* pause() could miss a signal that comes just before it */
                  int (*f)(int) = (int (*)(int)) dlsym(dlopen(argv[1], RTLD_NOW), "late");
                  printf("loaded\\n");
                  return inside(f);
                }
                """);
        try (Victim victim = Victim.start(binary, library.toString());
                Tracee tracee = Tracee.of(victim.process())) {
            StackCheck check = StackCheck.of(tracee, List.of(victim.function("inside")));
            assertThat(tracee.whileFrozen(check::check).value().clear()).isTrue();
            victim.signal("USR1");
            Victim.await(() -> victim.lines().contains("loaded"), "the library to be loaded");
            Victim.await(() -> !tracee.whileFrozen(check::check).value().clear(), "the call of the library");
            BusyThread before = tracee.whileFrozen(check::check).value().busy().getFirst();
            assertThat(before.evidence()).isEqualTo(Evidence.ON_STACK);
            check.refresh();
            BusyThread after = tracee.whileFrozen(check::check).value().busy().getFirst();
            assertThat(after.evidence()).isEqualTo(Evidence.RETURNS_INTO);
            assertThat(after.backtrace().complete()).isTrue();
        }
    }

    /** A probe on the return of a function, as tracers set them: on the stack stands the kernel's address. */
    private static final String RETURN_PROBE = """
            #include <linux/perf_event.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <string.h>
            #include <sys/syscall.h>
            #include <unistd.h>
            int main(int argc, char **argv) {
              setvbuf(stdout, NULL, _IOLBF, 0);
              FILE *type = fopen("/sys/bus/event_source/devices/uprobe/type", "r");
              int number = 0;
              if (!type || fscanf(type, "%d", &number) != 1) { printf("refused\\nready\\n"); pause(); }
              struct perf_event_attr attr = {.size = sizeof attr, .type = number, .config = 1};
              attr.uprobe_path = (unsigned long) argv[1];
              attr.probe_offset = strtoul(argv[2], NULL, 0);
              for (int cpu = 0; cpu < sysconf(_SC_NPROCESSORS_ONLN); cpu++) {
                if (syscall(SYS_perf_event_open, &attr, -1, cpu, -1, 0) < 0) printf("refused\\n");
              }
              printf("ready\\n");
              for (;;) pause();
            }
            """;

    @Test
    void takesNothingForSeenBehindTheKernelsOwnReturnAddress() throws Exception {
        Path tracer = Victim.compile(directory, "tracer", RETURN_PROBE);
        Path binary = Victim.compile(directory, "program", PROGRAM);
        long offset = ElfFile.open(binary).symbols().stream()
                .filter(symbol -> symbol.name().equals("forever"))
                .findFirst()
                .orElseThrow()
                .value();
        try (Victim probe = Victim.start(tracer, binary.toString(), Long.toString(offset))) {
            assumeTrue(!probe.lines().contains("refused"), "skipped: the kernel sets no probes for us");
            try (Victim victim = Victim.start(binary, "callee");
                    Tracee tracee = Tracee.of(victim.process())) {
                FunctionRange forever = victim.function("forever");
                Victim.await(
                        () -> check(tracee, forever).busy().stream()
                                .anyMatch(busy -> busy.evidence() == Evidence.RETURNS_INTO),
                        "the probed function to be called");
                StackCheckResult result = check(tracee, victim.function("inside"));
                assertThat(result.unchecked()).hasSize(1);
                assertThat(result.clear()).isFalse();
            }
        }
    }

    @Test
    void noticesThatSomethingElseIsMapped() throws Exception {
        Path binary = Victim.compile(directory, "program", PROGRAM);
        try (Victim victim = Victim.start(binary, "nobody");
                Tracee tracee = Tracee.of(victim.process())) {
            MemoryMapping code = victim.process().maps().stream()
                    .filter(m -> m.executable() && m.path().equals(binary.toString()))
                    .findFirst()
                    .orElseThrow();
            assertThat(tracee.whileFrozen(p -> p.isStillMapped(code)).value()).isTrue();
            for (MemoryMapping other : List.of(
                    new MemoryMapping(
                            code.start(),
                            code.end(),
                            code.permissions(),
                            code.offset() + 4096,
                            code.device(),
                            code.inode(),
                            code.path(),
                            false),
                    new MemoryMapping(
                            code.start(),
                            code.end(),
                            code.permissions(),
                            code.offset(),
                            code.device(),
                            code.inode() + 1,
                            code.path(),
                            false),
                    new MemoryMapping(
                            code.start(),
                            code.end(),
                            code.permissions(),
                            code.offset(),
                            "ff:7f",
                            code.inode(),
                            code.path(),
                            false),
                    new MemoryMapping(
                            4096,
                            8192,
                            code.permissions(),
                            code.offset(),
                            code.device(),
                            code.inode(),
                            code.path(),
                            false))) {
                assertThat(tracee.whileFrozen(p -> p.isStillMapped(other)).value())
                        .isFalse();
            }
        }
    }

    private static BusyThread onlyBusy(Tracee tracee, FunctionRange function, Evidence evidence) {
        Victim.await(
                () -> check(tracee, function).busy().stream().anyMatch(b -> b.evidence() == evidence),
                "a thread to be in " + function.name());
        StackCheckResult result = check(tracee, function);
        assertThat(result.unchecked()).isEmpty();
        assertThat(result.busy()).hasSize(1);
        assertThat(result.busy().getFirst().evidence()).isEqualTo(evidence);
        return result.busy().getFirst();
    }

    private static StackCheckResult check(Tracee tracee, FunctionRange... functions) {
        StackCheck check = StackCheck.of(tracee, List.of(functions));
        return tracee.whileFrozen(check::check).value();
    }
}
