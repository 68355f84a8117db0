package dev.suture.workbench.dock;

import dev.suture.workbench.parts.Icons;
import javafx.scene.Node;

/**
 * A view that can be docked.
 *
 * @param id stable, as settings name it, e.g. {@code changes}
 * @param title what its tab says
 * @param icon what its tab shows
 * @param node the view; the same one for as long as the window lives
 * @param closable whether the window can do without it
 */
public record DockView(String id, String title, Icons icon, Node node, boolean closable) {}
