package dev.suture.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.agent.wire.AgentState;
import dev.suture.manager.RecoveryReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/** An agent as text and JSON. */
public final class AgentReport {
    private static final int SHORT_BUILD_ID = 12;

    private final Palette palette;

    public AgentReport(Palette palette) {
        this.palette = palette;
    }

    public void print(AgentState state, PrintWriter out) {
        line(
                out,
                "agent",
                "process %d, Suture %s, since %s, %s"
                        .formatted(
                                state.pid(),
                                state.version(),
                                state.started(),
                                state.idleExit()
                                        .map(d -> "ends after " + seconds(d) + " without work")
                                        .orElse("stays")));
        line(out, "socket", state.socket());
        line(out, "store", state.store());
        line(
                out,
                "clients",
                state.clients() == 1 ? "none but this one" : "%d besides this one".formatted(state.clients() - 1));
        line(
                out,
                "change",
                state.running()
                        .map(c -> "%s, for %s%s"
                                .formatted(
                                        c.what(),
                                        seconds(Duration.ofMillis(c.runsMillis())),
                                        state.waiting() == 0 ? "" : "; %d more wait".formatted(state.waiting())))
                        .orElse("none runs"));
        line(out, "rehearsal", rehearsal(state.rehearsal()));
        state.recovered().ifPresent(r -> recovered(r, out));
        if (state.watched().isEmpty()) {
            line(out, "watches", "nothing: no patch is active");
        }
        state.watched().forEach(w -> watch(w, out));
    }

    private static void line(PrintWriter out, String what, String text) {
        out.println("%-10s %s".formatted(what, text));
    }

    private String rehearsal(AgentState.Rehearsal rehearsal) {
        return switch (rehearsal.state()) {
            case "done" -> "done, took %d ms".formatted(rehearsal.tookMillis());
            case "failed" -> palette.bad("failed") + ": " + rehearsal.note();
            default -> rehearsal.state();
        };
    }

    private void recovered(RecoveryReport report, PrintWriter out) {
        report.entries()
                .forEach(e -> line(
                        out,
                        "recovered",
                        "%s in process %d: %s"
                                .formatted(
                                        e.patch(),
                                        e.pid(),
                                        e.failure().isPresent() ? palette.bad(e.message()) : e.message())));
        report.problems().forEach(p -> line(out, "recovered", palette.bad(p.message())));
    }

    private void watch(AgentState.Watch watch, PrintWriter out) {
        String id = watch.buildId()
                .substring(0, Math.min(SHORT_BUILD_ID, watch.buildId().length()));
        line(
                out,
                "watches",
                "%s %s: %s, %d processes patched%s%s%s"
                        .formatted(
                                palette.bold(watch.target()),
                                palette.dim(id),
                                watch.mode().equals("first-call")
                                        ? palette.good(watch.mode())
                                        : palette.bad(watch.mode()),
                                watch.patched(),
                                watch.late() == 0 ? "" : palette.bad(", %d of them late".formatted(watch.late())),
                                watch.failed() == 0 ? "" : palette.bad(", %d not".formatted(watch.failed())),
                                watch.note().isEmpty() ? "" : "; " + watch.note()));
    }

    private static String seconds(Duration duration) {
        return duration.toMinutes() > 0 && duration.toSecondsPart() == 0
                ? duration.toMinutes() + " min"
                : "%.1f s".formatted(duration.toMillis() / 1000.0);
    }

    /** The same for scripts. */
    public static String json(Optional<AgentState> state) throws JsonProcessingException {
        ObjectNode root = JsonReport.root().put("running", state.isPresent());
        state.ifPresent(s -> root.setAll((ObjectNode) new ObjectMapper().valueToTree(s)));
        return JsonReport.write(root);
    }
}
