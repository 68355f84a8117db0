package dev.suture.benchmarks;

import dev.suture.diff.DiffEngine;
import dev.suture.diff.extract.Extraction;
import dev.suture.diff.extract.Extractor;
import dev.suture.diff.judge.UserspaceRules;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.elf.ElfFile;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Comparing a generated pair with one changed literal, from opening both files to the findings; and extracting it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 8, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"})
public class DiffBenchmark {
    @Param({"500", "1000", "2000", "4000", "16000"})
    public int functions;

    private final DiffEngine engine = new DiffEngine(UserspaceRules.all());
    private GeneratedPair pair;
    private ObjectDiff compared;

    @Setup
    public void compile() {
        pair = GeneratedPair.of(functions);
        compared = compare();
        if (compared.changes().size() != 1
                || !compared.changes().getFirst().name().equals(pair.changedFunction())) {
            throw new IllegalStateException("only %s differs, but the comparison says %s"
                    .formatted(pair.changedFunction(), compared.changes()));
        }
    }

    @Benchmark
    public ObjectDiff compare() {
        return engine.compare("generated.o", ElfFile.open(pair.base()), ElfFile.open(pair.patched()));
    }

    @Benchmark
    public Extraction extract() {
        return Extractor.extract(List.of(compared));
    }
}
