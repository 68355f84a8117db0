package dev.suture.upatch.driver;

import dev.suture.elf.Section;
import dev.suture.nativebridge.Tracee;
import dev.suture.upatch.format.UpatchFile;
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

    PatchUnmapping(Tracee tracee, UpatchFile patch, PatchHeader header) {
        this.tracee = tracee;
        this.header = header;
        this.layout = new PatchLayout(patch, tracee.process().pageSize());
        this.state = patch.elf().section(UpatchFormat.UNWIND_STATE);
    }

    void run(Steps steps) {
        if (isRegistered()) {
            steps.run("Unmap the patch but for its unwind records, which the C++ runtime keeps", this::keepRecords);
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

    private void keepRecords() {
        long from = header.start() + layout.codeStart();
        tracee.mmap(from, layout.size() - layout.codeStart(), Tracee.PROT_NONE, Tracee.MAP_FIXED);
        // Without a header, nobody takes what is left for a patch.
        tracee.memory().writeVerified(header.start(), new byte[PatchHeader.MARK_SIZE]);
    }
}
