package dev.suture.plugin;

/**
 * A process that maps a file of the target's name and another build-id: the patch is not for it.
 *
 * @param buildId what it maps, in lower-case hex
 */
public record OtherBuild(TargetProcess process, String buildId) {}
