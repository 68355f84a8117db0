package dev.suture.manager;

import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchDriver;
import dev.suture.plugin.PatchInfo;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** One call of a driver. */
enum Step {
    LOAD(PatchDriver::load, PatchState.DEACTIVED),
    ACTIVE(PatchDriver::active, PatchState.ACTIVED),
    DEACTIVE(PatchDriver::deactive, PatchState.DEACTIVED),
    REMOVE(PatchDriver::remove, PatchState.NOT_APPLIED);

    /** The shape of a driver's methods. */
    @FunctionalInterface
    interface Call {
        ChangeReport run(PatchDriver driver, Path patchFile, int pid, DriverOptions options, Progress progress);
    }

    private final Call call;
    private final PatchState to;

    Step(Call call, PatchState to) {
        this.call = call;
        this.to = to;
    }

    ChangeReport run(PatchDriver driver, Path patchFile, int pid, DriverOptions options, Progress progress) {
        return call.run(driver, patchFile, pid, options, progress);
    }

    /** How the patch stands in the process afterwards. */
    PatchState to() {
        return to;
    }

    /** The steps from one state of a process to another; empty if it is there, or if no steps lead there. */
    static List<Step> path(PatchState from, PatchState to) {
        return switch (to) {
            case ACTIVED ->
                switch (from) {
                    case NOT_APPLIED -> List.of(LOAD, ACTIVE);
                    case DEACTIVED -> List.of(ACTIVE);
                    default -> List.of();
                };
            case DEACTIVED ->
                switch (from) {
                    case NOT_APPLIED -> List.of(LOAD);
                    case ACTIVED -> List.of(DEACTIVE);
                    default -> List.of();
                };
            case NOT_APPLIED ->
                switch (from) {
                    case ACTIVED, DEACTIVED -> List.of(REMOVE);
                    default -> List.of();
                };
            default -> List.of();
        };
    }

    /** What it would do from a state, for people. */
    String describe(PatchState from, PatchInfo patch) {
        String functions =
                patch.functions().stream().map(PatchInfo.PatchedFunction::name).collect(Collectors.joining(", "));
        return switch (this) {
            case LOAD -> "check it, map the patch beside the target and relocate it there";
            case ACTIVE -> "stop all threads, see that none is inside, lead %s to the patch".formatted(functions);
            case DEACTIVE -> "stop all threads, see that none is inside, put the code of %s back".formatted(functions);
            case REMOVE ->
                from == PatchState.ACTIVED
                        ? "stop all threads, see that none is inside, put the code of %s back, unmap the patch"
                                .formatted(functions)
                        : "see that no thread is inside the patch, unmap it";
        };
    }
}
