package dev.suture.workbench.deploy.cycle;

/**
 * A line from one place up or down to a row, along it, and back to another place.
 *
 * @param row the height of its long part
 */
record Bend(double fromX, double fromY, double row, double toX, double toY) {}
