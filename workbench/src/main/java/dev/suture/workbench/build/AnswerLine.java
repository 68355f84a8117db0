package dev.suture.workbench.build;

import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** Below the fields of a page: whether what was entered will do, and if not, what to do. */
final class AnswerLine extends HBox {
    private final Messages messages;
    private final FontIcon icon = Nodes.styled(Icons.NOTE.node(), "answer-icon");
    private final Label text = Nodes.paragraph("", "answer-text");
    private final Label remedy = Nodes.paragraph("", "answer-remedy");

    AnswerLine(ObservableValue<Answer> answer, Messages messages) {
        this.messages = messages;
        getStyleClass().add("answer-line");
        setAlignment(Pos.TOP_LEFT);
        getChildren().addAll(icon, Nodes.styled(new VBox(text, remedy), "answer-words"));
        setAccessibleText("");
        answer.addListener((o, was, is) -> show(is));
        show(answer.getValue());
    }

    private void show(Answer answer) {
        boolean wrong = answer.advice().isPresent();
        String style = wrong ? "answer-wrong" : answer.checking() ? "answer-checking" : "answer-good";
        getStyleClass().setAll("answer-line", style);
        (wrong ? Icons.WARNING : answer.checking() ? Icons.BUSY : Icons.DONE).showIn(icon);
        text.setText(answer.advice()
                .map(Advice::text)
                .orElseGet(() -> answer.checking() ? messages.text("build.checking") : answer.note()));
        remedy.setText(answer.advice().map(Advice::remedy).orElse(""));
        Nodes.show(remedy, !remedy.getText().isBlank());
        setVisible(!text.getText().isBlank());
        setAccessibleText(text.getText() + " " + remedy.getText());
    }
}
