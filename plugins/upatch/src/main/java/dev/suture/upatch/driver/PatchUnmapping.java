package dev.suture.upatch.driver;

import dev.suture.elf.Section;
import dev.suture.nativebridge.Tracee;
import dev.suture.upatch.driver.PatchHead.Mark;
import dev.suture.upatch.format.UpatchFormat;
import java.util.Optional;

/**
 * Gives back the memory of a patch that nobody runs any more. Where a thread has registered the patch's unwind records
 * with the C++ runtime, which looks at them whenever an exception is thrown, these stay, and no other code may ever
 * stand at the addresses they tell of: the runtime would unwind it by them.
 */
final class PatchUnmapping {
    private final Tracee tracee;
    private final PatchHeader header;
    private final PatchLayout layout;
    private final Optional<Section> state;

    PatchUnmapping(Tracee tracee, AppliedPatch applied) {
        this.tracee = tracee;
        this.header = applied.header();
        this.layout = applied.layout();
        this.state = applied.patch().elf().section(UpatchFormat.UNWIND_STATE);
    }

    void run(Steps steps) {
        if (isRegistered()) {
            steps.run(
                    "Unmap the patch but for its unwind records, which the C++ runtime keeps",
                    () -> keepRecords(tracee, header.head(), layout.codeStart()));
        } else {
            steps.run("Unmap the patch", () -> tracee.munmap(header.start(), header.size()));
        }
    }

    private boolean isRegistered() {
        return state.isPresent()
                && tracee.memory()
                                .read(
                                        header.start()
                                                + layout.section(state.get().index()),
                                        1)[0]
                        != UpatchFormat.UNWIND_UNREGISTERED;
    }

    /**
     * May be done again where it was cut off.
     *
     * @param codeStart bytes from the start of the patch to its code
     */
    static void keepRecords(Tracee tracee, PatchHead head, long codeStart) {
        // Without its mark nobody takes what is left for a patch; with this one it can be told what has yet to be done.
        tracee.memory().writeVerified(head.start(), Mark.RECORDS.bytes());
        long from = head.start() + codeStart;
        tracee.mmap(from, head.size() - codeStart, Tracee.PROT_NONE, Tracee.MAP_FIXED);
    }
}
