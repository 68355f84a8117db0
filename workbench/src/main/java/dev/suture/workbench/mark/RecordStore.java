package dev.suture.workbench.mark;

import java.io.IOException;
import java.nio.file.Path;

/** Where records of reviews are kept between runs; called on background threads. */
public interface RecordStore {
    /** Keeps nothing. */
    RecordStore FORGETFUL = new RecordStore() {
        @Override
        public ReviewRecord load(Path base, Path patched) {
            return ReviewRecord.EMPTY;
        }

        @Override
        public void save(Path base, Path patched, ReviewRecord record) {}
    };

    /** What was kept of a pair of inputs; an empty one if nothing was, or it cannot be read. */
    ReviewRecord load(Path base, Path patched);

    /** @throws IOException if it cannot be kept */
    void save(Path base, Path patched, ReviewRecord record) throws IOException;
}
