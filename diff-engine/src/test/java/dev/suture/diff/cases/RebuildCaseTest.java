package dev.suture.diff.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.DiffEngine;
import dev.suture.diff.judge.UserspaceRules;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import dev.suture.elf.ElfFile;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing was edited: nothing may be told. */
class RebuildCaseTest {
    private static final String C = """
            #include <assert.h>
            #include <stdio.h>
            static int count; const char *names[] = {"a", "b"}; __thread int own = 4; int zeros[100];
            int f(int x) { switch (x) { case 0: return puts("zero"); case 1: return 7; case 2: return count++;
                                        case 3: return 9; case 4: return 22; case 5: return puts(names[0]); }
                           return x * 3; }
            double g(double x) { assert(x > 2); return x * 2.5; }
            int h(int x) { static int calls = 7; void *to[] = {&&one, &&two}; goto *to[x & 1]; one: return calls++; two: return own; }
            static int swap(int a, int b) { return f(b) - f(a); }
            int (*const table[])(int, int) = {swap};
            """;
    private static final String CXX = """
            #include <map>
            #include <stdexcept>
            #include <string>
            struct Base { virtual ~Base() = default; virtual int run(int) = 0; };
            struct One : Base { int run(int x) override { static std::map<int, std::string> seen; seen[x] += "x"; return (int) seen.size(); } };
            Base *make() { return new One; }
            int risky(int x) { try { if (x > 3) throw std::runtime_error("too many"); return make()->run(x); }
                               catch (const std::runtime_error &e) { return e.what()[0]; } catch (...) { return 9; } }
            std::string text(int i) { return i ? "'" : "a text that does not fit into the string itself"; }
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void ofC(Build build) throws Exception {
        unchanged(build, C);
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#cxx")
    void ofCxx(Build build) throws Exception {
        unchanged(build, CXX);
    }

    private void unchanged(Build build, String source) throws Exception {
        Path one = build.make(folder.resolve("here"), source);
        Path other = build.make(folder.resolve("at/quite/another/place"), source);
        DiffEngine engine = new DiffEngine(UserspaceRules.all());
        for (Path patched : new Path[] {one, other}) {
            ObjectDiff diff = engine.compare("unit", ElfFile.open(one), ElfFile.open(patched));
            assertThat(diff.changes()).isEmpty();
            assertThat(diff.status()).isEqualTo(Status.UNCHANGED);
            assertThat(diff.unchanged()).isGreaterThan(6);
        }
    }
}
