package dev.suture.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TicketdExampleTest {
    @TempDir
    static Path work;

    static BuiltExample built;

    @BeforeAll
    static void build() {
        for (String tool : List.of("gcc", "make", "patch", "readelf")) {
            assumeTrue(
                    Stream.of(System.getenv("PATH").split(":")).anyMatch(p -> Files.isExecutable(Path.of(p, tool))),
                    "skipped: " + tool + " is not installed");
        }
        built = TicketdExample.build(work.resolve("fix"), ExamplePatch.PARTY_PRICE, "EXTRA_LDFLAGS=-Wl,--build-id");
    }

    @Test
    void everyFileOfTheExampleIsExtracted(@TempDir Path folder) throws Exception {
        TicketdExample.extractTo(folder);
        Path resources = Path.of(
                        TicketdExample.class.getResource("ticketd/main.c").toURI())
                .getParent();
        assertThat(names(folder)).isEqualTo(names(resources));
    }

    @Test
    void compilesWithoutWarnings(@TempDir Path folder) {
        assertThat(TicketdExample.build(folder, ExamplePatch.PARTY_PRICE, "CFLAGS=-O2 -g -Werror")
                        .patchedBinary())
                .isExecutable();
    }

    @Test
    void theBaseOverchargesAFamilyOfFiveAndThePatchedDoesNot() {
        try (RunningService base = RunningService.start(built.baseBinary(), 4);
                RunningService patched = RunningService.start(built.patchedBinary(), 4)) {
            assertThat(base.request(TicketdExample.REQUEST)).isEqualTo(TicketdExample.BASE_ANSWER);
            assertThat(patched.request(TicketdExample.REQUEST)).isEqualTo(TicketdExample.PATCHED_ANSWER);
            // On both sides of the faulty bound the two agree.
            for (String request : List.of("QUOTE adult=4", "QUOTE adult=6", "QUOTE adult=1 bicycle=1")) {
                assertThat(patched.request(request))
                        .isEqualTo(base.request(request))
                        .startsWith("OK ");
            }
        }
    }

    @Test
    void theBaseSellsAMillionTicketsForALunchAndThePatchedRefuses() {
        String request = "QUOTE adult=1022612";
        try (RunningService base = RunningService.start(built.baseBinary(), 1);
                RunningService patched = RunningService.start(built.patchedBinary(), 1)) {
            assertThat(base.request(request)).isEqualTo("OK 1022612 travellers, 23.28 EUR, group fare -25%");
            String refusal = "ERR a party has 1 to 500 travellers and at most 500 bicycles";
            assertThat(patched.request(request)).isEqualTo(refusal);
            assertThat(patched.request("QUOTE adult=4294967297")).isEqualTo(refusal);
            assertThat(patched.request("QUOTE")).isEqualTo(refusal);
            assertThat(patched.request("QUOTE adult=500 bicycle=500")).startsWith("OK 500 travellers, ");
        }
    }

    @Test
    void theUnpatchableVariantDiffersInAnInitialValue(@TempDir Path folder) {
        BuiltExample variant = TicketdExample.build(folder, ExamplePatch.ADULT_FARE);
        try (RunningService base = RunningService.start(variant.baseBinary(), 1);
                RunningService patched = RunningService.start(variant.patchedBinary(), 1)) {
            assertThat(base.request("FARES")).startsWith("OK adult=42.00 ");
            assertThat(patched.request("FARES")).startsWith("OK adult=44.00 ");
        }
    }

    @Test
    void binariesHaveBuildIdsAndObjectsASectionForEachFunction() throws Exception {
        assertThat(buildId(built.baseBinary())).isNotEqualTo(buildId(built.patchedBinary()));
        String sections = readelf("-SW", built.baseDir().resolve("pricing.o"));
        assertThat(sections)
                .contains(".text.price_party", ".text.group_discount", ".data.rel.local.fares", ".bss.quotes");
        assertThat(readelf("-SW", built.baseDir().resolve("protocol.o"))).contains(".rela.rodata.protocol_answer");
        assertThat(readelf("-sW", built.patchedDir().resolve("party.o")))
                .containsPattern("FUNC +LOCAL +DEFAULT +\\d+ can_be_priced\n");
        assertThat(readelf("-hW", built.baseBinary())).contains("DYN (Position-Independent Executable file)");
    }

    @Test
    void aBadLineNeitherEndsTheServiceNorTheConversation() {
        try (RunningService service = RunningService.start(built.baseBinary(), 2)) {
            assertThat(service.request("SELL everything")).isEqualTo("ERR unknown command; see HELP");
            assertThat(service.request("")).startsWith("ERR ");
            assertThat(service.request("QUOTE adult")).isEqualTo("ERR expected KIND=COUNT");
            assertThat(service.request("QUOTE dog=1")).startsWith("ERR nobody travels as that");
            assertThat(service.request("QUOTE adult=-1")).isEqualTo("ERR a count is a whole number");
            assertThat(service.request("QUOTE adult=%n\0\377")).startsWith("ERR ");
            assertThat(service.request("x".repeat(5000))).isEqualTo("ERR the line is too long");
            assertThatThrownBy(() -> service.request("PING")).isInstanceOf(ExampleException.class);
            assertThat(service.request("PING")).isEqualTo("OK pong");
            assertThat(service.isAlive()).isTrue();
        }
    }

    @Test
    void statisticsShowOneProcessThatNeverRestarted() {
        try (RunningService service = RunningService.start(built.baseBinary(), 3)) {
            for (int i = 0; i < 10_000; i++) {
                assertThat(service.request(TicketdExample.REQUEST)).isEqualTo(TicketdExample.BASE_ANSWER);
            }
            String stats = service.request("STATS");
            assertThat(stats).startsWith("OK pid=" + service.pid() + " ").endsWith(" workers=3");
            assertThat(number(stats, "served")).isEqualTo(10_001);
            assertThat(number(stats, "ticks")).isPositive();
            assertThat(service.request("LOG")).endsWith("quote 10000: 5 travellers, 16800 cents");
            assertThat(service.request("FARES")).contains("adult=42.00 (quoted 30000)");
        }
    }

    @Test
    void manyClientsAreAnsweredByFewWorkers() throws Exception {
        try (RunningService service = RunningService.start(built.patchedBinary(), 2)) {
            LoadResult result;
            try (Load load = Load.start(service, 8)) {
                assertThat(load.awaitMore(10_000, Duration.ofSeconds(60))).isTrue();
                assertThat(service.request("PING")).isEqualTo("OK pong");
                result = load.stop();
            }
            assertThat(result.firstError()).isEmpty();
            assertThat(result.errors()).isZero();
            assertThat(result.answers()).isGreaterThanOrEqualTo(10_000);
            assertThat(result.distinctAnswers()).containsOnlyKeys(TicketdExample.PATCHED_ANSWER);
            assertThat(result.distinctAnswers().get(TicketdExample.PATCHED_ANSWER))
                    .isEqualTo(result.answers());
            assertThat(number(service.request("STATS"), "served")).isEqualTo(result.answers() + 2);
        }
    }

    @Test
    void aLoadReportsAServiceThatGoesAway() throws Exception {
        RunningService service = RunningService.start(built.baseBinary(), 2);
        try (Load load = Load.start(service, 2)) {
            assertThat(load.awaitMore(100, Duration.ofSeconds(60))).isTrue();
            service.close();
            LoadResult result = load.stop();
            assertThat(result.errors()).isPositive();
            assertThat(result.firstError()).isPresent();
        } finally {
            service.close();
        }
    }

    @Test
    void closingEndsTheProcessGracefully() {
        RunningService service = RunningService.start(built.baseBinary(), 4);
        assertThat(ProcessHandle.current().children().map(ProcessHandle::pid)).doesNotContain(service.pid());
        service.close();
        assertThat(service.isAlive()).isFalse();
        service.close();
    }

    @Test
    void whatDoesNotStartIsToldWithItsOutput(@TempDir Path folder) throws Exception {
        assertThatThrownBy(() -> RunningService.start(built.baseBinary(), 0))
                .isInstanceOf(ExampleException.class)
                .hasMessageContaining("0 is not a number from 1 to 256");
        assertThatThrownBy(() -> TicketdExample.build(folder, ExamplePatch.PARTY_PRICE, "CFLAGS=-no-such-flag"))
                .isInstanceOf(ExampleException.class)
                .hasMessageContaining("make -j2 CC=gcc CFLAGS=-no-such-flag in " + folder.resolve("base"))
                .hasMessageContaining("no-such-flag");
        assertThatThrownBy(() -> Tools.require("make", "no-such-compiler"))
                .isInstanceOf(ExampleException.class)
                .hasMessageContaining("no-such-compiler not found on PATH");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private static long number(String stats, String name) {
        Matcher matcher = Pattern.compile(" " + name + "=(\\d+) ").matcher(stats);
        assertThat(matcher.find()).as("%s in %s", name, stats).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    private static String buildId(Path binary) throws Exception {
        Matcher matcher = Pattern.compile("Build ID: ([0-9a-f]{40})").matcher(readelf("-nW", binary));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String readelf(String option, Path file) throws Exception {
        Process process = new ProcessBuilder("readelf", option, file.toString()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
