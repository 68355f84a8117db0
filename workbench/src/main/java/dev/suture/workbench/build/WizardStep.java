package dev.suture.workbench.build;

import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.controlsfx.dialog.Wizard;
import org.controlsfx.dialog.WizardPane;

/** A page of the wizard: the steps above, what is asked, and whether the answer will do below. */
final class WizardStep extends WizardPane {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final PseudoClass PASSED = PseudoClass.getPseudoClass("passed");
    /** The theme keeps dialogs narrow by style, so it is by style that these are wider. */
    private static final String SIZE = "-fx-pref-width: 62em; -fx-max-width: infinity; -fx-pref-height: 45em;";

    /** The pages, in their order. */
    enum Page {
        SOURCE,
        PATCHES,
        TARGET,
        OUTPUT,
        SUMMARY;

        String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final Page page;
    private final Messages messages;
    private final Optional<ObservableValue<Answer>> answer;
    private final Runnable entered;
    private final HBox steps = Nodes.styled(new HBox(), "wizard-steps");

    /**
     * @param answer whether one can go on; empty for a page that asks nothing
     * @param entered called before the page is shown
     */
    WizardStep(Page page, Node asked, Optional<ObservableValue<Answer>> answer, Runnable entered, Messages messages) {
        this.page = page;
        this.messages = messages;
        this.answer = answer;
        this.entered = entered;
        setId("wizard-" + page.key());
        getStyleClass().add("build-wizard");
        steps.setAlignment(Pos.CENTER_LEFT);
        VBox content = Nodes.styled(
                new VBox(
                        Nodes.label(messages.text("build.wizard." + page.key()), "wizard-title"),
                        Nodes.paragraph(messages.text("build.wizard." + page.key() + ".text"), "muted"),
                        asked),
                "wizard-content");
        VBox.setVgrow(asked, Priority.ALWAYS);
        answer.ifPresent(a -> content.getChildren().add(new AnswerLine(a, messages)));
        setHeader(steps);
        setContent(content);
    }

    /** @param textSize the style that gives a window its size of text */
    void dress(String textSize) {
        setStyle(textSize + SIZE);
    }

    Page page() {
        return page;
    }

    /** Shows which pages there are and which one this is. */
    void drawSteps(List<Page> pages) {
        steps.getChildren().clear();
        for (Page each : pages) {
            if (!steps.getChildren().isEmpty()) {
                steps.getChildren().add(Nodes.label("\u203a", "wizard-step-arrow"));
            }
            Label label = Nodes.label(
                    messages.text(
                            "build.wizard.step",
                            pages.indexOf(each) + 1,
                            messages.text("build.wizard." + each.key() + ".short")),
                    "wizard-step");
            label.pseudoClassStateChanged(CURRENT, each == page);
            label.pseudoClassStateChanged(PASSED, each.compareTo(page) < 0);
            steps.getChildren().add(label);
        }
        steps.setAccessibleText(messages.text("build.wizard.at", pages.indexOf(page) + 1, pages.size()));
    }

    @Override
    public void onEnteringPage(Wizard wizard) {
        entered.run();
        wizard.invalidProperty().unbind();
        answer.ifPresentOrElse(
                a -> wizard.invalidProperty().bind(a.map(now -> !now.isGood())), () -> wizard.setInvalid(false));
        if (lookupButton(ButtonType.FINISH) instanceof Button finish) {
            finish.setText(messages.text("build.wizard.build"));
            finish.setId("wizard-build");
            finish.getStyleClass().add("accent");
        }
        getButtonTypes().forEach(type -> {
            if (lookupButton(type) instanceof Button button && button.getId() == null) {
                button.setId("wizard-"
                        + switch (type.getButtonData()) {
                            case NEXT_FORWARD -> "next";
                            case BACK_PREVIOUS -> "back";
                            case FINISH -> "build";
                            default -> "cancel";
                        });
            }
        });
    }
}
