package dev.suture.cli.demo;

import dev.suture.cli.report.Times;
import dev.suture.examples.BuiltExample;
import dev.suture.examples.RunningService;
import dev.suture.examples.TicketdExample;
import dev.suture.manager.PatchManager;
import dev.suture.manager.StartWatch;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.ProcessWatch;
import dev.suture.plugin.ProcessWatchListener;
import dev.suture.plugin.StartedProcess;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Another instance of the service, started while the patch is active and new processes are watched for. */
final class LaterInstance implements AutoCloseable {
    private static final int WORKERS = 2;
    private static final int PATIENCE_SECONDS = 20;

    private final RunningService service;

    private LaterInstance(RunningService service) {
        this.service = service;
    }

    /**
     * Starts it, shows how it got the patch, and checks its first answer.
     *
     * @throws PatchException if it did not get the patch, or was patched too late although the kernel can do better
     */
    static LaterInstance start(Stage stage, Conversation conversation, PatchManager manager, BuiltExample example) {
        stage.heading("Start a second instance while the patch is active");
        Told told = new Told();
        try (StartWatch watch = manager.newProcesses()
                .watch(manager.newProcesses().wanted().getFirst(), told)
                .orElseThrow()) {
            stage.line("new processes: " + watch.promise());
            RunningService service = RunningService.start(example.baseBinary(), WORKERS);
            try {
                boolean first = watch.mode() == ProcessWatch.Mode.FIRST_CALL;
                if (!first) {
                    told.await(stage, service);
                }
                conversation.ask(
                        service,
                        TicketdExample.PATCHED_ANSWER,
                        first ? "Its very first answer is right." : "Its answer is right, since the patch is in.");
                if (first) {
                    told.await(stage, service);
                }
                return new LaterInstance(service);
            } catch (RuntimeException e) {
                service.close();
                throw e;
            }
        }
    }

    RunningService service() {
        return service;
    }

    @Override
    public void close() {
        service.close();
    }

    /** What the watch says of the processes it found. */
    private static final class Told implements ProcessWatchListener {
        private sealed interface Word {
            record Patched(StartedProcess process) implements Word {}

            record Failed(int pid, PatchException problem) implements Word {}
        }

        private final BlockingQueue<Word> words = new ArrayBlockingQueue<>(16);

        @Override
        public void patched(StartedProcess process) {
            words.offer(new Word.Patched(process));
        }

        @Override
        public void failed(int pid, PatchException problem) {
            words.offer(new Word.Failed(pid, problem));
        }

        void await(Stage stage, RunningService service) {
            switch (next()) {
                case Word.Patched(StartedProcess process) ->
                    stage.check(
                            process.pid() == service.pid(),
                            "Process %d was patched while it started; its start was held up for %s."
                                    .formatted(service.pid(), Times.milliseconds(process.held())),
                            "process %d was patched".formatted(process.pid()));
                case Word.Failed(int _, PatchException problem) -> throw problem;
            }
        }

        private Word next() {
            try {
                Word word = words.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (word != null) {
                    return word;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "start-not-seen",
                    "The second instance was not seen to start.",
                    "`suture rescan` patches processes that were missed.");
        }
    }
}
