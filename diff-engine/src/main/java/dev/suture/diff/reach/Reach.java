package dev.suture.diff.reach;

/**
 * How much leads to a member, over any number of steps.
 *
 * @param functions how many functions, itself not counted
 * @param entries how many of the functions and data that lead to it are used by nobody that is known
 */
public record Reach(int functions, int entries) {}
