package dev.suture.workbench.deploy.cycle;

import dev.suture.plugin.PatchState;
import dev.suture.workbench.deploy.change.DeployOffers;
import dev.suture.workbench.deploy.service.DeployAction;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.ReasonedButton;
import dev.suture.workbench.text.Messages;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Region;

/** The life cycle, drawn: states as boxes, ways between them as arrows with the button on it that takes the way. */
public final class LifeCycleView extends Region {
    private static final double HEIGHT_EMS = 15.5;
    private static final double APPLY_ROW = 0.1;
    private static final double IN_ROW = 0.3;
    private static final double STATE_ROW = 0.51;
    private static final double OUT_ROW = 0.72;
    private static final double REMOVE_ROW = 0.91;

    private static final List<PatchState> LINE =
            List.of(PatchState.NOT_APPLIED, PatchState.DEACTIVED, PatchState.ACTIVED, PatchState.ACCEPTED);

    private final Messages messages;
    private final Map<PatchState, StateBox> boxes = new EnumMap<>(PatchState.class);
    private final Map<DeployAction, WayArrow> arrows = new EnumMap<>(DeployAction.class);

    /** @param take called with the action whose button was pressed */
    public LifeCycleView(ObservableValue<DeployOffers> offers, Consumer<DeployAction> take, Messages messages) {
        this.messages = messages;
        setId("life-cycle");
        getStyleClass().add("life-cycle");
        setAccessibleText(messages.text("deploy.cycle"));
        for (DeployAction action : DeployAction.values()) {
            ReasonedButton button = new ReasonedButton(
                    "deploy-" + action.key(), icon(action).node(), () -> take.accept(action), "way-button");
            WayArrow arrow = new WayArrow(button);
            arrows.put(action, arrow);
            getChildren().addAll(arrow.lines());
        }
        LINE.forEach(this::add);
        add(PatchState.PARTLY_ACTIVED);
        arrows.values().forEach(a -> getChildren().add(a.button()));
        offers.addListener((o, was, is) -> show(LifeCycle.of(is)));
        show(LifeCycle.of(offers.getValue()));
    }

    private void add(PatchState state) {
        StateBox box = new StateBox(state, messages);
        boxes.put(state, box);
        getChildren().add(box);
    }

    private static Icons icon(DeployAction action) {
        return switch (action) {
            case APPLY, ACTIVE -> Icons.APPLY;
            case DEACTIVE -> Icons.DEACTIVE;
            case ACCEPT -> Icons.DONE;
            case REMOVE -> Icons.REMOVE;
        };
    }

    private void show(LifeCycle cycle) {
        cycle.states().forEach(s -> boxes.get(s.state()).show(s));
        cycle.ways().forEach(w -> arrows.get(w.action()).show(w.offer()));
        requestLayout();
    }

    private double em() {
        return boxes.get(PatchState.ACTIVED).em();
    }

    @Override
    protected double computePrefHeight(double width) {
        return HEIGHT_EMS * em();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefWidth(double height) {
        return LINE.stream().mapToDouble(s -> boxes.get(s).prefWidth(-1)).sum() + 6 * em();
    }

    @Override
    protected void layoutChildren() {
        double em = em();
        double width = getWidth();
        double height = getHeight();
        double half =
                LINE.stream().mapToDouble(s -> boxes.get(s).prefWidth(-1)).max().orElse(0) / 2;
        double first = half + 0.2 * em;
        double step = (width - 2 * first) / (LINE.size() - 1);
        double middle = STATE_ROW * height;
        for (int i = 0; i < LINE.size(); i++) {
            place(boxes.get(LINE.get(i)), first + i * step, middle, 2 * half);
        }
        double none = first;
        double deactived = first + step;
        double actived = first + 2 * step;
        double accepted = first + 3 * step;
        StateBox partly = boxes.get(PatchState.PARTLY_ACTIVED);
        double partlyWidth = partly.prefWidth(-1);
        place(partly, Math.min(accepted, width - partlyWidth / 2 - 0.2 * em), APPLY_ROW * height, partlyWidth);

        double box = boxes.get(PatchState.ACTIVED).getHeight() / 2 + 1;
        double top = middle - box;
        double bottom = middle + box;
        double aside = 1.5 * em;
        arrows.get(DeployAction.APPLY).lay(new Bend(none, top, APPLY_ROW * height, actived, top), deactived);
        arrows.get(DeployAction.ACTIVE)
                .lay(new Bend(deactived, top, IN_ROW * height, actived - aside, top), (deactived + actived) / 2);
        arrows.get(DeployAction.ACCEPT)
                .lay(new Bend(actived + aside, top, IN_ROW * height, accepted, top), (actived + accepted) / 2);
        arrows.get(DeployAction.DEACTIVE)
                .lay(
                        new Bend(accepted - aside, bottom, OUT_ROW * height, deactived + aside, bottom),
                        (deactived + actived) / 2,
                        actived - aside);
        arrows.get(DeployAction.REMOVE)
                .lay(
                        new Bend(accepted, bottom, REMOVE_ROW * height, none, bottom),
                        deactived,
                        actived,
                        deactived - aside);
    }

    private static void place(Region node, double x, double y, double width) {
        double height = node.prefHeight(width);
        node.resizeRelocate(Math.round(x - width / 2), Math.round(y - height / 2), width, height);
    }
}
