package dev.suture.cli.demo;

import dev.suture.examples.RunningService;
import dev.suture.examples.TicketdExample;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the example service, and shows questions and answers. */
final class Conversation {
    private static final Pattern FIELD = Pattern.compile("(\\w+)=(\\S+)");

    private final Stage stage;

    Conversation(Stage stage) {
        this.stage = stage;
    }

    /** What the service says of itself; a number is NaN where it does not say it. */
    record Stats(String text) {
        double pid() {
            return number("pid");
        }

        double served() {
            return number("served");
        }

        /** In the service's own unit. */
        double uptime() {
            return number("uptime");
        }

        private double number(String field) {
            Matcher fields = FIELD.matcher(text);
            while (fields.find()) {
                if (fields.group(1).equals(field)) {
                    return Double.parseDouble(fields.group(2));
                }
            }
            return Double.NaN;
        }
    }

    /**
     * Asks for the price that the patch changes.
     *
     * @throws dev.suture.plugin.PatchException if the answer is another than expected
     */
    void ask(RunningService service, String expected, String meaning) {
        String answer = service.request(TicketdExample.REQUEST);
        stage.line("%s → %s  ← %s"
                .formatted(
                        stage.palette().dim(Long.toString(service.pid())),
                        TicketdExample.REQUEST,
                        stage.palette().bold(answer)));
        stage.check(answer.equals(expected), meaning, answer);
    }

    Stats stats(RunningService service) {
        Stats stats = new Stats(service.request("STATS"));
        stage.line(stage.palette().dim("← STATS: " + stats.text()));
        return stats;
    }
}
