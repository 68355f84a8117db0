package dev.suture.diff.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.model.ObjectDiff;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What functions catch and clean up stands in tables beside the code, which belong to the functions. */
class ExceptionCaseTest {
    private static final String SOURCE = """
            struct A { int x; }; struct B { int x; };
            int depth;
            __attribute__((noinline)) void risky() { if (depth == 1) throw A(); if (depth == 2) throw B(); depth++; }
            struct Guard { ~Guard(); }; __attribute__((noinline)) Guard::~Guard() { depth--; }
            FRESH
            int first() { try { risky(); } catch (CAUGHT &) { return 1; } return 0; }
            int second() { try { risky(); } catch (A &) { return 5; } catch (B &) { return 8; } return 0; }
            int third() { try { risky(); } catch (B &) { return 6; } catch (...) { return 7; } return 0; }
            int fourth(int x) THROWS { Guard guard; risky(); return x; }
            """;
    private static final String BASE = with("", "A", "");

    @TempDir
    Path folder;

    private static String with(String fresh, String caught, String throwing) {
        return SOURCE.replace("FRESH", fresh).replace("CAUGHT", caught).replace("THROWS", throwing);
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#cxx")
    void aFunctionThatCatchesAnotherTypeIsChangedThoughItsCodeIsTheSame(Build build) throws Exception {
        ObjectDiff diff = build.compare(folder, BASE, with("", "B", ""));
        assertThat(Told.changes(diff)).contains("CHANGED _Z5firstv").allMatch(c -> c.contains("_Z5firstv"));
        assertThat(Told.reasons(diff, "_Z5firstv")).containsAnyOf("exceptions-changed", "cold-part-changed");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#cxx")
    void tablesThatMoveAreNoChange(Build build) throws Exception {
        String fresh = "struct C { int x; }; int fresh() { try { risky(); } catch (C &) { return 7; } return 0; }";
        ObjectDiff diff = build.compare(folder, BASE, with(fresh, "A", ""));
        assertThat(Told.changes(diff)).contains("ADDED _Z5freshv").allMatch(c -> c.startsWith("ADDED"));
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#cxx")
    void aFunctionThatMayNoLongerThrowIsChanged(Build build) throws Exception {
        ObjectDiff diff = build.compare(folder, BASE, with("", "A", "noexcept"));
        assertThat(Told.changes(diff))
                .contains("CHANGED _Z6fourthi")
                .allMatch(c -> c.contains("_Z6fourthi") || c.contains("clang_call_terminate"));
    }
}
