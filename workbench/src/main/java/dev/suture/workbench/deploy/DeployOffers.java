package dev.suture.workbench.deploy;

import dev.suture.manager.PatchStatus;
import dev.suture.manager.PatchStatus.ProcessState;
import dev.suture.manager.StoredPatch;
import dev.suture.plugin.PatchState;
import dev.suture.workbench.text.Messages;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which actions can be taken, as a pure function of what is known.
 *
 * @param patch the hot patch, once it is built
 * @param status how it stands, once that is known
 * @param chosen the pids the user picked; empty means all processes
 * @param running what is being done now, if anything
 */
record DeployOffers(
        Optional<StoredPatch> patch,
        Optional<PatchStatus> status,
        Set<Integer> chosen,
        Optional<String> running,
        Messages messages) {

    /** What the first button does: where the patch is loaded already, it is only made active. */
    DeployAction primary() {
        List<ProcessState> concerned = concerned();
        boolean loaded = !concerned.isEmpty() && concerned.stream().allMatch(p -> p.state() == PatchState.DEACTIVED);
        return loaded ? DeployAction.ACTIVE : DeployAction.APPLY;
    }

    Offer offer(DeployAction action) {
        return new Offer(label(action), whyNot(action));
    }

    private List<ProcessState> concerned() {
        return status.stream()
                .flatMap(s -> s.processes().stream())
                .filter(p -> chosen.isEmpty() || chosen.contains(p.process().pid()))
                .toList();
    }

    private String label(DeployAction action) {
        String verb = messages.text("deploy.action." + action.key());
        boolean takesIn = action == DeployAction.APPLY || action == DeployAction.ACTIVE;
        if (patch.isEmpty() || !takesIn) {
            return verb;
        }
        String name = patch.get().info().name();
        String target = patch.get().info().targetName();
        List<ProcessState> concerned = concerned();
        return switch (concerned.size()) {
            case 0 -> messages.text("deploy.label.none", verb, name, target);
            case 1 ->
                messages.text(
                        "deploy.label.one",
                        verb,
                        name,
                        target,
                        String.valueOf(concerned.getFirst().process().pid()));
            default -> messages.text("deploy.label.many", verb, name, target, concerned.size());
        };
    }

    private Optional<String> whyNot(DeployAction action) {
        if (running.isPresent()) {
            return Optional.of(messages.text("deploy.why.busy", running.get()));
        }
        if (patch.isEmpty()) {
            return Optional.of(messages.text("deploy.why.no-patch"));
        }
        if (status.isEmpty()) {
            return Optional.of(messages.text("deploy.why.no-status"));
        }
        List<ProcessState> concerned = concerned();
        if (concerned.isEmpty()) {
            return Optional.of(messages.text(
                    "deploy.why.no-process",
                    patch.get().info().targetName(),
                    patch.get().info().targetBuildId()));
        }
        // As the patch manager has it: of all processes some must allow it, of picked ones each.
        long possible =
                concerned.stream().filter(p -> action.possibleFrom(p.state())).count();
        boolean allowed = chosen.isEmpty() ? possible > 0 : possible == concerned.size();
        return allowed ? Optional.empty() : Optional.of(messages.text("deploy.why.state." + action.key(), states()));
    }

    private String states() {
        return concerned().stream()
                .map(p -> messages.text(
                        "deploy.why.process",
                        String.valueOf(p.process().pid()),
                        p.state().label()))
                .collect(Collectors.joining(", "));
    }
}
