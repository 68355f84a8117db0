package dev.suture.agent.wire;

import java.util.List;

/**
 * What the agent answers to a greeting; of this record no field is ever renamed.
 *
 * @param protocolVersion the agent's {@link Calls#PROTOCOL_VERSION}
 * @param version of the program
 * @param build what its code is made of, to tell two builds of one version apart
 * @param pid its process
 * @param onDemand whether a client started it, so that a client may replace it
 * @param store the folder of the store
 * @param installed the folder of installed packages
 * @param plugins the folders of third-party plugins
 */
public record Welcome(
        int protocolVersion,
        String version,
        String build,
        long pid,
        boolean onDemand,
        String store,
        String installed,
        List<String> plugins) {}
