package dev.suture.workbench.deploy.service;

import dev.suture.agent.AgentOptions;
import dev.suture.agent.Me;
import dev.suture.agent.client.AgentConnection;
import dev.suture.agent.client.AgentProgram;
import dev.suture.agent.client.ElevatedAgent;
import dev.suture.agent.client.LocalAgent;
import dev.suture.agent.client.OnDemandService;
import dev.suture.agent.client.RemotePatchService;
import dev.suture.agent.wire.Calls;
import dev.suture.agent.wire.Params;
import dev.suture.manager.InstalledLocation;
import dev.suture.manager.PatchManager;
import dev.suture.manager.PatchService;
import dev.suture.manager.StoreLocation;
import dev.suture.plugin.PatchPlugin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The ways to the patches and processes of this machine.
 *
 * @param own with the rights of this user
 * @param elevated with those of root, whom a person has to let in each time; empty where there is no such way
 */
record PatchAccess(Way own, Optional<Way> elevated) {
    private static final Duration IDLE_EXIT = Duration.ofMinutes(10);

    /**
     * One way.
     *
     * @param patches does the work
     * @param agent who watches for new processes, if somebody does; never started for this question
     */
    record Way(PatchService patches, Supplier<Optional<AgentConnection>> agent) {
        /** What new processes of a build can count on. */
        NewStarts newStarts(String buildId) {
            return agent.get()
                    .flatMap(a -> a.call(Calls.STATE, new Params.None()).watched().stream()
                            .filter(w -> buildId.equals(w.buildId()))
                            .findFirst())
                    .map(NewStarts::of)
                    .orElse(NewStarts.UNWATCHED);
        }
    }

    /**
     * By the agent, for the store of this user; in this program for any other, such as that of a demonstration, which an agent
     * would outlive.
     */
    static PatchAccess of(Path store, List<PatchPlugin> plugins) {
        PatchManager here = PatchManager.open(store, InstalledLocation.standard(), plugins);
        boolean standard = store.equals(StoreLocation.standard());
        if (!standard || "off".equals(System.getenv("SUTURE_AGENT"))) {
            return new PatchAccess(new Way(here, Optional::empty), Optional.empty());
        }
        AgentProgram program = AgentProgram.likeThis();
        LocalAgent agent = new LocalAgent(program, AgentOptions.standard(Optional.of(IDLE_EXIT)));
        return new PatchAccess(new Way(new OnDemandService(agent, () -> here), agent::running), elevated(program));
    }

    private static Optional<Way> elevated(AgentProgram program) {
        ElevatedAgent root = new ElevatedAgent(program, ElevatedAgent.Asker.PKEXEC);
        return !Me.now().isRoot() && ElevatedAgent.Asker.PKEXEC.isPresent()
                ? Optional.of(new Way(new RemotePatchService(root::connection), () -> Optional.of(root.connection())))
                : Optional.empty();
    }
}
