package dev.suture.agent.server;

import dev.suture.agent.wire.Call;
import dev.suture.plugin.Progress;
import java.util.Optional;
import java.util.function.Function;

/**
 * How one call is answered.
 *
 * @param lane where its work is done
 * @param what says in a few words what is asked for
 * @param body does it
 */
record Served<P, R>(Call<P, R> call, Lane lane, Function<P, String> what, Body<P, R> body) {
    private static final int LONGEST_WHAT = 160;

    /** Where work is done. */
    enum Lane {
        /** One after the other. */
        CHANGE,
        /** Beside everything else. */
        QUESTION
    }

    /** The work. */
    @FunctionalInterface
    interface Body<P, R> {
        R answer(P params, Progress progress);
    }

    /**
     * @param params what came, of the call's own type; empty if nothing did
     * @return empty if the call needs parameters
     */
    Optional<Task<R>> task(Optional<Object> params, Function<P, Progress> listener) {
        return params.filter(call.params()::isInstance)
                .map(call.params()::cast)
                .map(p ->
                        new Task<>(shortened(what.apply(p)), progress -> body.answer(p, progress), listener.apply(p)));
    }

    /** It comes from a client, and may be of any length. */
    private static String shortened(String text) {
        return text.length() > LONGEST_WHAT ? text.substring(0, LONGEST_WHAT) + "…" : text;
    }
}
