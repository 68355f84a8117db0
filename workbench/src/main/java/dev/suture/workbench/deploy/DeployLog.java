package dev.suture.workbench.deploy;

import dev.suture.manager.Outcome;
import dev.suture.plugin.ChangeReport;
import dev.suture.workbench.deploy.LogLine.Kind;
import dev.suture.workbench.text.Messages;
import java.time.Duration;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What was done, in order, with the times it took. */
final class DeployLog {
    private final Messages messages;
    private final ObservableList<LogLine> lines = FXCollections.observableArrayList();
    /** One wrapper for good: it hears of the list weakly, so listeners of a passing one would go deaf with it. */
    private final ObservableList<LogLine> view = FXCollections.unmodifiableObservableList(lines);

    DeployLog(Messages messages) {
        this.messages = messages;
    }

    ObservableList<LogLine> lines() {
        return view;
    }

    void clear() {
        lines.clear();
    }

    void say(Kind kind, String text, Optional<Duration> took) {
        lines.add(new LogLine(kind, text, took));
    }

    /** Every step in every process, how long threads were waited for and frozen, and what it came to. */
    void tell(Outcome outcome) {
        for (ChangeReport report : outcome.processes()) {
            report.steps().forEach(s -> say(Kind.STEP, s.text(), Optional.of(s.took())));
            if (report.waited().isPositive()) {
                say(Kind.STEP, messages.text("deploy.waited"), Optional.of(report.waited()));
            }
            if (report.frozen().isPositive()) {
                say(
                        Kind.FREEZE,
                        messages.text("deploy.frozen", String.valueOf(report.pid()), report.threads()),
                        Optional.of(report.frozen()));
            }
        }
        say(
                Kind.DONE,
                messages.text(
                        "deploy.now",
                        outcome.patch().info().name(),
                        outcome.state().label()),
                Optional.empty());
    }
}
