package dev.suture.diff.flow;

import java.util.List;

/**
 * One instruction of one side.
 *
 * @param row index of the row it stands in
 * @param turn what it does to the flow of control
 * @param leadsTo indices of the steps of this side that it may go to other than to the next
 * @param exit how it may leave the function
 * @param byTable whether it finds its way in a table
 */
record Step(int row, Turn turn, List<Integer> leadsTo, Exit exit, boolean byTable) {
    Step {
        leadsTo = List.copyOf(leadsTo);
    }
}
