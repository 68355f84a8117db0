package dev.suture.cli;

import java.io.PrintWriter;

/** The checks of a proof: each is printed as it is made, and a failed one does not keep the others from being made. */
final class ProofChecks {
    private final PrintWriter out;
    private int passed;
    private int failed;

    ProofChecks(PrintWriter out) {
        this.out = out;
    }

    void that(boolean holds, String what) {
        out.println((holds ? "passed: " : "failed: ") + what);
        if (holds) {
            passed++;
        } else {
            failed++;
        }
    }

    /** Tells what was found where it is not what was expected. */
    void equal(Object found, Object expected, String what) {
        that(found.equals(expected), what + ": " + expected);
        if (!found.equals(expected)) {
            out.println("  found: " + found);
        }
    }

    /** Prints how many there were, and returns whether all passed. */
    boolean sum() {
        out.printf("%d checks passed, %d failed%n", passed, failed);
        return failed == 0;
    }
}
