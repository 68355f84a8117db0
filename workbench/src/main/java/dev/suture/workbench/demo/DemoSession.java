package dev.suture.workbench.demo;

import dev.suture.examples.BuiltExample;
import dev.suture.examples.RunningService;
import dev.suture.examples.TicketdExample;
import dev.suture.plugin.Progress;
import dev.suture.workbench.text.Messages;
import java.nio.file.Path;

/**
 * The example, built, and its service.
 *
 * @param built both builds
 * @param service runs the base; ended by {@link #close()}
 */
public record DemoSession(BuiltExample built, RunningService service) implements AutoCloseable {
    private static final int WORKERS = 4;

    /**
     * Builds the example and starts its service; takes some seconds.
     *
     * @throws dev.suture.examples.ExampleException if a tool is missing or fails, or the service does not start
     */
    public static DemoSession start(Path workFolder, Progress progress, Messages messages) {
        progress.step(messages.text("demo.step.build"));
        BuiltExample built = TicketdExample.build(workFolder);
        progress.step(messages.text("demo.step.start"));
        return new DemoSession(built, RunningService.start(built.baseBinary(), WORKERS));
    }

    @Override
    public void close() {
        service.close();
    }
}
