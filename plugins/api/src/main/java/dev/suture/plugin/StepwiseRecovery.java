package dev.suture.plugin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Brings a process to a state by the steps of the life cycle, for drivers that leave nothing half done. */
final class StepwiseRecovery {
    private static final List<PatchState> CYCLE =
            List.of(PatchState.NOT_APPLIED, PatchState.DEACTIVED, PatchState.ACTIVED);

    private StepwiseRecovery() {}

    static ChangeReport to(
            PatchState goal, PatchDriver driver, Path patchFile, int pid, DriverOptions options, Progress progress) {
        int wanted = CYCLE.indexOf(goal);
        PatchState found = driver.status(patchFile, pid);
        int now = CYCLE.indexOf(found);
        if (wanted < 0 || now < 0) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "cannot-recover",
                    "The patch %s is %s in process %d, and its plugin knows no way from there to %s."
                            .formatted(patchFile.getFileName(), found.label(), pid, goal.label()),
                    "Restart the process when it suits.");
        }
        ChangeReport all = new ChangeReport(pid, found, List.of(), Duration.ZERO, Duration.ZERO, 0, 0);
        while (now != wanted) {
            boolean up = now < wanted;
            ChangeReport report = switch (CYCLE.get(now)) {
                case NOT_APPLIED -> driver.load(patchFile, pid, options, progress);
                case ACTIVED -> driver.deactive(patchFile, pid, options, progress);
                default ->
                    up
                            ? driver.active(patchFile, pid, options, progress)
                            : driver.remove(patchFile, pid, options, progress);
            };
            now += up ? 1 : -1;
            all = all.then(report);
        }
        return all;
    }
}
