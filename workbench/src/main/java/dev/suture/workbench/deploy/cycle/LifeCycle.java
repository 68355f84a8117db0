package dev.suture.workbench.deploy.cycle;

import dev.suture.manager.PatchStatus;
import dev.suture.manager.PatchStatus.ProcessState;
import dev.suture.plugin.PatchState;
import dev.suture.workbench.deploy.change.DeployOffers;
import dev.suture.workbench.deploy.service.DeployAction;
import dev.suture.workbench.parts.Offer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The states of a patch and the ways between them.
 *
 * @param states in the order of the life cycle, PARTLY-ACTIVED after them
 * @param ways what can be asked for
 */
public record LifeCycle(List<State> states, List<Way> ways) {
    private static final List<PatchState> SHOWN = List.of(
            PatchState.NOT_APPLIED,
            PatchState.DEACTIVED,
            PatchState.ACTIVED,
            PatchState.ACCEPTED,
            PatchState.PARTLY_ACTIVED);

    public LifeCycle {
        states = List.copyOf(states);
        ways = List.copyOf(ways);
    }

    /**
     * One state.
     *
     * @param processes how many processes are in it
     * @param current whether the patch as a whole is
     */
    public record State(PatchState state, int processes, boolean current) {}

    /** One way from state to state. */
    public record Way(DeployAction action, Offer offer) {}

    /** As things are now. */
    public static LifeCycle of(DeployOffers offers) {
        Map<PatchState, Integer> counts = counts(offers.status());
        Optional<PatchState> now = offers.status().map(PatchStatus::state);
        return new LifeCycle(
                SHOWN.stream()
                        .map(s -> new State(s, counts.getOrDefault(s, 0), now.equals(Optional.of(s))))
                        .toList(),
                Arrays.stream(DeployAction.values())
                        .map(a -> new Way(a, offers.offer(a)))
                        .toList());
    }

    /** What is accepted as a whole is active in each process. */
    private static Map<PatchState, Integer> counts(Optional<PatchStatus> status) {
        Map<PatchState, Integer> counts = new EnumMap<>(PatchState.class);
        boolean accepted = status.map(PatchStatus::state)
                .filter(PatchState.ACCEPTED::equals)
                .isPresent();
        for (ProcessState process : status.map(PatchStatus::processes).orElse(List.of())) {
            counts.merge(accepted ? PatchState.ACCEPTED : process.state(), 1, Integer::sum);
        }
        return counts;
    }
}
