package dev.suture.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Starts the command line. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command of this process to its end and gives its exit code. */
    static int run(String... args) {
        // UTF-8 whatever the locale says: with LANG=C every arrow and mark would come out as a question mark.
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        Cancellation cancellation = new Cancellation();
        cancellation.listen();
        Surroundings surroundings = Surroundings.real(err, cancellation);
        try (Agents _ = surroundings.agents()) {
            return new Suture(surroundings).run(out, err, args);
        } finally {
            cancellation.ended();
        }
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }
}
