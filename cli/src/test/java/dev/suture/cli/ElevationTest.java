package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.plugin.PatchException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElevationTest {
    private static PatchException failure(String id) {
        return new PatchException(PatchException.Kind.TROUBLE, id, "It may not be touched.", "Be its owner.");
    }

    @Test
    void whoLacksTheRightIsToldTheVeryCommand() {
        Throwable advised =
                Elevation.advised(failure("no-permission"), false, List.of("apply", "my fix.upatch", "--pid", "12"));
        assertThat(advised).hasMessage("It may not be touched.");
        assertThat(((PatchException) advised).remedy())
                .isEqualTo(
                        "Be its owner. As root: `sudo suture apply 'my fix.upatch' --pid 12`; or `suture --sudo apply"
                                + " 'my fix.upatch' --pid 12`, where root takes the patch from you.");
        assertThat(((PatchException) advised).id()).isEqualTo("no-permission");
    }

    @Test
    void othersAreTold() {
        PatchException busy = failure("function-busy");
        assertThat(Elevation.advised(busy, false, List.of("apply", "x"))).isSameAs(busy);
        PatchException asRoot = failure("no-permission");
        assertThat(Elevation.advised(asRoot, true, List.of("apply", "x"))).isSameAs(asRoot);
    }
}
