package dev.suture.manager;

import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Changes of processes with one patch or all of a package. */
final class Changes {
    private final PatchStore store;
    private final PluginKinds kinds;

    Changes(PatchStore store, PluginKinds kinds) {
        this.store = store;
        this.kinds = kinds;
    }

    List<Outcome> run(
            Action action, List<StoredPatch> patches, Set<Integer> pids, DriverOptions options, Progress progress) {
        patches.forEach(store::checkUntouched);
        List<Transaction.Plan> plans = plans(action, patches, pids);
        List<Transaction.Changed> changed = new Transaction(options, progress).run(plans);
        return patches.stream()
                .filter(patch -> plans.stream().anyMatch(p -> p.patch().equals(patch)))
                .map(patch -> outcome(patch, changed))
                .toList();
    }

    private List<Transaction.Plan> plans(Action action, List<StoredPatch> patches, Set<Integer> pids) {
        List<Transaction.Plan> plans = new ArrayList<>();
        List<PatchException> idle = new ArrayList<>();
        for (StoredPatch patch : patches) {
            try {
                plans.addAll(deployment(patch).plan(action, patches.size() == 1 ? pids : running(patch, pids)));
            } catch (PatchException e) {
                if (e.kind() != Kind.REFUSED) {
                    throw e;
                }
                idle.add(e); // Of a package, not every target has to run.
            }
        }
        if (plans.isEmpty()) {
            throw idle.getFirst();
        }
        return plans;
    }

    /** Those of the processes that run this patch's target; all given ones if none does, to be told of them. */
    private Set<Integer> running(StoredPatch patch, Set<Integer> pids) {
        Set<Integer> mine = deployment(patch).processes().stream()
                .map(TargetProcess::pid)
                .filter(pids::contains)
                .collect(Collectors.toSet());
        return mine.isEmpty() ? pids : mine;
    }

    private Outcome outcome(StoredPatch patch, List<Transaction.Changed> changed) {
        List<ChangeReport> reports = changed.stream()
                .filter(c -> c.patch().equals(patch))
                .map(Transaction.Changed::report)
                .toList();
        return new Outcome(patch, deployment(patch).status().state(), reports);
    }

    Deployment deployment(StoredPatch patch) {
        return new Deployment(patch, kinds.plugin(patch.info().kind()).driver());
    }
}
