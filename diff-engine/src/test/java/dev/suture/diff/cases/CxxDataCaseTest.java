package dev.suture.diff.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.model.ObjectDiff;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What C++ puts into data: virtual tables, type information, guards, and COMDAT groups. */
class CxxDataCaseTest {
    @TempDir
    Path folder;

    private static final String CLASSES = """
            FRESH
            struct Shape { virtual ~Shape(); virtual int area() const; MORE virtual int edge() const; };
            Shape::~Shape() {} int Shape::area() const { return 1; } int Shape::edge() const { return 2; }
            struct Square : Shape { int side = 3; int area() const override { return side * SIDE; } };
            int call(const Shape *s) { return s->area(); }
            Shape *make() { return new Square; }
            """;
    private static final String BASE = with("", "", "side");

    private static String with(String fresh, String more, String side) {
        return CLASSES.replace("FRESH", fresh).replace("MORE", more).replace("SIDE", side);
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#cxx")
    void tablesThatMovedAreUnchanged(Build build) throws Exception {
        String fresh =
                "int numbers[5] = {1}; struct Other { virtual int v() { return 1; } }; int fresh(Other *o) { return o->v(); }";
        ObjectDiff diff = build.compare(folder, BASE, with(fresh, "", "side"));
        assertThat(Told.changes(diff))
                .contains("ADDED _Z5freshP5Other", "ADDED numbers")
                .allMatch(c -> c.startsWith("ADDED"));
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#cxx")
    void oneMoreVirtualFunctionChangesTheTable(Build build) throws Exception {
        ObjectDiff diff = build.compare(folder, BASE, with("", "virtual int more() const { return 7; }", "side"));
        assertThat(Told.changes(diff))
                .contains("CHANGED _ZTV5Shape", "CHANGED _ZTV6Square", "ADDED _ZNK5Shape4moreEv")
                .noneMatch(c -> c.contains("_ZTI") || c.contains("_ZTS"));
        assertThat(Told.findings(diff)).contains("data-size-changed _ZTV5Shape", "data-size-changed _ZTV6Square");
        assertThat(Told.change(diff, "_ZNK5Shape4moreEv").because()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#cxx")
    void anEditedMemberOfACommonGroupIsChangedAlone(Build build) throws Exception {
        ObjectDiff diff = build.compare(folder, BASE, with("", "", "(side + 4)"));
        assertThat(Told.changes(diff)).containsExactly("CHANGED _ZNK6Square4areaEv");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#cxx")
    void anotherBaseClassChangesTheTypeInformation(Build build) throws Exception {
        String source = """
                struct A { virtual ~A(); int x; }; struct B { virtual ~B(); int y; };
                struct C : PARENT { ~C() override; };
                A::~A() {} B::~B() {} C::~C() {}
                """;
        ObjectDiff diff = build.compare(folder, source.replace("PARENT", "A"), source.replace("PARENT", "B"));
        assertThat(Told.changes(diff)).contains("CHANGED _ZTI1C");
        assertThat(Told.findings(diff)).contains("data-changed _ZTI1C");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#cxx")
    void aGuardOfAStaticLocalFollowsItsFunction(Build build) throws Exception {
        String source = """
                struct G { G(); ~G(); int v; }; G::G() : v(3) {} G::~G() {}
                int first() { FIRST return 5; }
                int second() { static G g; return g.v; }
                """;
        ObjectDiff diff =
                build.compare(folder, source.replace("FIRST", ""), source.replace("FIRST", "static G g; return g.v;"));
        assertThat(Told.changes(diff))
                .contains("CHANGED _Z5firstv", "ADDED _ZGVZ5firstvE1g")
                .anyMatch(c -> c.startsWith("ADDED _ZZ5firstvE1g"))
                .noneMatch(c -> c.contains("second"));
        assertThat(Told.change(diff, "_ZGVZ5firstvE1g").because()).startsWith("_Z5firstv");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#cxx")
    void aNewGlobalObjectChangesWhatRunsAtStart(Build build) throws Exception {
        String source = """
                struct G { G(int); ~G(); int v; }; G::G(int x) { __asm__ volatile("" : "=r"(v) : "0"(x)); } G::~G() {}
                G one(1); MORE
                int use() { return one.v; }
                """;
        ObjectDiff diff = build.compare(folder, source.replace("MORE", ""), source.replace("MORE", "G two(2);"));
        assertThat(Told.changes(diff)).contains("ADDED two");
        assertThat(diff.findings()).extracting("id").contains("initialiser-changed");
        ObjectDiff edited = build.compare(
                folder.resolve("edited"),
                source.replace("MORE", ""),
                source.replace("MORE", "").replace("one(1)", "one(5)"));
        assertThat(Told.changes(edited)).hasSize(1).first().asString().contains("_GLOBAL__sub_I_");
        assertThat(edited.findings()).extracting("id").contains("initialiser-changed");
    }
}
