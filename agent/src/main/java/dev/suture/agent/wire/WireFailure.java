package dev.suture.agent.wire;

import dev.suture.manager.Trouble;
import dev.suture.plugin.PatchException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;

/**
 * Why a call failed, as the data of a JSON-RPC error.
 *
 * @param kind {@code trouble}, {@code refused} or {@code busy}
 * @param also what failed besides, while things were put back
 * @param trace the agent's stack trace, for whoever asks for one
 */
public record WireFailure(String kind, String id, String message, String remedy, List<WireFailure> also, String trace) {
    private static final int LONGEST_TRACE = 16 << 10;

    /** What the agent knew of it; its message is the agent's stack trace. */
    private static final class AtTheAgent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AtTheAgent(String trace) {
            super("at the agent: " + trace, null, false, false);
        }
    }

    public static WireFailure of(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        String trace = text.toString();
        return of(failure, trace.length() > LONGEST_TRACE ? trace.substring(0, LONGEST_TRACE) : trace);
    }

    private static WireFailure of(Throwable failure, String trace) {
        PatchException told = Trouble.of(failure);
        return new WireFailure(
                Fields.word(told.kind()),
                told.id(),
                told.getMessage(),
                told.remedy(),
                Stream.of(told.getSuppressed()).map(s -> of(s, null)).toList(),
                trace);
    }

    /** The same as it was at the agent. */
    public PatchException exception() {
        PatchException exception = new PatchException(
                Fields.constant(PatchException.Kind.class, kind, "kind"),
                Fields.required(id, "id"),
                Fields.required(message, "message"),
                Fields.required(remedy, "remedy"),
                trace == null ? null : new AtTheAgent(trace));
        Fields.each(also, WireFailure::exception).forEach(exception::addSuppressed);
        return exception;
    }
}
