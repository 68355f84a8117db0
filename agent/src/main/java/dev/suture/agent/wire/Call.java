package dev.suture.agent.wire;

/**
 * A call that the agent answers.
 *
 * @param method its name on the wire
 * @param params the record that its parameters are
 * @param result the record that its result is
 */
public record Call<P, R>(String method, Class<P> params, Class<R> result) {}
