package dev.suture.upatch.driver;

import static dev.suture.nativebridge.Tracee.MAP_FIXED;
import static dev.suture.nativebridge.Tracee.MAP_FIXED_NOREPLACE;
import static dev.suture.nativebridge.Tracee.PROT_EXEC;
import static dev.suture.nativebridge.Tracee.PROT_READ;
import static dev.suture.nativebridge.Tracee.PROT_WRITE;

import dev.suture.nativebridge.RemoteCallException;
import dev.suture.nativebridge.Tracee;
import dev.suture.plugin.ChangeJournal;
import dev.suture.plugin.JournalMark;
import dev.suture.upatch.driver.PatchHead.Mark;
import java.util.Arrays;

/**
 * Maps a patch into a process and writes it there, relocated; no jump leads to it yet.
 *
 * <p>Should Suture die meanwhile, the process does not notice, and what is there can be told: the journal has the range
 * before it is mapped, the head says LOADING until everything else is written and protected.
 */
final class PatchLoader {
    /** The journal's word for a range that is about to be mapped. */
    static final String MAP = "map";

    /** EEXIST: something else was mapped there meanwhile (mmap(2), MAP_FIXED_NOREPLACE). */
    private static final int EEXIST = 17;

    private final Tracee tracee;
    private final ChangeJournal journal;

    PatchLoader(Tracee tracee, ChangeJournal journal) {
        this.tracee = tracee;
        this.journal = journal;
    }

    /** @param placement where it may go and what it is there */
    void load(Placement placement, Steps steps) {
        PatchLayout layout = placement.layout();
        byte[] image = steps.run(
                "Map %d KiB %s the target".formatted(layout.size() / 1024, placement.isFar() ? "far from" : "beside"),
                () -> map(placement));
        long start = placement.start();
        try {
            steps.run("Write the patch and read it back", () -> write(layout, start, image));
        } catch (RuntimeException e) {
            unmap(layout, start, e);
            throw e;
        }
    }

    /** Maps at the first place that is still free, and returns what belongs there. */
    private byte[] map(Placement placement) {
        while (true) {
            // Relocated before it is mapped: what keeps the patch from being relocated leaves nothing behind.
            byte[] image = placement.image();
            journal.mark(
                    new JournalMark(MAP, placement.start(), placement.layout().size()));
            try {
                tracee.mmap(placement.start(), placement.layout().size(), PROT_READ, MAP_FIXED_NOREPLACE);
                return image;
            } catch (RemoteCallException e) {
                if (e.errno() != EEXIST || !placement.next()) {
                    throw e;
                }
            }
        }
    }

    private void write(PatchLayout layout, long start, byte[] image) {
        byte[] head = Arrays.copyOf(image, PatchHead.SIZE);
        byte[] loading = Mark.LOADING.bytes();
        System.arraycopy(loading, 0, head, 0, loading.length);
        tracee.memory().write(start, head);
        // Mapped as code from the first, not made so later: that is what services under systemd's
        // MemoryDenyWriteExecute may not do.
        if (layout.codeSize() > 0) {
            tracee.mmap(start + layout.codeStart(), layout.codeSize(), PROT_READ | PROT_EXEC, MAP_FIXED);
        }
        if (layout.dataSize() > 0) {
            tracee.mmap(start + layout.dataStart(), layout.dataSize(), PROT_READ | PROT_WRITE, MAP_FIXED);
        }
        byte[] whole = image.clone();
        System.arraycopy(loading, 0, whole, 0, loading.length);
        tracee.memory().writeVerified(start, whole);
        tracee.memory().writeVerified(start, Mark.WHOLE.bytes());
    }

    private void unmap(PatchLayout layout, long start, RuntimeException cause) {
        try {
            tracee.munmap(start, layout.size());
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}
