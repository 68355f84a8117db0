package dev.suture.manager;

import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchDriver;
import dev.suture.plugin.Progress;
import java.nio.file.Path;

/** One call of a driver, and the one that takes it back. */
enum Step {
    LOAD(PatchDriver::load),
    ACTIVE(PatchDriver::active),
    DEACTIVE(PatchDriver::deactive),
    REMOVE(PatchDriver::remove);

    /** The shape of a driver's methods. */
    @FunctionalInterface
    interface Call {
        ChangeReport run(PatchDriver driver, Path patchFile, int pid, DriverOptions options, Progress progress);
    }

    private final Call call;

    Step(Call call) {
        this.call = call;
    }

    ChangeReport run(PatchDriver driver, Path patchFile, int pid, DriverOptions options, Progress progress) {
        return call.run(driver, patchFile, pid, options, progress);
    }

    /** What puts the process back into the state before this step. */
    Step inverse() {
        return switch (this) {
            case LOAD -> REMOVE;
            case ACTIVE -> DEACTIVE;
            case DEACTIVE -> ACTIVE;
            case REMOVE -> LOAD;
        };
    }
}
