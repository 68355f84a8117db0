package dev.suture.workbench.dock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DockLayoutTest {
    private static final DockLayout.Tabs MIDDLE = DockLayout.Tabs.of("diff", "anatomy");
    private static final DockLayout STANDARD = new DockLayout.Split(
            true, List.of(0.2, 0.8), List.of(DockLayout.Tabs.of("changes"), MIDDLE, DockLayout.Tabs.of("reasons")));

    @Test
    void aViewOpensBelowTheTabsOfAnotherAndLeavesTheRestInPlace() {
        assertThat(STANDARD.below("anatomy", "flow", 0.4))
                .isEqualTo(new DockLayout.Split(
                        true,
                        List.of(0.2, 0.8),
                        List.of(
                                DockLayout.Tabs.of("changes"),
                                new DockLayout.Split(false, List.of(0.4), List.of(MIDDLE, DockLayout.Tabs.of("flow"))),
                                DockLayout.Tabs.of("reasons"))));
        assertThat(STANDARD.below("nowhere", "flow", 0.4)).isEqualTo(STANDARD);
    }
}
