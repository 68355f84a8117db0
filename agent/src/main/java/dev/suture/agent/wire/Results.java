package dev.suture.agent.wire;

import dev.suture.manager.CheckReport;
import dev.suture.manager.HistoryEntry;
import dev.suture.manager.HistoryFormat;
import dev.suture.manager.InstalledPackage;
import dev.suture.manager.Outcome;
import dev.suture.manager.PlannedStep;
import dev.suture.manager.SavedStates;
import dev.suture.manager.StatusReport;
import dev.suture.manager.StoreProblem;
import dev.suture.manager.StoredPatch;
import dev.suture.manager.TargetReport;
import dev.suture.manager.WantedState;
import dev.suture.plugin.TargetProcess;
import java.util.List;
import java.util.Optional;

/** The results of calls. Lists are wrapped, so that more can be said beside them later. */
public sealed interface Results {
    record None() implements Results {}

    record Patches(List<WirePatch> patches) implements Results {
        public static Patches of(List<StoredPatch> values) {
            return new Patches(values.stream().map(WirePatch::of).toList());
        }

        public List<StoredPatch> values() {
            return Fields.each(patches, WirePatch::patch);
        }
    }

    record Packages(List<WirePackage> packages) implements Results {
        public static Packages of(List<InstalledPackage> values) {
            return new Packages(values.stream().map(WirePackage::of).toList());
        }

        public List<InstalledPackage> values() {
            return Fields.each(packages, WirePackage::installed);
        }
    }

    record Problems(List<WireProblem> problems) implements Results {
        public static Problems of(List<StoreProblem> values) {
            return new Problems(values.stream().map(WireProblem::of).toList());
        }

        public List<StoreProblem> values() {
            return Fields.each(problems, WireProblem::problem);
        }
    }

    record Wanted(List<WireWanted> patches) implements Results {
        public static Wanted of(List<WantedState> values) {
            return new Wanted(values.stream().map(WireWanted::of).toList());
        }

        public List<WantedState> values() {
            return Fields.each(patches, WireWanted::wanted);
        }
    }

    record Processes(List<WireProcess> processes) implements Results {
        public static Processes of(List<TargetProcess> values) {
            return new Processes(values.stream().map(WireProcess::of).toList());
        }

        public List<TargetProcess> values() {
            return Fields.each(processes, WireProcess::process);
        }
    }

    record Statuses(List<WireStatus> patches, List<WireProblem> problems) implements Results {
        public static Statuses of(StatusReport report) {
            return new Statuses(
                    report.patches().stream().map(WireStatus::of).toList(),
                    report.problems().stream().map(WireProblem::of).toList());
        }

        public StatusReport report() {
            return new StatusReport(
                    Fields.each(patches, WireStatus::status), Fields.each(problems, WireProblem::problem));
        }
    }

    record Targets(List<WireTarget> targets) implements Results {
        public static Targets of(List<TargetReport> values) {
            return new Targets(values.stream().map(WireTarget::of).toList());
        }

        public List<TargetReport> values() {
            return Fields.each(targets, WireTarget::target);
        }
    }

    record Checks(List<WireChecks> checks) implements Results {
        public static Checks of(List<CheckReport> values) {
            return new Checks(values.stream().map(WireChecks::of).toList());
        }

        public List<CheckReport> values() {
            return Fields.each(checks, WireChecks::report);
        }
    }

    record Steps(List<WireStep> steps) implements Results {
        public static Steps of(List<PlannedStep> values) {
            return new Steps(values.stream().map(WireStep::of).toList());
        }

        public List<PlannedStep> values() {
            return Fields.each(steps, WireStep::step);
        }
    }

    record Outcomes(List<WireOutcome> outcomes) implements Results {
        public static Outcomes of(List<Outcome> values) {
            return new Outcomes(values.stream().map(WireOutcome::of).toList());
        }

        public List<Outcome> values() {
            return Fields.each(outcomes, WireOutcome::outcome);
        }
    }

    /** @param lines each an entry in the format of the history in the store */
    record History(List<String> lines) implements Results {
        public static History of(List<HistoryEntry> values) {
            return new History(values.stream().map(HistoryFormat::line).toList());
        }

        public List<HistoryEntry> values() {
            return Fields.each(lines, HistoryFormat::entry).stream()
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    record Saved(String saved, List<WireWanted> patches) implements Results {
        public static Saved of(SavedStates states) {
            return new Saved(
                    states.saved(),
                    states.patches().stream().map(WireWanted::of).toList());
        }

        public SavedStates states() {
            return new SavedStates(Fields.required(saved, "saved"), Fields.each(patches, WireWanted::wanted));
        }
    }
}
