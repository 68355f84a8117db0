package dev.suture.manager;

import java.util.List;

/**
 * The states of all patches at one time, for {@link Sweep#RESTORE}.
 *
 * @param saved when, ISO-8601 in UTC
 * @param patches one for each patch of the store, those made active first first
 */
public record SavedStates(String saved, List<WantedState> patches) {
    public SavedStates {
        patches = List.copyOf(patches);
    }
}
