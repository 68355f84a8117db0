package dev.suture.workbench.flow;

import dev.suture.diff.model.Status;

/**
 * An arrow of the picture.
 *
 * @param from id of the node it leaves
 * @param to id of the node it leads to
 * @param status what became of it
 * @param label in which way it is taken; empty where there is nothing to say
 */
public record FlowLink(int from, int to, Status status, String label) {}
