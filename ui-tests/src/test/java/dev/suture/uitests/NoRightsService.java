package dev.suture.uitests;

import dev.suture.manager.HistoryEntry;
import dev.suture.manager.Outcome;
import dev.suture.manager.PatchStatus;
import dev.suture.manager.StoredPatch;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import dev.suture.workbench.deploy.service.ChangeOrder;
import dev.suture.workbench.deploy.service.DeployAction;
import dev.suture.workbench.deploy.service.DeployService;
import dev.suture.workbench.deploy.service.NewStarts;
import dev.suture.workbench.deploy.service.PatchOrder;
import dev.suture.workbench.deploy.service.Preview;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Really looks, and is refused every change as one who may not trace his own processes: tests run as root have every right. */
record NoRightsService(DeployService real) implements DeployService {
    @Override
    public StoredPatch build(PatchOrder order, Optional<StoredPatch> replaced, Progress progress) {
        return real.build(order, replaced, progress);
    }

    @Override
    public List<StoredPatch> open(Path file) {
        return real.open(file);
    }

    @Override
    public PatchStatus status(StoredPatch patch) {
        return real.status(patch);
    }

    @Override
    public NewStarts newStarts(StoredPatch patch) {
        return real.newStarts(patch);
    }

    @Override
    public Preview preview(DeployAction action, StoredPatch patch, Set<Integer> pids, Progress progress) {
        return real.preview(action, patch, pids, progress);
    }

    @Override
    public Outcome change(ChangeOrder order, Progress progress) {
        throw new PatchException(
                PatchException.Kind.TROUBLE,
                "no-permission",
                "Not permitted to trace the threads of process 4711: kernel.yama.ptrace_scope is 1, which allows it only for own"
                        + " children; set it to 0 for a while. Run Suture as root, or give it CAP_SYS_PTRACE.",
                "Run Suture as root or as the owner of the process.");
    }

    @Override
    public List<HistoryEntry> history() {
        return real.history();
    }
}
