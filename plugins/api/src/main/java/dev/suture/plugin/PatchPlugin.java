package dev.suture.plugin;

/**
 * A kind of hot patch. Found by {@link java.util.ServiceLoader}; implementations have a public constructor without
 * arguments that does no work, and are safe for use by several threads.
 */
public interface PatchPlugin {
    /** The version of this interface; a plugin made for another one is not used. */
    int API_VERSION = 1;

    /** Short and stable, as {@code --kind} takes it, e.g. {@code upatch}. */
    String kind();

    /** One line for people. */
    String description();

    /** The {@link #API_VERSION} the plugin was compiled against. */
    int apiVersion();

    PatchBuilder builder();

    PatchReader reader();

    PatchDriver driver();
}
