package dev.suture.agent.wire;

import dev.suture.manager.PlannedStep;
import java.util.Optional;

/** One step that would be made; what does not apply is left out. */
public record WireStep(String patch, Integer pid, String command, String text, String from, String to) {
    public static WireStep of(PlannedStep step) {
        return new WireStep(
                step.patch(),
                step.pid().orElse(null),
                step.command(),
                step.text(),
                step.from().map(s -> s.label()).orElse(null),
                step.to().map(s -> s.label()).orElse(null));
    }

    public PlannedStep step() {
        return new PlannedStep(
                Fields.required(patch, "patch"),
                Optional.ofNullable(pid),
                Fields.required(command, "command"),
                Fields.required(text, "text"),
                Fields.maybe(from, Fields::state),
                Fields.maybe(to, Fields::state));
    }
}
