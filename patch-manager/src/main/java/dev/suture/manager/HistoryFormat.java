package dev.suture.manager;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.manager.HistoryEntry.Failure;
import dev.suture.manager.HistoryEntry.InProcess;
import dev.suture.manager.HistoryEntry.Result;
import dev.suture.plugin.PatchState;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** An entry of the history as one line of JSON, in the store and on its way from an agent. */
public final class HistoryFormat {
    private static final int SCHEMA_VERSION = 1;
    private static final ObjectMapper JSON =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    private HistoryFormat() {}

    /** One line, without its end. */
    public static String line(HistoryEntry entry) {
        ObjectNode node = JSON.createObjectNode()
                .put("schemaVersion", SCHEMA_VERSION)
                .put("started", entry.started().toString())
                .put("by", entry.by())
                .put("what", entry.what())
                .put("patch", entry.patch())
                .put("patchId", entry.patchId())
                .put("tookNanos", entry.took().toNanos())
                .put("result", entry.result().name());
        entry.pids().forEach(node.putArray("pids")::add);
        entry.state().ifPresent(s -> node.put("state", s.label()));
        var processes = node.putArray("processes");
        for (InProcess process : entry.processes()) {
            ObjectNode one = processes
                    .addObject()
                    .put("pid", process.pid())
                    .put("state", process.state().label())
                    .put("threads", process.threads())
                    .put("frozenNanos", process.frozen().toNanos())
                    .put("waitedNanos", process.waited().toNanos());
            process.notes().forEach(one.putArray("notes")::add);
        }
        entry.failure()
                .ifPresent(f -> node.putObject("failure")
                        .put("id", f.id())
                        .put("message", f.message())
                        .put("remedy", f.remedy()));
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // A tree of plain values can always be written.
        }
    }

    /** The entry of a line; empty if it is damaged, or of a newer Suture that tells it otherwise. */
    public static Optional<HistoryEntry> entry(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            return node.path("schemaVersion").asInt(-1) == SCHEMA_VERSION ? Optional.of(entry(node)) : Optional.empty();
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static HistoryEntry entry(JsonNode node) {
        List<InProcess> processes = new ArrayList<>();
        node.path("processes").forEach(p -> processes.add(process(p)));
        JsonNode failure = node.path("failure");
        return new HistoryEntry(
                Instant.parse(node.path("started").asText()),
                node.path("by").asText(),
                node.path("what").asText(),
                node.path("patch").asText(),
                node.path("patchId").asText(),
                StreamSupport.stream(node.path("pids").spliterator(), false)
                        .map(JsonNode::asInt)
                        .toList(),
                Duration.ofNanos(node.path("tookNanos").asLong()),
                Result.valueOf(node.path("result").asText()),
                node.has("state") ? Optional.of(state(node)) : Optional.empty(),
                processes,
                failure.isObject()
                        ? Optional.of(new Failure(
                                failure.path("id").asText(),
                                failure.path("message").asText(),
                                failure.path("remedy").asText()))
                        : Optional.empty());
    }

    private static InProcess process(JsonNode node) {
        return new InProcess(
                node.path("pid").asInt(),
                state(node),
                node.path("threads").asInt(),
                Duration.ofNanos(node.path("frozenNanos").asLong()),
                Duration.ofNanos(node.path("waitedNanos").asLong()),
                StreamSupport.stream(node.path("notes").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }

    private static PatchState state(JsonNode node) {
        String label = node.path("state").asText();
        return Arrays.stream(PatchState.values())
                .filter(s -> s.label().equals(label))
                .findFirst()
                .orElse(PatchState.UNKNOWN);
    }
}
