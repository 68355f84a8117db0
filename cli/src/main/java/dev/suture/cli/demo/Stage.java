package dev.suture.cli.demo;

import dev.suture.cli.report.Palette;
import dev.suture.cli.report.Times;
import dev.suture.plugin.PatchException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What a demonstration is shown with: numbered headings, lines below them, and checks that must hold. */
final class Stage {
    /** How far everything below a heading is moved in, in characters. */
    static final int INDENT = 3;

    private final PrintWriter out;
    private final Palette palette;
    private final BooleanSupplier cancelled;
    private int number;

    /** @param cancelled whether nobody wants to see the rest */
    Stage(PrintWriter out, Palette palette, BooleanSupplier cancelled) {
        this.out = out;
        this.palette = palette;
        this.cancelled = cancelled;
    }

    /** Shows a report below the heading. */
    void show(Consumer<PrintWriter> report) {
        StringWriter text = new StringWriter();
        try (PrintWriter writer = new PrintWriter(text)) {
            report.accept(writer);
        }
        text.toString().lines().forEach(this::line);
    }

    Palette palette() {
        return palette;
    }

    boolean isCancelled() {
        return cancelled.getAsBoolean();
    }

    /** Begins the next step. */
    void heading(String text) {
        if (isCancelled()) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "cancelled",
                    "The demonstration was interrupted; its service is ended.",
                    "Run it again when it suits.");
        }
        out.println(palette.heading("%d. %s".formatted(++number, text)));
        out.flush();
    }

    void line(String text) {
        out.println(" ".repeat(INDENT) + text);
        out.flush();
    }

    /** A line about work that is over. */
    void took(String text, long startNanos) {
        Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
        line(text + "  " + palette.dim("(%s)".formatted(Times.milliseconds(took))));
    }

    /**
     * Shows whether something is as it should be.
     *
     * @throws PatchException if it is not
     */
    void check(boolean holds, String expectation, String found) {
        if (holds) {
            line(palette.good("✓ " + expectation));
            return;
        }
        line(palette.bad("✗ " + expectation));
        throw new PatchException(
                PatchException.Kind.TROUBLE,
                "demo-check-failed",
                "The demonstration failed at step %d: expected was: %s; found was: %s."
                        .formatted(number, expectation, found),
                "Run it again with --keep and look at the folder it worked in.");
    }
}
