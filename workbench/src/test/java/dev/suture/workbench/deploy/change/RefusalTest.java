package dev.suture.workbench.deploy.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.manager.StoredPatch;
import dev.suture.plugin.PatchInfo;
import dev.suture.workbench.deploy.change.Refusal.Found;
import dev.suture.workbench.deploy.change.Refusal.Way;
import dev.suture.workbench.deploy.service.ChangeOrder;
import dev.suture.workbench.deploy.service.DeployAction;
import dev.suture.workbench.task.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RefusalTest {
    private static final StoredPatch PATCH = new StoredPatch(
            new PatchInfo("1-2", "fix", "upatch", "x86_64", "ticketd", "00", List.of()),
            Path.of("/home/al ice/fix.upatch"),
            "");
    private static final Optional<ChangeOrder> ORDER =
            Optional.of(ChangeOrder.of(DeployAction.APPLY, PATCH, Set.of(9, 7)));

    private static Refusal refusal(String id, String why) {
        return Refusal.of(new Problem("What", why, "Remedy", id), ORDER);
    }

    @Test
    void whatThreadsAreInIsSetApartFromTheSentence() {
        Refusal refusal = refusal("function-busy", """
                Process 7 was still inside functions of the patch after 3000 ms; nothing was changed:
                  thread 7 (ticketd) is in price+0x4 (ticketd), called from quote+0x9 (ticketd), main+0x30 (ticketd)
                  thread 8 (worker) will return to price+0x10 (ticketd), called from work+0x9 (ticketd), …, from read+0x2 (libc.so.6)
                The stacks of these threads could not be read whole: [9]""");
        assertThat(refusal.evidence())
                .containsExactly(
                        new Found(
                                "thread 7 (ticketd) is in price+0x4 (ticketd)",
                                Optional.empty(),
                                List.of("quote+0x9 (ticketd)", "main+0x30 (ticketd)")),
                        new Found(
                                "thread 8 (worker) will return to price+0x10 (ticketd)",
                                Optional.of("read+0x2 (libc.so.6)"),
                                List.of("work+0x9 (ticketd)", "…")));
        assertThat(refusal.why())
                .startsWith("Process 7 was still inside")
                .contains("could not be read whole")
                .doesNotContain("main+0x30");
        assertThat(refusal.longer()).isTrue();
    }

    @Test
    void whoLacksARightGetsTheVeryCommands() {
        Refusal refusal =
                refusal("no-permission", "kernel.yama.ptrace_scope is 1, which allows it only for own children.");
        assertThat(refusal.ways())
                .extracting(Way::command)
                .containsSequence(
                        "sudo sysctl kernel.yama.ptrace_scope=0",
                        "suture --sudo apply '/home/al ice/fix.upatch' --pid 7 --pid 9",
                        "sudo suture apply '/home/al ice/fix.upatch' --pid 7 --pid 9");
        assertThat(refusal("no-permission", "it belongs to another user.").ways())
                .extracting(Way::command)
                .noneMatch(c -> c.contains("sysctl"));
        assertThat(refusal.longer()).isFalse();
    }

    @Test
    void whatWasNoChangeCannotBeTriedAgain() {
        Refusal refusal = Refusal.of(new Problem("What", "Why", "Remedy"), Optional.empty());
        assertThat(refusal.retry()).isFalse();
        assertThat(refusal.ways()).isEmpty();
        assertThat(refusal.evidence()).isEmpty();
    }
}
