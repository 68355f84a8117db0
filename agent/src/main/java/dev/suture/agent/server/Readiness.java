package dev.suture.agent.server;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Tells the service manager how the agent is, where one asks for it by NOTIFY_SOCKET (sd_notify(3)). Java has no datagram
 * sockets of that kind; systemd's own program sends the message, so the unit needs {@code NotifyAccess=all}.
 */
final class Readiness {
    private static final long PATIENCE_SECONDS = 5;

    private final Map<String, String> environment;

    Readiness(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Clients may connect. */
    void ready() {
        tell("READY=1");
    }

    void stopping() {
        tell("STOPPING=1");
    }

    private void tell(String what) {
        if (!environment.containsKey("NOTIFY_SOCKET")) {
            return;
        }
        try {
            Process notify = new ProcessBuilder("systemd-notify", what)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!notify.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                notify.destroyForcibly();
            } else if (notify.exitValue() != 0) {
                failed("systemd-notify ended with " + notify.exitValue());
            }
        } catch (IOException e) {
            failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void failed(String why) {
        System.getLogger(Readiness.class.getName())
                .log(Level.WARNING, "The service manager cannot be told of the agent: {0}", why);
    }
}
