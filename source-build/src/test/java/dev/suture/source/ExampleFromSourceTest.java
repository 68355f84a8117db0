package dev.suture.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.examples.ExamplePatch;
import dev.suture.examples.RunningService;
import dev.suture.examples.TicketdExample;
import dev.suture.plugin.BuiltPatch;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchInfo.PatchedFunction;
import dev.suture.plugin.Progress;
import dev.suture.source.trace.CompilerTrace;
import dev.suture.upatch.UpatchPlugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: a service as its distributor builds it, its source, a source patch, and the running process. */
class ExampleFromSourceTest {
    @TempDir
    Path folder;

    @Test
    void aServiceBuiltWithoutSectionsIsPatchedFromItsSource() throws Exception {
        Shell.need("gcc", "make", "patch");
        Path source = TicketdExample.extractTo(folder.resolve("ticketd"));
        // What runs was built elsewhere, without a section for each function, and is stripped.
        Path elsewhere = TicketdExample.extractTo(folder.resolve("elsewhere"));
        Shell.run(elsewhere, "make EXTRA_CFLAGS=-fno-common && cp ticketd ticketd.debug && strip ticketd");
        Path target = elsewhere.resolve("ticketd");
        String before = Shell.run(source, "find . -type f | sort | xargs sha256sum; stat -c '%n %Y' *");

        SourceHotPatch.Result result = new SourceHotPatch(new UpatchPlugin().builder())
                .build(
                        new SourceBuildRequest(
                                new Source.Tree(source),
                                List.of(source.resolve(ExamplePatch.PARTY_PRICE.fileName())),
                                OptionalInt.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(new TargetFile(target, Optional.of(elsewhere.resolve("ticketd.debug")))),
                                Optional.of(folder.resolve("work")),
                                CompilerTrace.Mode.PATH,
                                List.of(),
                                2),
                        "party-price",
                        folder.resolve("party-price.upatch"),
                        Progress.NONE);

        assertThat(result.patches()).hasSize(1);
        BuiltPatch patch = result.patches().getFirst();
        assertThat(patch.info().functions())
                .extracting(PatchedFunction::name)
                .containsExactlyInAnyOrder("party_parse", "group_discount", "price_party");
        assertThat(result.source().baseCompilations()).isEqualTo(8);
        assertThat(result.source().targets().getFirst().names()).containsExactlyInAnyOrder("party.o", "pricing.o");
        assertThat(Shell.run(source, "find . -type f | sort | xargs sha256sum; stat -c '%n %Y' *"))
                .as("the user's tree")
                .isEqualTo(before);

        try (RunningService service = RunningService.start(target, 2)) {
            int pid = Math.toIntExact(service.pid());
            assertThat(service.request(TicketdExample.REQUEST)).isEqualTo(TicketdExample.BASE_ANSWER);
            UpatchPlugin plugin = new UpatchPlugin();
            plugin.driver().load(patch.file(), pid, DriverOptions.DEFAULT, Progress.NONE);
            plugin.driver().active(patch.file(), pid, DriverOptions.DEFAULT, Progress.NONE);
            assertThat(service.request(TicketdExample.REQUEST)).isEqualTo(TicketdExample.PATCHED_ANSWER);
        }
        assertThat(Files.exists(folder.resolve("work/build.log"))).isTrue();
    }
}
