package dev.suture.benchmarks;

import dev.suture.diff.DiffEngine;
import dev.suture.diff.item.Item;
import dev.suture.diff.judge.UserspaceRules;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.RowRenderer;
import dev.suture.elf.ElfFile;
import dev.suture.elf.Machine;
import dev.suture.elf.asm.Disassembler;
import dev.suture.elf.asm.Disassemblers;
import dev.suture.elf.asm.Instruction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Showing one changed function of 240 KB: decoding alone, aligning and drawing alone, and both. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"})
public class RowsBenchmark {
    /** So many that the function has 240 KB. */
    private static final int STATEMENTS = 3800;

    private Disassembler disassembler;
    private Machine machine;
    private byte[] code;
    private ObjectDiff object;
    private Change change;
    private RowRenderer renderer;
    private RowRenderer withoutDecoding;

    @Setup
    public void compare() {
        GeneratedPair pair = GeneratedPair.ofLargeFunction(STATEMENTS);
        object = new DiffEngine(UserspaceRules.all())
                .compare("generated.o", ElfFile.open(pair.base()), ElfFile.open(pair.patched()));
        change = object.changes().getFirst();
        machine = object.comparison().base().file().header().machine();
        disassembler = Disassemblers.forMachine(machine)
                .orElseThrow(() -> new IllegalStateException("no disassembler here; install libcapstone4"));
        code = change.base().map(Item::bytes).orElseThrow();
        renderer = new RowRenderer(Optional.of(disassembler));
        withoutDecoding = new RowRenderer(Optional.of(new Remembering(disassembler)));
        withoutDecoding.rows(object, change);
    }

    @Benchmark
    public List<Instruction> decodeOneSide() {
        return disassembler.disassemble(machine, code, 0);
    }

    @Benchmark
    public List<DiffRow> alignAndDraw() {
        return withoutDecoding.rows(object, change);
    }

    @Benchmark
    public List<DiffRow> all() {
        return renderer.rows(object, change);
    }

    /** Decodes code of one length once. */
    private record Remembering(Disassembler real, Map<Integer, List<Instruction>> known) implements Disassembler {
        Remembering(Disassembler real) {
            this(real, new HashMap<>());
        }

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public boolean supports(Machine wanted) {
            return real.supports(wanted);
        }

        @Override
        public int priority() {
            return real.priority();
        }

        @Override
        public List<Instruction> disassemble(Machine wanted, byte[] bytes, long address) {
            return known.computeIfAbsent(bytes.length, length -> real.disassemble(wanted, bytes, address));
        }
    }
}
