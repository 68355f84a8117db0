package dev.suture.diff.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.diff.flow.ControlFlow;
import dev.suture.diff.flow.Exit;
import dev.suture.diff.flow.FlowBlock;
import dev.suture.diff.flow.FlowEdge;
import dev.suture.diff.flow.FlowGraph;
import dev.suture.diff.flow.Way;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.RowRenderer;
import dev.suture.elf.asm.Disassembler;
import dev.suture.elf.asm.Disassemblers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The control flow of functions as compilers for both machines write them. */
class FlowCaseTest {
    private static final int CASES = 24;

    private static final String SEAT = """
            extern void book(int seat);
            extern int taken(int seat);
            int reserve(int first, int count)
            {
                int booked = 0;
                for (int i = first; i < first + count; i++) {
                    %s
                    book(i);
                    booked++;
                }
                return booked;
            }
            """;

    /** Cases enough for a table on every machine, and each with calls of its own. */
    private static final String SWITCH =
            "extern void use(int what, int how);\nvoid choose(int which)\n{\n    switch (which) {\n"
                    + IntStream.range(0, CASES)
                            .mapToObj("    case %1$d: use(%1$d, which); use(which, 2 * %1$d); break;\n"::formatted)
                            .collect(Collectors.joining())
                    + "    }\n    use(%s, which);\n}\n";

    @TempDir
    Path work;

    static Stream<Build> objects() {
        return Stream.concat(Build.objects(), Build.arm());
    }

    private static FlowGraph flow(ObjectDiff diff, Change change) {
        Optional<Disassembler> disassembler = Disassemblers.forMachine(
                diff.comparison().patched().file().header().machine());
        assumeTrue(disassembler.isPresent(), "skipped: no disassembler");
        FlowGraph flow = new ControlFlow(disassembler.get()).of(diff, change);
        checkWhole(flow, new RowRenderer(disassembler).rows(diff, change));
        return flow;
    }

    /** Every row is in a block, and in one only unless each side has it in one of its own. */
    private static void checkWhole(FlowGraph flow, List<DiffRow> rows) {
        List<DiffRow> left = new ArrayList<>(rows);
        for (FlowBlock block : flow.blocks()) {
            assertThat(block.rows()).isNotEmpty().allMatch(left::remove);
        }
        assertThat(left).isEmpty();
        BitSet met = new BitSet();
        met.set(0);
        for (FlowEdge edge : flow.edges()) {
            assertThat(edge.from()).isBetween(0, flow.blocks().size() - 1);
            met.set(edge.to());
        }
        assertThat(met.cardinality())
                .as("blocks something leads to")
                .isEqualTo(flow.blocks().size());
    }

    private FlowGraph onlyChange(Build build, String base, String patched, String... flags) throws Exception {
        ObjectDiff diff = build.compare(work, base, patched, flags);
        Change change = diff.changes().stream()
                .filter(c -> c.status() == Status.CHANGED)
                .findFirst()
                .orElseThrow();
        return flow(diff, change);
    }

    @ParameterizedTest
    @MethodSource("objects")
    void anAddedConditionIsAnAddedWayAroundWhatStays(Build build) throws Exception {
        // Unoptimised, so that compilers do not write the loop anew.
        FlowGraph flow = onlyChange(build, SEAT.formatted(""), SEAT.formatted("if (taken(i)) { continue; }"), "-O0");
        assertThat(flow.blocks(Status.ADDED)).isPositive();
        assertThat(flow.edges(Status.ADDED)).isPositive();
        assertThat(flow.blocks(Status.UNCHANGED)).isPositive();
        assertThat(flow.blocks(Status.DELETED)).isZero();
        assertThat(flow.blocks()).anyMatch(b -> b.exit() == Exit.RETURNS);
        assertThat(flow.edges()).as("a loop").anyMatch(e -> e.to() <= e.from() && e.status() != Status.ADDED);
        for (FlowBlock block : flow.blocks()) {
            Set<Way> ways = java.util.EnumSet.noneOf(Way.class);
            flow.edges().stream()
                    .filter(e -> e.from() == block.id() && !e.patched().isEmpty())
                    .forEach(e -> ways.addAll(e.patched()));
            assertThat(ways.contains(Way.NOT_TAKEN))
                    .as("a branch has two ways: %s", block)
                    .isEqualTo(ways.contains(Way.TAKEN) && ways.size() == 2);
        }
    }

    @ParameterizedTest
    @MethodSource("objects")
    void aRemovedConditionIsTheSameTheOtherWayRound(Build build) throws Exception {
        FlowGraph flow = onlyChange(build, SEAT.formatted("if (taken(i)) { continue; }"), SEAT.formatted(""), "-O0");
        assertThat(flow.blocks(Status.DELETED)).isPositive();
        assertThat(flow.edges(Status.DELETED)).isPositive();
        assertThat(flow.blocks(Status.ADDED)).isZero();
    }

    @ParameterizedTest
    @MethodSource("objects")
    void aSwitchLeadsToItsCasesByATable(Build build) throws Exception {
        FlowGraph flow = onlyChange(build, SWITCH.formatted("1"), SWITCH.formatted("2"), "-O1");
        List<FlowEdge> cases =
                flow.edges().stream().filter(e -> e.ways().contains(Way.TABLE)).toList();
        assertThat(cases).hasSizeGreaterThanOrEqualTo(CASES);
        assertThat(cases.stream().map(FlowEdge::from).distinct()).hasSize(1);
        assertThat(flow.blocks(Status.CHANGED) + flow.blocks(Status.ADDED)).isPositive();
    }

    @ParameterizedTest
    @MethodSource("objects")
    void aNewFunctionIsAllAddedAndAGoneOneDeleted(Build build) throws Exception {
        String one = SEAT.formatted("") + "int user(void) { return reserve(1, 2); }\n";
        String other = SEAT.formatted("").replace("reserve", "hold_back_all") + "int user(void) { return 0; }\n";
        ObjectDiff diff = build.compare(work, one, other);
        for (Change change : diff.changes()) {
            if (change.status() != Status.CHANGED) {
                FlowGraph flow = flow(diff, change);
                assertThat(flow.blocks(change.status())).isEqualTo(flow.blocks().size());
                assertThat(flow.edges(change.status())).isEqualTo(flow.edges().size());
            }
        }
        assertThat(diff.changes()).anyMatch(c -> c.status() == Status.ADDED);
        assertThat(diff.changes()).anyMatch(c -> c.status() == Status.DELETED);
    }
}
