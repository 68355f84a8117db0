package dev.suture.workbench.deploy.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.suture.manager.Outcome;
import dev.suture.manager.PatchService;
import dev.suture.manager.StoredPatch;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchInfo;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManagerDeployServiceTest {
    private static final StoredPatch PATCH = new StoredPatch(
            new PatchInfo("1-2", "fix", "upatch", "x86_64", "ticketd", "00", List.of()), Path.of("/store/p"), "");

    private final List<String> asked = new ArrayList<>();

    /** Says what it is asked; changes are made, or refused with that id. */
    private PatchService service(String name, Optional<String> refusal) {
        return (PatchService) Proxy.newProxyInstance(
                PatchService.class.getClassLoader(),
                new Class<?>[] {PatchService.class},
                (proxy, method, arguments) -> {
                    asked.add(name + " " + method.getName());
                    if (!method.getName().equals("change")) {
                        return PATCH;
                    }
                    if (refusal.isPresent()) {
                        throw new PatchException(
                                PatchException.Kind.TROUBLE, refusal.get(), "It may not be touched.", "Ask for it.");
                    }
                    return List.of(new Outcome(PATCH, PatchState.ACTIVED, List.of()));
                });
    }

    private ManagerDeployService deploying(String refusal, Optional<PatchService> root) {
        PatchService own = service("own", Optional.of(refusal));
        return new ManagerDeployService(
                List::of, plugins -> new PatchAccess(way(own), root.map(ManagerDeployServiceTest::way)));
    }

    private static PatchAccess.Way way(PatchService patches) {
        return new PatchAccess.Way(patches, Optional::empty);
    }

    private Outcome apply(ManagerDeployService service) {
        return service.change(ChangeOrder.of(DeployAction.APPLY, PATCH, Set.of()), Progress.NONE);
    }

    @Test
    void rootIsAskedWhereThisUserLacksTheRightAndFirstFromThenOn() {
        ManagerDeployService service = deploying("no-permission", Optional.of(service("root", Optional.empty())));
        assertThat(apply(service).state()).isEqualTo(PatchState.ACTIVED);
        assertThat(apply(service).state()).isEqualTo(PatchState.ACTIVED);
        assertThat(asked).containsExactly("own change", "root add", "root change", "root change");
    }

    @Test
    void otherFailuresAreNoReasonToAskRoot() {
        ManagerDeployService service = deploying("function-busy", Optional.of(service("root", Optional.empty())));
        assertThatThrownBy(() -> apply(service)).hasMessage("It may not be touched.");
        assertThat(asked).containsExactly("own change");
    }

    @Test
    void withoutAWayToRootTheFailureIsTold() {
        assertThatThrownBy(() -> apply(deploying("no-permission", Optional.empty())))
                .hasMessage("It may not be touched.");
    }
}
