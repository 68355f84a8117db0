package dev.suture.workbench.deploy.change;

import dev.suture.manager.PatchStatus;
import dev.suture.manager.PatchStatus.ProcessState;
import dev.suture.manager.StoredPatch;
import dev.suture.plugin.PatchState;
import dev.suture.workbench.deploy.service.DeployAction;
import dev.suture.workbench.parts.Offer;
import dev.suture.workbench.text.Messages;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which actions can be taken, as a pure function of what is known.
 *
 * @param patch the hot patch, once there is one
 * @param status how it stands, once that is known
 * @param chosen the pids the user picked; empty means all processes
 * @param running what is being done now, if anything
 */
public record DeployOffers(
        Optional<StoredPatch> patch,
        Optional<PatchStatus> status,
        Set<Integer> chosen,
        Optional<String> running,
        Messages messages) {

    /** What the button on an arrow of the life cycle says. */
    public Offer offer(DeployAction action) {
        return new Offer(messages.text("deploy.action." + action.key()), whyNot(action));
    }

    /** What the button says that makes the change: it names the patch and the target. */
    public Offer confirmation(DeployAction action) {
        return new Offer(patch.map(p -> label(action, p)).orElse(""), whyNot(action));
    }

    private List<ProcessState> concerned() {
        return status.stream()
                .flatMap(s -> s.processes().stream())
                .filter(p -> chosen.isEmpty() || chosen.contains(p.process().pid()))
                .toList();
    }

    private String label(DeployAction action, StoredPatch named) {
        String name = named.info().name();
        String target = named.info().targetName();
        List<ProcessState> changed =
                concerned().stream().filter(p -> action.possibleFrom(p.state())).toList();
        String key = "deploy.confirm." + action.key();
        if (action == DeployAction.ACCEPT || changed.isEmpty()) {
            return messages.text(key, name, target);
        }
        String one = String.valueOf(changed.getFirst().process().pid());
        String where = messages.text("deploy.confirm.where", changed.size(), one);
        return messages.text("deploy.confirm.in", messages.text(key, name, target), where);
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
        if (action == DeployAction.ACCEPT) {
            return whyNotAccept(status.get());
        }
        List<ProcessState> concerned = concerned();
        if (concerned.isEmpty()) {
            return Optional.of(
                    chosen.isEmpty()
                            ? messages.text(
                                    "deploy.why.no-process",
                                    patch.get().info().targetName(),
                                    patch.get().info().targetBuildId())
                            : messages.text("deploy.why.ended"));
        }
        // As the patch manager has it: of all processes some must allow it, of picked ones each.
        long possible =
                concerned.stream().filter(p -> action.possibleFrom(p.state())).count();
        boolean allowed = chosen.isEmpty() ? possible > 0 : possible == concerned.size();
        return allowed
                ? Optional.empty()
                : Optional.of(messages.text("deploy.why.state." + action.key(), states(concerned)));
    }

    private Optional<String> whyNotAccept(PatchStatus now) {
        if (now.state() == PatchState.ACCEPTED || now.wanted() == PatchState.ACCEPTED) {
            return Optional.of(messages.text("deploy.why.accepted"));
        }
        boolean active =
                now.state() == PatchState.ACTIVED || now.processes().isEmpty() && now.wanted() == PatchState.ACTIVED;
        return active
                ? Optional.empty()
                : Optional.of(
                        messages.text("deploy.why.state.accept", now.state().label()));
    }

    private String states(List<ProcessState> concerned) {
        return concerned.stream()
                .map(p -> messages.text(
                        "deploy.why.process",
                        String.valueOf(p.process().pid()),
                        p.state().label()))
                .collect(Collectors.joining(", "));
    }
}
