package dev.suture.benchmarks.freeze;

import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchDriver;
import dev.suture.plugin.Progress;
import dev.suture.upatch.UpatchPlugin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Puts a patch of one function into processes and takes it out again, warmed up on a scratch process of the same shape,
 * and prints how long each stood still. Arguments: a folder to build in, the number of rounds, the rounds to warm up,
 * and the CPU of the measured processes, if they are to be kept on one.
 */
public final class MeasureFreeze {
    private static final List<ThreadShape> SHAPES =
            List.of(new ThreadShape(1, 0), new ThreadShape(1, 7), new ThreadShape(0, 64));
    private static final DriverOptions OPTIONS = new DriverOptions(Duration.ofSeconds(5));

    private final PatchDriver driver = new UpatchPlugin().driver();
    private final FreezeProgram program;
    private final String cpu;

    private MeasureFreeze(FreezeProgram program, String cpu) {
        this.program = program;
        this.cpu = cpu;
    }

    public static void main(String[] arguments) {
        MeasureFreeze measure =
                new MeasureFreeze(FreezeProgram.build(Path.of(arguments[0])), arguments.length > 3 ? arguments[3] : "");
        for (ThreadShape shape : SHAPES) {
            measure.run(shape, Integer.parseInt(arguments[2]), true);
            measure.run(shape, Integer.parseInt(arguments[1]), false);
        }
    }

    private void run(ThreadShape shape, int rounds, boolean warming) {
        Figures in = new Figures();
        Figures out = new Figures();
        try (PinnedProcess process = PinnedProcess.start(program, shape, cpu)) {
            for (int i = 0; i < rounds; i++) {
                driver.load(program.patch(), process.pid(), OPTIONS, Progress.NONE);
                timed(in, () -> driver.active(program.patch(), process.pid(), OPTIONS, Progress.NONE));
                timed(out, () -> driver.deactive(program.patch(), process.pid(), OPTIONS, Progress.NONE));
                driver.remove(program.patch(), process.pid(), OPTIONS, Progress.NONE);
            }
        }
        if (!warming) {
            System.out.println(in.line(shape.label() + ", in"));
            System.out.println(out.line(shape.label() + ", out"));
        }
    }

    private static void timed(Figures figures, Supplier<ChangeReport> change) {
        long begin = System.nanoTime();
        ChangeReport report = change.get();
        figures.add(report, System.nanoTime() - begin);
    }
}
