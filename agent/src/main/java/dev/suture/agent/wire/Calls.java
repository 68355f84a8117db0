package dev.suture.agent.wire;

import java.util.List;

/** All that can be asked of an agent. */
public final class Calls {
    /** Grows when one side would misunderstand the other; fields that one side does not know do no harm. */
    public static final int PROTOCOL_VERSION = 1;

    /** The notification of a {@link WireProgress}, from the agent to the client. */
    public static final String PROGRESS = "$/progress";

    /** The code of a JSON-RPC error whose data is a {@link WireFailure}. */
    public static final int FAILURE_CODE = -32000;

    public static final Call<Params.Hello, Welcome> HELLO =
            new Call<>("agent/hello", Params.Hello.class, Welcome.class);
    public static final Call<Params.None, AgentState> STATE =
            new Call<>("agent/state", Params.None.class, AgentState.class);
    /** Ends the agent once what runs has come to its end. */
    public static final Call<Params.None, Results.None> STOP =
            new Call<>("agent/stop", Params.None.class, Results.None.class);

    public static final Call<Params.None, Results.Patches> LIST =
            new Call<>("patch/list", Params.None.class, Results.Patches.class);
    public static final Call<Params.None, Results.Patches> INSTALLED_ONLY =
            new Call<>("patch/installedOnly", Params.None.class, Results.Patches.class);
    public static final Call<Params.None, Results.Packages> INSTALLED =
            new Call<>("patch/installed", Params.None.class, Results.Packages.class);
    public static final Call<Params.None, Results.Problems> PROBLEMS =
            new Call<>("patch/problems", Params.None.class, Results.Problems.class);
    public static final Call<Params.None, Results.Wanted> WANTED =
            new Call<>("patch/wanted", Params.None.class, Results.Wanted.class);
    public static final Call<Params.Identified, Results.Patches> KNOWN =
            new Call<>("patch/known", Params.Identified.class, Results.Patches.class);
    public static final Call<Params.Find, Results.Patches> FIND =
            new Call<>("patch/find", Params.Find.class, Results.Patches.class);
    public static final Call<Params.Add, Results.Patches> ADD =
            new Call<>("patch/add", Params.Add.class, Results.Patches.class);
    public static final Call<Params.Add, Results.Patches> ADD_PACKAGE =
            new Call<>("patch/addPackage", Params.Add.class, Results.Patches.class);
    public static final Call<Params.Forget, Results.Patches> FORGET =
            new Call<>("patch/forget", Params.Forget.class, Results.Patches.class);
    public static final Call<Params.Identified, Results.Processes> PROCESSES =
            new Call<>("patch/processes", Params.Identified.class, Results.Processes.class);
    public static final Call<Params.Identified, Results.Statuses> STATUS =
            new Call<>("patch/status", Params.Identified.class, Results.Statuses.class);
    public static final Call<Params.Identified, Results.Targets> TARGETS =
            new Call<>("patch/targets", Params.Identified.class, Results.Targets.class);
    public static final Call<Params.Change, Results.Checks> CHECK =
            new Call<>("patch/check", Params.Change.class, Results.Checks.class);
    public static final Call<Params.Change, Results.Steps> PLAN =
            new Call<>("patch/plan", Params.Change.class, Results.Steps.class);
    public static final Call<Params.Change, Results.Outcomes> CHANGE =
            new Call<>("patch/change", Params.Change.class, Results.Outcomes.class);
    public static final Call<Params.Sweeping, Results.Steps> PLAN_SWEEP =
            new Call<>("patch/planSweep", Params.Sweeping.class, Results.Steps.class);
    public static final Call<Params.Sweeping, WireSweep> SWEEP =
            new Call<>("patch/sweep", Params.Sweeping.class, WireSweep.class);
    public static final Call<Params.Save, Results.Saved> SAVE =
            new Call<>("patch/save", Params.Save.class, Results.Saved.class);
    public static final Call<Params.Recover, WireRecovery> RECOVER =
            new Call<>("patch/recover", Params.Recover.class, WireRecovery.class);
    public static final Call<Params.Latest, Results.History> HISTORY =
            new Call<>("patch/history", Params.Latest.class, Results.History.class);

    private Calls() {}

    public static List<Call<?, ?>> all() {
        return List.of(
                HELLO,
                STATE,
                STOP,
                LIST,
                INSTALLED_ONLY,
                INSTALLED,
                PROBLEMS,
                WANTED,
                KNOWN,
                FIND,
                ADD,
                ADD_PACKAGE,
                FORGET,
                PROCESSES,
                STATUS,
                TARGETS,
                CHECK,
                PLAN,
                CHANGE,
                PLAN_SWEEP,
                SWEEP,
                SAVE,
                RECOVER,
                HISTORY);
    }
}
