package dev.suture.agent;

import dev.suture.manager.InstalledLocation;
import dev.suture.manager.PluginLocation;
import dev.suture.manager.StoreLocation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an agent works with.
 *
 * @param location where it listens
 * @param store the folder of its store
 * @param installed the folder of installed packages
 * @param plugins the folders of third-party plugins
 * @param idleExit after how long without clients, work and watches it ends; never if empty
 */
public record AgentOptions(
        AgentLocation location, Path store, Path installed, List<Path> plugins, Optional<Duration> idleExit) {
    /** How an agent's process ends where another has its place. */
    public static final int OTHER_RUNS = 3;

    public AgentOptions {
        store = store.toAbsolutePath().normalize();
        installed = installed.toAbsolutePath().normalize();
        plugins = plugins.stream().map(p -> p.toAbsolutePath().normalize()).toList();
    }

    /** Those of whoever runs this program. */
    public static AgentOptions standard(Optional<Duration> idleExit) {
        return new AgentOptions(
                AgentLocation.standard(),
                StoreLocation.standard(),
                InstalledLocation.standard(),
                PluginLocation.standard(),
                idleExit);
    }
}
