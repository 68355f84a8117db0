package dev.suture.elf.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.suture.elf.ElfFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Whatever is done to a file, it is read or refused as malformed: no other exception, no hang, no memory that the file
 * does not account for (the heap of the long run is 256 MB). The profile {@code fuzz} runs a million tries.
 */
class BrokenFilesProperty {
    private static final int LIMIT_SECONDS = 2;
    private static final ExecutorService WORKER = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "reader");
        thread.setDaemon(true);
        return thread;
    });

    private static final Map<String, Integer> COUNTS = new TreeMap<>();

    /** Says how many files were tried, and that the changes reached deeper than the header. */
    @AfterContainer
    static void report() {
        System.out.println("broken files: " + COUNTS);
    }

    private static String kind(List<ElfFormatException> refused) {
        return refused.isEmpty() ? "read" : refused.size() == 1 ? "refused once" : "refused in several parts";
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs().withDistribution(RandomDistribution.uniform());
    }

    @Property(shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void aBrokenFileIsReadOrRefused(@ForAll("seeds") long seed) throws Exception {
        byte[] bytes = Mutation.of(seed, Seeds.all());
        Future<List<ElfFormatException>> reading = WORKER.submit(() -> Everything.read(bytes));
        try {
            COUNTS.merge(kind(reading.get(LIMIT_SECONDS, TimeUnit.SECONDS)), 1, Integer::sum);
        } catch (TimeoutException e) {
            StackTraceElement[] place = Thread.getAllStackTraces().entrySet().stream()
                    .filter(thread -> thread.getKey().getName().equals("reader"))
                    .findFirst()
                    .orElseThrow()
                    .getValue();
            fail("longer than %d s, kept as %s: %s", LIMIT_SECONDS, keep(seed, bytes), List.of(place));
        } catch (ExecutionException e) {
            throw new AssertionError("kept as " + keep(seed, bytes), e.getCause());
        }
    }

    @Property(tries = 1)
    void theSoundFilesAreReadWithoutComplaint() {
        for (byte[] seed : Seeds.all()) {
            assertThat(Everything.read(seed)).isEmpty();
        }
    }

    private static Path keep(long seed, byte[] bytes) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "broken"));
        return Files.write(folder.resolve("seed-" + seed), bytes);
    }
}
