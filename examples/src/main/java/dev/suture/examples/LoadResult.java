package dev.suture.examples;

import java.util.Map;
import java.util.Optional;

/**
 * What a {@link Load} saw.
 *
 * @param answers number of answered requests, those with an error answer included
 * @param errors number of requests answered with {@code ERR} or not at all
 * @param distinctAnswers how often each answer came
 * @param firstError what the first error was
 */
public record LoadResult(long answers, long errors, Map<String, Long> distinctAnswers, Optional<String> firstError) {
    public LoadResult {
        distinctAnswers = Map.copyOf(distinctAnswers);
    }
}
