package dev.suture.agent.wire;

import dev.suture.manager.RecoveryReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How an agent is.
 *
 * @param pid its process
 * @param version of the program
 * @param protocolVersion of the protocol
 * @param started when, ISO-8601 in UTC
 * @param socket the path it listens on
 * @param store the folder of the store
 * @param idleExitSeconds after how long without work it ends; null for never
 * @param clients how many are connected, the one that asks included
 * @param change what changes processes now; null if nothing
 * @param waiting how many changes wait for it
 * @param rehearsal how the rehearsal went
 * @param recovery what the agent finished or undid when it started
 * @param watches whose starts it watches
 */
public record AgentState(
        long pid,
        String version,
        int protocolVersion,
        String started,
        String socket,
        String store,
        Long idleExitSeconds,
        int clients,
        Change change,
        int waiting,
        Rehearsal rehearsal,
        WireRecovery recovery,
        List<Watch> watches) {
    /** The change that runs. */
    public Optional<Change> running() {
        return Optional.ofNullable(change);
    }

    /** After how long without work it ends; empty for never. */
    public Optional<Duration> idleExit() {
        return Optional.ofNullable(idleExitSeconds).map(Duration::ofSeconds);
    }

    /** What it finished or undid; empty until it has looked. */
    public Optional<RecoveryReport> recovered() {
        return Optional.ofNullable(recovery).map(WireRecovery::report);
    }

    /** Whose starts it watches. */
    public List<Watch> watched() {
        return Fields.each(watches, (Watch w) -> w);
    }

    /** A change that runs. */
    public record Change(String what, long runsMillis) {}

    /** @param state {@code waiting}, {@code running}, {@code done} or {@code failed} */
    public record Rehearsal(String state, long tookMillis, String note) {}

    /**
     * Whose new processes get patches.
     *
     * @param target file name of the ELF
     * @param buildId its build-id
     * @param mode {@code first-call} if new processes are stopped before their first instruction, {@code late} if they are
     *     found after they started, {@code off} if they cannot be watched
     * @param note what the mode cannot promise, or why it is off; may be empty
     * @param patched how many processes got patches so
     * @param late how many of these may have run the former code before
     * @param failed how many did not get them all
     */
    public record Watch(
            String target, String buildId, String mode, String note, long patched, long late, long failed) {}
}
