package dev.suture.workbench.action;

import dev.suture.workbench.parts.Nodes;
import java.util.List;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** The menu bar: every action with its keys; the scene hears the keys through it. */
public final class Menus {
    private Menus() {}

    /** The bar of all menus that have actions. */
    public static MenuBar bar(Actions actions, Keymap keymap) {
        MenuBar bar = Nodes.named(new MenuBar(), "menu-bar");
        for (Action.Menu menu : Action.Menu.values()) {
            Menu entry = new Menu(actions.text(menu));
            entry.setId("menu-" + menu.name().toLowerCase(java.util.Locale.ROOT));
            actions.in(menu).forEach(a -> entry.getItems().add(item(a, actions, keymap)));
            if (!entry.getItems().isEmpty()) {
                bar.getMenus().add(entry);
            }
        }
        return bar;
    }

    /** A menu for right clicks with some of the actions; a blank id is a line between them. */
    public static ContextMenu context(List<String> ids, Actions actions) {
        ContextMenu menu = new ContextMenu();
        for (String id : ids) {
            if (id.isBlank()) {
                menu.getItems().add(new SeparatorMenuItem());
                continue;
            }
            Action action = actions.find(id).orElseThrow();
            MenuItem item = new MenuItem(actions.text(action));
            item.setId("context-" + id.replace('.', '-'));
            item.setMnemonicParsing(false);
            item.setOnAction(e -> action.run());
            item.disableProperty().bind(action.refusal().map(java.util.Optional::isPresent));
            menu.getItems().add(item);
        }
        return menu;
    }

    private static MenuItem item(Action action, Actions actions, Keymap keymap) {
        MenuItem item = new MenuItem(actions.text(action));
        item.setId("menu-" + action.id().replace('.', '-'));
        item.setMnemonicParsing(false);
        item.setOnAction(e -> action.run());
        item.disableProperty().bind(action.refusal().map(java.util.Optional::isPresent));
        item.setAccelerator(keymap.keys(action).orElse(null));
        keymap.chosen()
                .addListener(
                        (o, was, is) -> item.setAccelerator(keymap.keys(action).orElse(null)));
        return item;
    }
}
