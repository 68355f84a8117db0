package dev.suture.manager;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.suture.manager.journal.Machine;
import dev.suture.plugin.PatchState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is wanted of one patch, as {@code wanted.json} beside its {@code patch.json}.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION}
 * @param bootId the boot of the machine it was said in
 * @param state NOT_APPLIED, DEACTIVED, ACTIVED or ACCEPTED, in all processes but the exceptions
 * @param sequence grows with each patch that is made active; 0 if it is not active anywhere
 * @param exceptions processes for which something else was asked by their pid
 */
record WantedEntry(int schemaVersion, String bootId, PatchState state, long sequence, List<ProcessWish> exceptions) {
    static final int SCHEMA_VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    WantedEntry {
        Objects.requireNonNull(bootId, "bootId");
        Objects.requireNonNull(state, "state");
        exceptions = List.copyOf(exceptions);
    }

    /**
     * One process for which something else is wanted.
     *
     * @param startTicks when it started, in clock ticks since boot
     */
    record ProcessWish(int pid, long startTicks, PatchState state) {}

    /** Of a patch that nobody has applied. */
    static WantedEntry nothing(String bootId) {
        return new WantedEntry(SCHEMA_VERSION, bootId, PatchState.NOT_APPLIED, 0, List.of());
    }

    /** As it counts now: of what was wanted before the machine was restarted, only what is accepted is wanted still. */
    WantedEntry in(String currentBootId) {
        if (bootId.equals(currentBootId)) {
            return this;
        }
        return state == PatchState.ACCEPTED
                ? new WantedEntry(schemaVersion, currentBootId, state, sequence, List.of())
                : nothing(currentBootId);
    }

    /** Whether it is to be active in any process. */
    boolean activeSomewhere() {
        return isActive(state) || exceptions.stream().anyMatch(e -> isActive(e.state()));
    }

    static boolean isActive(PatchState state) {
        return state == PatchState.ACTIVED || state == PatchState.ACCEPTED;
    }

    /** Whether it is to be active in all processes, those that start later included. */
    boolean active() {
        return isActive(state);
    }

    /** What is wanted in one process. */
    PatchState in(int pid, Optional<Long> startTicks) {
        return exceptions.stream()
                .filter(e -> e.pid() == pid
                        && startTicks.filter(t -> t == e.startTicks()).isPresent())
                .map(ProcessWish::state)
                .findFirst()
                .orElse(state == PatchState.ACCEPTED ? PatchState.ACTIVED : state);
    }

    /** The same with another state everywhere. */
    WantedEntry everywhere(PatchState other, long otherSequence) {
        return new WantedEntry(schemaVersion, bootId, other, otherSequence, List.of());
    }

    /** The same with something else in one process. */
    WantedEntry except(int pid, long startTicks, PatchState other, long otherSequence) {
        List<ProcessWish> others = new ArrayList<>(exceptions);
        others.removeIf(e -> e.pid() == pid);
        if (other != (state == PatchState.ACCEPTED ? PatchState.ACTIVED : state)) {
            others.add(new ProcessWish(pid, startTicks, other));
        }
        return new WantedEntry(schemaVersion, bootId, state, otherSequence, others);
    }

    WantedEntry withSequence(long other) {
        return new WantedEntry(schemaVersion, bootId, state, other, exceptions);
    }

    /** Without the processes that have ended. */
    WantedEntry withoutEnded(Machine machine) {
        return new WantedEntry(
                schemaVersion,
                bootId,
                state,
                sequence,
                exceptions.stream()
                        .filter(e -> machine.runs(e.pid(), e.startTicks()))
                        .toList());
    }

    byte[] toJson() throws JsonProcessingException {
        return JSON.writeValueAsBytes(this);
    }

    /** @throws IOException if it is not the whole JSON of an entry of this version */
    static WantedEntry fromJson(byte[] json) throws IOException {
        JsonNode tree = JSON.readTree(json);
        int version = tree.path("schemaVersion").asInt(-1);
        if (version > SCHEMA_VERSION) {
            throw new NewerVersionException(version, SCHEMA_VERSION);
        }
        if (version != SCHEMA_VERSION) {
            throw new IOException("it names no schemaVersion");
        }
        return JSON.treeToValue(tree, WantedEntry.class);
    }
}
