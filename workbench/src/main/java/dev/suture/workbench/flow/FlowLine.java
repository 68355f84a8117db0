package dev.suture.workbench.flow;

import dev.suture.diff.model.Status;

/**
 * A line of text in a node.
 *
 * @param status UNCHANGED, or which side alone has it
 * @param text what it says
 */
public record FlowLine(Status status, String text) {}
