package dev.suture.workbench.demo;

import dev.suture.workbench.demo.LiveAnswers.Answer;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What the running service answers, large enough for the last row of seats, and how that went over the last minute. */
public final class LiveAnswersStrip extends HBox {
    private static final double LOW = 8;
    private static final double HIGH = 24;

    private final Label text = Nodes.named(Nodes.label("", "live-answer"), "live-answer");
    private final Label times = Nodes.label("", "pane-subtitle");
    private final HBox timeline = Nodes.styled(new HBox(), "live-timeline");
    private final Messages messages;

    public LiveAnswersStrip(LiveAnswers answers, String service, String request, Messages messages) {
        this.messages = messages;
        setId("live-strip");
        getStyleClass().add("live-strip");
        setAlignment(Pos.CENTER_LEFT);
        timeline.setAlignment(Pos.BOTTOM_RIGHT);
        timeline.setMinWidth(Region.USE_PREF_SIZE);
        text.setMinWidth(0);
        VBox question =
                new VBox(Nodes.label(messages.text("live.title", service), "eyebrow"), Nodes.label(request, "code"));
        question.setMinWidth(Region.USE_PREF_SIZE);
        question.setAlignment(Pos.CENTER_LEFT);
        VBox answer = new VBox(text, times);
        answer.setMinWidth(0);
        getChildren().addAll(question, Nodes.label("\u2192", "live-arrow"), answer, Nodes.gap(), timeline);
        answers.history().addListener((ListChangeListener<Answer>) c -> {
            timeline.getChildren()
                    .setAll(answers.history().stream()
                            .map(LiveAnswersStrip::bar)
                            .toList());
            show(answers.history().getLast());
        });
    }

    private void show(Answer answer) {
        text.setText(answer.text());
        text.getStyleClass().removeIf(s -> s.startsWith("variant-"));
        text.getStyleClass().add(variant(answer));
        times.setText(messages.text("live.times", answer.times()));
    }

    /** Told apart by height as well as by colour. */
    private static Region bar(Answer answer) {
        Region bar = Nodes.styled(new Region(), "live-bar", variant(answer));
        double height = answer.variant() == 0 ? LOW : HIGH;
        bar.setMinHeight(height);
        bar.setMaxHeight(height);
        return bar;
    }

    private static String variant(Answer answer) {
        if (!answer.arrived()) {
            return "variant-none";
        }
        return answer.variant() == 0 ? "variant-first" : "variant-other";
    }
}
