package dev.suture.workbench.deploy;

import dev.suture.diff.model.Finding;
import dev.suture.workbench.deploy.service.DeployContext;
import dev.suture.workbench.parts.Offer;
import dev.suture.workbench.text.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whether the hot patch can be built, from all that this depends on.
 *
 * @param context the reviewed pair of builds
 * @param target the ELF that the processes run
 * @param name what the hot patch is to be called
 * @param blockers the findings that forbid it
 * @param busy what is being done now
 * @param built whether there is one already
 */
record BuildOffer(
        Optional<DeployContext> context,
        Optional<Path> target,
        String name,
        List<Finding> blockers,
        Optional<String> busy,
        boolean built) {
    Offer offer(Messages messages) {
        return new Offer(messages.text(built ? "deploy.rebuild" : "deploy.build"), whyNot(messages));
    }

    private Optional<String> whyNot(Messages messages) {
        if (busy.isPresent()) {
            return Optional.of(messages.text("deploy.why.busy", busy.get()));
        }
        if (context.isEmpty()) {
            return Optional.of(messages.text("deploy.why.nothing-open"));
        }
        if (!blockers.isEmpty()) {
            return Optional.of(messages.text(
                    "deploy.why.blocked", blockers.size(), blockers.getFirst().item()));
        }
        if (!context.get().report().hasDifferences()) {
            return Optional.of(messages.text("deploy.why.same"));
        }
        if (target.isEmpty()) {
            return Optional.of(messages.text("deploy.why.no-target"));
        }
        return name.isBlank() ? Optional.of(messages.text("deploy.why.no-name")) : Optional.empty();
    }
}
