package dev.suture.workbench.build;

import dev.suture.build.BuildOrder;
import dev.suture.workbench.build.WizardStep.Page;
import dev.suture.workbench.text.Messages;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.ButtonType;
import javafx.stage.Window;
import org.controlsfx.dialog.Wizard;
import org.controlsfx.dialog.WizardPane;

/** The window that asks, page by page, what is to be built. */
public final class BuildWizard {
    private final WizardModel model;
    private final Consumer<BuildOrder> start;
    private final Map<Page, WizardStep> steps = new EnumMap<>(Page.class);
    private final Messages messages;

    /** @param start takes the order, if one is given */
    public BuildWizard(WizardModel model, Consumer<BuildOrder> start, Messages messages) {
        this.model = model;
        this.start = start;
        this.messages = messages;
        add(new WizardStep(
                Page.SOURCE,
                new SourceForm(model.source(), messages),
                Optional.of(model.source().answer()),
                () -> {},
                messages));
        add(new WizardStep(
                Page.PATCHES,
                new PatchesForm(model.patches(), messages),
                Optional.of(model.patches().answer()),
                () -> {},
                messages));
        add(new WizardStep(
                Page.TARGET,
                new TargetForm(model.target(), model.source(), messages),
                Optional.of(model.target().answer()),
                () -> {},
                messages));
        add(new WizardStep(
                Page.OUTPUT,
                new OutputForm(model.output(), model.source(), messages),
                Optional.of(model.output().answer()),
                model::propose,
                messages));
        SummaryForm summary = new SummaryForm(model, messages);
        add(new WizardStep(Page.SUMMARY, summary, Optional.empty(), summary::draw, messages));
        model.source().kind().addListener(o -> drawSteps());
        drawSteps();
    }

    private void add(WizardStep step) {
        steps.put(step.page(), step);
    }

    /** Builds that are there take no source patches. */
    private List<Page> pages() {
        List<Page> pages = new ArrayList<>(List.of(Page.values()));
        if (model.source().kind().get() == SourceKind.BUILDS) {
            pages.remove(Page.PATCHES);
        }
        return pages;
    }

    private void drawSteps() {
        steps.values().forEach(s -> s.drawSteps(pages()));
    }

    /** Shows it over a window. */
    public void show(Window owner) {
        Wizard wizard = new Wizard(owner, messages.text("build.wizard.title"));
        wizard.setReadSettings(false);
        steps.values().forEach(s -> s.dress(owner.getScene().getRoot().getStyle()));
        wizard.setFlow(new Wizard.Flow() {
            @Override
            public Optional<WizardPane> advance(WizardPane current) {
                return after(current).map(steps::get);
            }

            @Override
            public boolean canAdvance(WizardPane current) {
                return after(current).isPresent();
            }
        });
        wizard.getDialog().setResizable(true);
        wizard.getDialog().setOnHidden(e -> {
            wizard.invalidProperty().unbind();
            if (ButtonType.FINISH.equals(wizard.getDialog().getResult())) {
                start.accept(model.order());
            }
        });
        wizard.getDialog().show();
    }

    private Optional<Page> after(WizardPane current) {
        List<Page> pages = pages();
        int at = current instanceof WizardStep step ? pages.indexOf(step.page()) : -1;
        return at + 1 < pages.size() ? Optional.of(pages.get(at + 1)) : Optional.empty();
    }
}
