package dev.suture.upatch.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.elf.Machine;
import dev.suture.upatch.abi.ProcessorAbi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a process of AArch64 may run while a jump that crosses the end of a page is written piece by piece. */
class PageCrossingTest {
    private static final int PAGE = 4096;
    private static final int INSTRUCTION = 4;
    private static final byte[] BEFORE = {1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4};
    private static final byte[] AFTER = {5, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7, 8, 8, 8, 8};

    private final byte[] spin = ProcessorAbi.of(Machine.AARCH64).orElseThrow().spin();

    @Test
    void withinOnePageItIsOnePiece() {
        assertThat(crossing(PAGE - AFTER.length).pieces())
                .singleElement()
                .satisfies(p -> assertThat(p.bytes()).isEqualTo(AFTER));
    }

    /** No half of an instruction, and no instruction of the jump behind one of the function. */
    @Test
    void atEachMomentItIsTheFunctionOrTheJumpOrTurnsOnTheSpot() {
        for (int first = INSTRUCTION; first < AFTER.length; first += INSTRUCTION) {
            PageCrossing crossing = crossing(2L * PAGE - first);
            List<byte[]> states = states(crossing);
            assertThat(states.removeLast()).isEqualTo(AFTER);
            assertThat(states.removeFirst()).isEqualTo(BEFORE);
            assertThat(states).isNotEmpty().allSatisfy(state -> {
                assertThat(Arrays.copyOf(state, INSTRUCTION)).isEqualTo(spin);
                assertThat(crossing.leaves(state)).as("known to recover").isTrue();
            });
        }
    }

    private PageCrossing crossing(long address) {
        return new PageCrossing(address, BEFORE, AFTER, PAGE, spin);
    }

    /** What stands there before the first piece and after each. */
    private static List<byte[]> states(PageCrossing crossing) {
        List<byte[]> states = new ArrayList<>(List.of(BEFORE));
        for (PageCrossing.Piece piece : crossing.pieces()) {
            int at = (int) (piece.address() - crossing.address());
            assertThat(piece.address() / PAGE).isEqualTo((piece.address() + piece.bytes().length - 1) / PAGE);
            assertThat(at % INSTRUCTION).isZero();
            byte[] state = states.getLast().clone();
            System.arraycopy(piece.bytes(), 0, state, at, piece.bytes().length);
            states.add(state);
        }
        return states;
    }
}
