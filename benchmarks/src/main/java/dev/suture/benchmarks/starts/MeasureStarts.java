package dev.suture.benchmarks.starts;

import dev.suture.plugin.PatchDriver;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.ProcessWatch;
import dev.suture.plugin.ProcessWatchListener;
import dev.suture.plugin.WatchRequest;
import dev.suture.upatch.UpatchPlugin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Starts a small program again and again, from start to exit: as it is, with a watch that has nothing to do, and with a
 * patch that goes in before its first call; the same for a program that uses a patched library, and for one that has
 * nothing to do with it. Arguments: a folder to build in, the number of starts, and how many to warm up with.
 */
public final class MeasureStarts {
    private final PatchDriver driver = new UpatchPlugin().driver();
    private final Path folder;
    private final StartPrograms programs;
    private final int starts;
    private final int warming;

    private MeasureStarts(Path folder, int starts, int warming) {
        this.folder = folder;
        this.programs = StartPrograms.build(folder);
        this.starts = starts;
        this.warming = warming;
    }

    public static void main(String[] arguments) throws IOException {
        MeasureStarts measure = new MeasureStarts(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        measure.run("program", programs -> programs.program(), programs -> programs.program(), p -> p.programPatch());
        measure.run(
                "library", programs -> programs.libraryUser(), programs -> programs.library(), p -> p.libraryPatch());
    }

    @FunctionalInterface
    private interface Choice {
        Path of(StartPrograms programs);
    }

    private void run(String name, Choice started, Choice target, Choice patch) throws IOException {
        Path program = started.of(programs);
        time(name + ", no watch", program, StartPrograms.BASE_ANSWER, starts);
        try (ProcessWatch watch = watch(target.of(programs))) {
            System.out.println("  " + watch.mode() + ": " + watch.promise());
            time(name + ", watched, no patch", program, StartPrograms.BASE_ANSWER, starts);
            watch.patches(List.of(patch.of(programs)));
            time("", program, StartPrograms.PATCHED_ANSWER, warming);
            time(name + ", patched at its start", program, StartPrograms.PATCHED_ANSWER, starts);
            time(name + ", another program", Path.of("/bin/true"), 0, starts);
        }
        time(name + ", another program, no watch", Path.of("/bin/true"), 0, starts);
    }

    private ProcessWatch watch(Path target) {
        ProcessWatchListener listener = new ProcessWatchListener() {
            @Override
            public void failed(int pid, PatchException problem) {
                System.err.println(pid + ": " + problem.getMessage());
            }
        };
        return driver.watch(new WatchRequest(target, List.of()), listener).orElseThrow();
    }

    private void time(String name, Path program, int answer, int rounds) throws IOException {
        String said = StartPrograms.run(
                folder,
                List.of(
                        programs.starter().toString(),
                        Integer.toString(rounds),
                        Integer.toString(answer),
                        program.toString()));
        long[] nanos = said.lines().mapToLong(Long::parseLong).sorted().toArray();
        if (!name.isEmpty()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-36s median %7.3f ms  (fastest %.3f, 9 of 10 within %.3f, slowest %.3f)%n",
                    name,
                    nanos[nanos.length / 2] / 1e6,
                    nanos[0] / 1e6,
                    nanos[nanos.length * 9 / 10] / 1e6,
                    nanos[nanos.length - 1] / 1e6);
        }
    }
}
