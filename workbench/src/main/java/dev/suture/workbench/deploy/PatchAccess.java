package dev.suture.workbench.deploy;

import dev.suture.agent.AgentOptions;
import dev.suture.agent.Me;
import dev.suture.agent.client.AgentProgram;
import dev.suture.agent.client.ElevatedAgent;
import dev.suture.agent.client.LocalAgent;
import dev.suture.agent.client.OnDemandService;
import dev.suture.agent.client.RemotePatchService;
import dev.suture.manager.InstalledLocation;
import dev.suture.manager.PatchManager;
import dev.suture.manager.PatchService;
import dev.suture.manager.StoreLocation;
import dev.suture.plugin.PatchPlugin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The ways to the patches and processes of this machine.
 *
 * @param own with the rights of this user
 * @param elevated with those of root, whom a person has to let in each time; empty where there is no such way
 */
record PatchAccess(PatchService own, Optional<PatchService> elevated) {
    private static final Duration IDLE_EXIT = Duration.ofMinutes(10);

    /**
     * By the agent, for the store of this user; in this program for any other, such as that of a demonstration, which an agent
     * would outlive.
     */
    static PatchAccess of(Path store, List<PatchPlugin> plugins) {
        PatchManager here = PatchManager.open(store, InstalledLocation.standard(), plugins);
        boolean standard = store.equals(StoreLocation.standard());
        if (!standard || "off".equals(System.getenv("SUTURE_AGENT"))) {
            return new PatchAccess(here, Optional.empty());
        }
        AgentProgram program = AgentProgram.likeThis();
        LocalAgent agent = new LocalAgent(program, AgentOptions.standard(Optional.of(IDLE_EXIT)));
        return new PatchAccess(new OnDemandService(agent, () -> here), elevated(program));
    }

    private static Optional<PatchService> elevated(AgentProgram program) {
        ElevatedAgent root = new ElevatedAgent(program, ElevatedAgent.Asker.PKEXEC);
        return !Me.now().isRoot() && ElevatedAgent.Asker.PKEXEC.isPresent()
                ? Optional.of(new RemotePatchService(root::connection))
                : Optional.empty();
    }
}
