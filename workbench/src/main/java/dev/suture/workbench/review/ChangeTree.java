package dev.suture.workbench.review;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;

/** The objects with their changes; its selection and the model's follow each other. */
final class ChangeTree extends TreeTableView<Selection> {
    private static final double DELTA_WIDTH = 72;

    private final ReviewModel model;
    private final Set<String> collapsed = new HashSet<>();
    private boolean following;

    ChangeTree(ReviewModel model, Messages messages) {
        this.model = model;
        setId("change-tree");
        setAccessibleText(messages.text("changes.title"));
        setShowRoot(false);
        setRoot(new TreeItem<>(new Selection.Nothing()));
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setPlaceholder(Nodes.paragraph(messages.text("changes.none-passes"), "muted", "placeholder-text"));
        getColumns().add(nameColumn(messages));
        getColumns().add(deltaColumn(messages));
        model.groups().addListener((ListChangeListener<ChangeGroup>) c -> rebuild());
        model.selection().addListener((o, was, is) -> follow(is));
        getSelectionModel().selectedItemProperty().addListener((o, was, is) -> {
            if (!following && is != null) {
                model.selection().set(is.getValue());
            }
        });
        rebuild();
    }

    private TreeTableColumn<Selection, Selection> nameColumn(Messages messages) {
        TreeTableColumn<Selection, Selection> column = new TreeTableColumn<>(messages.text("changes.column.name"));
        column.setCellValueFactory(f -> new ReadOnlyObjectWrapper<>(f.getValue().getValue()));
        column.setCellFactory(c -> new ChangeCell());
        column.setSortable(false);
        return column;
    }

    private TreeTableColumn<Selection, Selection> deltaColumn(Messages messages) {
        TreeTableColumn<Selection, Selection> column = new TreeTableColumn<>(messages.text("changes.column.delta"));
        column.setCellValueFactory(f -> new ReadOnlyObjectWrapper<>(f.getValue().getValue()));
        column.setCellFactory(c -> new DeltaCell());
        column.getStyleClass().add("delta-column");
        column.setSortable(false);
        column.setMinWidth(DELTA_WIDTH);
        column.setMaxWidth(DELTA_WIDTH);
        return column;
    }

    private void rebuild() {
        following = true;
        List<TreeItem<Selection>> objects =
                model.groups().stream().map(this::objectItem).toList();
        getRoot().getChildren().setAll(objects);
        following = false;
        follow(model.selection().get());
    }

    private TreeItem<Selection> objectItem(ChangeGroup group) {
        ObjectDiff object = group.object();
        TreeItem<Selection> item = new TreeItem<>(new Selection.WholeObject(object));
        for (Change change : group.changes()) {
            item.getChildren().add(new TreeItem<>(new Selection.OneChange(object, change)));
        }
        item.setExpanded(!collapsed.contains(object.name()));
        item.expandedProperty().addListener((o, was, expanded) -> {
            if (expanded) {
                collapsed.remove(object.name());
            } else {
                collapsed.add(object.name());
            }
        });
        return item;
    }

    private void follow(Selection selection) {
        following = true;
        find(selection)
                .ifPresentOrElse(
                        item -> {
                            if (getSelectionModel().getSelectedItem() != item) {
                                item.getParent().setExpanded(true);
                                int row = getRow(item);
                                getSelectionModel().clearAndSelect(row);
                                getFocusModel().focus(row);
                                scrollTo(Math.max(0, row - 2));
                            }
                        },
                        () -> getSelectionModel().clearSelection());
        following = false;
    }

    private Optional<TreeItem<Selection>> find(Selection selection) {
        return getRoot().getChildren().stream()
                .flatMap(object -> Stream.concat(Stream.of(object), object.getChildren().stream()))
                .filter(item -> item.getValue().equals(selection))
                .findFirst();
    }
}
