package dev.suture.benchmarks.freeze;

/**
 * What the threads of a measured process do.
 *
 * @param busy how many run all the time (0 or 1)
 * @param sleeping how many sleep all the time
 */
record ThreadShape(int busy, int sleeping) {
    /** As people read it, e.g. {@code 1 busy, 7 sleeping}. */
    String label() {
        if (busy == 0) {
            return sleeping + " sleeping";
        }
        return sleeping == 0 ? busy + " busy" : busy + " busy, " + sleeping + " sleeping";
    }
}
