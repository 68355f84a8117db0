package dev.suture.diff.flow;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The basic blocks of one side.
 *
 * @param steps its instructions
 * @param starts the steps with which blocks begin, in ascending order
 */
record BasicBlocks(List<Step> steps, int[] starts) {
    /**
     * The steps with which blocks begin: the first, what a jump leads to, and what stands behind a turn. What fills the gap
     * behind a jump is never done, and is left with the block before.
     */
    static BitSet leaders(List<Step> steps) {
        BitSet leaders = new BitSet(steps.size());
        steps.forEach(step -> step.leadsTo().forEach(leaders::set));
        Turn before = Turn.JUMP;
        for (int i = 0; i < steps.size(); i++) {
            Turn turn = steps.get(i).turn();
            boolean filling = i > 0 && turn == Turn.IDLE && !before.goesOn() && !leaders.get(i);
            if (!filling) {
                leaders.set(i, leaders.get(i) || before != Turn.NONE && before != Turn.IDLE);
                before = turn;
            }
        }
        return leaders;
    }

    static BasicBlocks of(List<Step> steps, BitSet leaders) {
        return new BasicBlocks(steps, leaders.stream().toArray());
    }

    int count() {
        return starts.length;
    }

    List<Step> steps(int block) {
        int end = block + 1 < starts.length ? starts[block + 1] : steps.size();
        return steps.subList(starts[block], end);
    }

    Exit exit(int block) {
        return last(block).exit();
    }

    /** The last step that is ever done. */
    private Step last(int block) {
        List<Step> steps = steps(block);
        return steps.stream()
                .filter(s -> s.turn() != Turn.NONE && s.turn() != Turn.IDLE)
                .findFirst()
                .orElseGet(steps::getLast);
    }

    /** The blocks that may follow one, and in which ways. */
    Map<Integer, Set<Way>> after(int block) {
        Map<Integer, Set<Way>> result = new TreeMap<>();
        Step last = last(block);
        for (int step : last.leadsTo()) {
            add(result, of(step), last.byTable() ? Way.TABLE : Way.TAKEN);
        }
        if (last.turn().goesOn() && block + 1 < starts.length) {
            add(result, block + 1, last.turn() == Turn.BRANCH ? Way.NOT_TAKEN : Way.NEXT);
        }
        return result;
    }

    private static void add(Map<Integer, Set<Way>> ways, int block, Way way) {
        ways.computeIfAbsent(block, b -> EnumSet.noneOf(Way.class)).add(way);
    }

    /** The block that begins with a step. */
    private int of(int step) {
        return java.util.Arrays.binarySearch(starts, step);
    }

    /** For each step the block it belongs to. */
    List<Integer> blockOfStep() {
        List<Integer> result = new ArrayList<>(steps.size());
        for (int block = 0; block < count(); block++) {
            for (int i = 0; i < steps(block).size(); i++) {
                result.add(block);
            }
        }
        return result;
    }
}
