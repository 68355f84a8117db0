package dev.suture.source.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.elf.ElfFile;
import dev.suture.plugin.Progress;
import dev.suture.source.trace.Compilation.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What builds do with compilers, through the wrapper: the outcome is the compiler's own, and nothing goes unseen. */
class CompilerTraceTest {
    @TempDir
    Path folder;

    private Path tree;
    private CompilerTrace.Folders folders;
    private List<Path> further = List.of();

    @BeforeEach
    void writeTree() throws Exception {
        assumeTrue(has("gcc"), "skipped: gcc is not installed");
        // A name that a shell would take apart.
        tree = Files.createDirectories(folder.toRealPath().resolve("a tree/it's"));
        folders = new CompilerTrace.Folders(
                folder.toRealPath().resolve("the tools"),
                Files.createDirectories(folder.toRealPath().resolve("the records")),
                Files.createDirectories(folder.toRealPath().resolve("dependencies")));
        Files.writeString(tree.resolve("one.c"), "#include \"one.h\"\nint one(void) { return ONE; }\n");
        Files.writeString(tree.resolve("one.h"), "#define ONE 1\n");
        Files.writeString(tree.resolve("main.c"), "int one(void); int main(void) { return one() - 1; }\n");
    }

    private static boolean has(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(f -> Files.isExecutable(Path.of(f, program)));
    }

    private CompilerTrace install(CompilerTrace.Mode mode) throws IOException {
        return CompilerTrace.install(folders, tree, Optional.empty(), mode, further);
    }

    private String run(String command, String... environment) throws Exception {
        return run(CompilerTrace.Mode.PATH, command, environment);
    }

    private String run(CompilerTrace.Mode mode, String command, String... environment) throws Exception {
        CompilerTrace trace = install(mode);
        Path log = folder.resolve("log");
        Files.deleteIfExists(log);
        Map<String, String> more = new LinkedHashMap<>();
        for (int i = 0; i < environment.length; i += 2) {
            more.put(environment[i], environment[i + 1]);
        }
        BuildProcess.Result result = new BuildProcess(log, Progress.NONE)
                .run(
                        trace.command("set -e; " + command),
                        tree,
                        e -> {
                            e.putAll(more);
                            trace.addTo(e);
                        },
                        () -> {});
        assertThat(result.status()).as(Files.readString(log)).isZero();
        return Files.readString(log);
    }

    private List<Compilation> calls() throws IOException {
        return Recording.read(folders.records());
    }

    private ElfFile elf(String name) {
        return ElfFile.open(tree.resolve(name));
    }

    private void assertTraced(String object) throws IOException {
        assertThat(elf(object).sections())
                .as("a section for the function in %s", object)
                .anyMatch(s -> s.name().startsWith(".text.") && s.size() > 0);
        assertThat(ObjectMarks.of(elf(object))).as("marks of %s", object).hasSize(1);
        String mark = ObjectMarks.of(elf(object)).iterator().next();
        assertThat(calls()).filteredOn(c -> c.mark().equals(mark)).hasSize(1).allSatisfy(c -> {
            assertThat(c.kind()).isEqualTo(Kind.COMPILE);
            assertThat(c.succeeded()).isTrue();
            assertThat(c.directory()).isEqualTo(tree);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gcc -c one.c",
                "cc -c one.c -o one.o",
                "gcc -c -oone.o one.c",
                "gcc -x c -c - -o one.o < one.c",
                "gcc -xc -c one.c -o one.o -x none",
                "printf '%s' '-O2 -c \"one.c\" -DX=\\\"y\\\"' > rsp && gcc @rsp -o one.o",
                "printf '%s' '-c one.c -o one.o' > rsp && gcc @rsp",
                "gcc -MD -MF deps -c one.c -o one.o && grep -q one.h deps",
                "gcc -S one.c -o one.s && gcc -c one.s -o one.o",
                "gcc -E one.c -o one.i && gcc -c one.i -o one.o",
                "gcc -include one.h -I . -D NAME='\"a b\"' -c one.c -o one.o",
                "gcc -save-temps -c one.c",
                "env -i PATH=\"$PATH\" gcc -c one.c",
                "clang -Werror -c one.c -o one.o",
                "clang -Werror -MD -c one.c -o one.o"
            })
    void eachWayToCompileIsSeenAndGivesMarkedSections(String command) throws Exception {
        assumeTrue(!command.startsWith("clang") || has("clang"), "skipped: clang is not installed");
        run(command);
        assertTraced("one.o");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gcc --version",
                "gcc -dumpmachine",
                "gcc -print-prog-name=as",
                "gcc -E one.c",
                "gcc -M one.c",
                "gcc -fsyntax-only one.c",
                "echo 'int x;' | gcc -E -x c -"
            })
    void whatCompilesNothingIsPassedOnAsItIs(String command) throws Exception {
        String plain = shell(command);
        assertThat(run(command)).isEqualTo(plain);
        assertThat(calls()).isEmpty();
    }

    private String shell(String command) throws Exception {
        Process process = new ProcessBuilder("/bin/sh", "-c", command)
                .directory(tree.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }

    @Test
    void aLinkedProgramTellsItsObjectsThroughArchivesAndPartialLinks() throws Exception {
        Files.writeString(tree.resolve("two.c"), "int two(void) { return 2; }\n");
        run("gcc -c one.c two.c main.c && ar rcs libone.a one.o && gcc -r -nostdlib -o both.o main.o two.o"
                + " && gcc -o program both.o -L. -l one && ./program");
        // `-c one.c two.c main.c` is one compilation and has one mark; compiled apart each has its own.
        assertThat(ObjectMarks.of(elf("program"))).hasSize(1);
        run("rm *.o; gcc -c one.c; gcc -c two.c; gcc -c main.c; rm libone.a; ar rcs libone.a one.o"
                + "; gcc -r -nostdlib -o both.o main.o two.o; gcc -o program both.o -L. -l one; ./program");
        assertThat(ObjectMarks.of(elf("program"))).containsExactlyInAnyOrder("./one.c", "./two.c", "./main.c");
    }

    @Test
    void codeAndDataAreThoseOfTheCompilerAlone() throws Exception {
        run("gcc -O2 -g -c one.c -o traced.o");
        shell("gcc -O2 -g -ffunction-sections -fdata-sections -c one.c -o plain.o");
        for (String section : List.of(".text.one", ".data", ".rodata", ".eh_frame")) {
            assertThat(contents("traced.o", section)).as(section).isEqualTo(contents("plain.o", section));
        }
    }

    private Optional<String> contents(String object, String section) {
        return elf(object)
                .section(section)
                .map(s -> java.util.HexFormat.of().formatHex(s.decompressed().toArray()));
    }

    @Test
    void theSameSourceGivesTheSameObjectEachTime() throws Exception {
        run("gcc -O2 -c one.c");
        byte[] first = Files.readAllBytes(tree.resolve("one.o"));
        run("gcc -O2 -c one.c");
        assertThat(Files.readAllBytes(tree.resolve("one.o"))).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"prefix", "masquerade"})
    void aCompilerCacheStaysInUseAndNothingGoesUnseen(String way) throws Exception {
        assumeTrue(has("ccache") && Files.isDirectory(Path.of("/usr/lib/ccache")), "skipped: ccache is not installed");
        String compile =
                way.equals("prefix") ? "ccache gcc -c one.c -o one.o" : "PATH=\"$PATH\"; gcc -c one.c -o one.o";
        String[] environment = way.equals("prefix")
                ? new String[] {"CCACHE_DIR", folder.resolve("cache").toString()}
                : new String[] {
                    "CCACHE_DIR", folder.resolve("cache").toString(), "PATH", "/usr/lib/ccache:" + System.getenv("PATH")
                };
        if (way.equals("masquerade")) {
            // As for somebody whose PATH has the cache's names before the compilers.
            further = List.of(Path.of("/usr/lib/ccache/gcc"));
        }
        run(compile, environment);
        assertTraced("one.o");
        Files.delete(tree.resolve("one.o"));
        run(compile, environment);
        assertThat(calls())
                .as("both calls are seen, the second answered by the cache")
                .hasSize(2);
        assertThat(ObjectMarks.of(elf("one.o"))).hasSize(1);
        assertThat(run("ccache -s", environment)).containsPattern("Hits:\\s+1 ");
    }

    @Test
    void theWrapperIsFreeOfWhatShellsDisagreeOn() throws Exception {
        assumeTrue(has("shellcheck"), "skipped: shellcheck is not installed");
        install(CompilerTrace.Mode.PATH);
        // A wrapper that is not mounted over anything has constants where a mounted one has decisions.
        Path wrapper = folders.tools().resolve("gcc");
        assertThat(shell("shellcheck -s sh '%s'".formatted(wrapper))).isEmpty();
    }

    @Test
    void theCompilersFailureIsTheBuildsFailure() throws Exception {
        Files.writeString(tree.resolve("one.c"), "int one(void) { return }\n");
        String output = run("gcc -c one.c || echo status $?");
        assertThat(output).contains("one.c:1", "error", "status 1");
        assertThat(calls())
                .singleElement()
                .satisfies(c -> assertThat(c.succeeded()).isFalse());
    }

    @Test
    void aParallelBuildIsRecordedWhole() throws Exception {
        assumeTrue(has("make"), "skipped: make is not installed");
        StringBuilder makefile = new StringBuilder("OBJECTS =");
        for (int i = 0; i < 40; i++) {
            Files.writeString(tree.resolve("f%d.c".formatted(i)), "int f%d(void) { return %d; }\n".formatted(i, i));
            makefile.append(" f%d.o".formatted(i));
        }
        Files.writeString(tree.resolve("Makefile"), makefile + "\nall: $(OBJECTS)\n");
        run("make -j8");
        assertThat(Recording.lastCompilations(calls())).hasSize(40);
    }

    @Test
    void dependenciesAreKnownWhetherOrNotTheBuildAsksForThem() throws Exception {
        run("gcc -c one.c -o a.o; gcc -MMD -c one.c -o b.o; gcc -MD -MF x.Tpo -c one.c -o c.o && mv x.Tpo x.Po");
        assertThat(calls())
                .hasSize(3)
                .allSatisfy(c -> assertThat(
                                new Dependencies(folders.dependencies()).of(c).orElseThrow())
                        .contains(tree.resolve("one.c"), tree.resolve("one.h")));
    }

    @Test
    void aCompilerCalledByItsAbsolutePathIsSeenWhenTheWrapperIsMountedOverIt() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: mounting needs root");
        Process probe = new ProcessBuilder("unshare", "--mount", "true").start();
        assumeTrue(probe.waitFor() == 0, "skipped: no mount namespace can be made here");
        Path gcc = Path.of("/usr/bin/gcc");
        assumeTrue(Files.exists(gcc), "skipped: there is no /usr/bin/gcc");
        byte[] before = Files.readAllBytes(gcc);

        run(
                CompilerTrace.Mode.MOUNT,
                "/usr/bin/gcc -c one.c && gcc -c main.c && /usr/bin/gcc -o p one.o main.o && ./p");

        assertTraced("one.o");
        assertTraced("main.o");
        assertThat(Files.readAllBytes(gcc))
                .as("the compiler outside of the build")
                .isEqualTo(before);
    }

    @Test
    void aVariableThatNamesACompilerByItsPathIsLedToTheWrapper() throws Exception {
        Path gcc = Path.of("/usr/bin/gcc");
        assumeTrue(Files.exists(gcc), "skipped: there is no /usr/bin/gcc");
        run("$CC -c one.c", "CC", "/usr/bin/gcc -O1");
        assertTraced("one.o");
        assertThat(calls().getFirst().arguments()).contains("-O1");
    }
}
