package dev.suture.workbench.task;

/**
 * A failure as people are told of it.
 *
 * @param what what happened, to what
 * @param why the cause
 * @param remedy what to do about it
 */
public record Problem(String what, String why, String remedy) {}
