package dev.suture.agent.server;

import static dev.suture.agent.server.Served.Lane.CHANGE;
import static dev.suture.agent.server.Served.Lane.QUESTION;

import dev.suture.agent.wire.Call;
import dev.suture.agent.wire.Calls;
import dev.suture.agent.wire.Params;
import dev.suture.agent.wire.Results;
import dev.suture.agent.wire.WireRecovery;
import dev.suture.agent.wire.WireSweep;
import dev.suture.manager.PatchService;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Answers the calls of a {@link PatchService} by one of this machine. */
final class PatchCalls {
    private final PatchService service;
    private final WatchedChanges changes;

    PatchCalls(PatchService service, WatchedChanges changes) {
        this.service = service;
        this.changes = changes;
    }

    List<Served<?, ?>> all() {
        return Stream.concat(questions(), changes()).toList();
    }

    private Stream<Served<?, ?>> questions() {
        return Stream.of(
                question(Calls.LIST, p -> Results.Patches.of(service.list())),
                question(Calls.INSTALLED_ONLY, p -> Results.Patches.of(service.installedOnly())),
                question(Calls.INSTALLED, p -> Results.Packages.of(service.installed())),
                question(Calls.PROBLEMS, p -> Results.Problems.of(service.problems())),
                question(Calls.WANTED, p -> Results.Wanted.of(service.wanted())),
                question(Calls.KNOWN, p -> Results.Patches.of(service.known(p.name()))),
                question(Calls.PROCESSES, p -> Results.Processes.of(service.processes(p.name()))),
                question(Calls.STATUS, p -> Results.Statuses.of(service.status(p.maybe()))),
                question(Calls.TARGETS, p -> Results.Targets.of(service.targets(p.maybe()))),
                question(Calls.PLAN, p -> Results.Steps.of(service.plan(p.request()))),
                question(Calls.PLAN_SWEEP, p -> Results.Steps.of(service.planSweep(p.what(), p.processes()))),
                question(Calls.HISTORY, p -> Results.History.of(service.history(p.bounded()))),
                new Served<>(
                        Calls.CHECK,
                        QUESTION,
                        p -> "check " + p.identifier(),
                        (p, progress) -> Results.Checks.of(service.check(p.request(), progress))));
    }

    private Stream<Served<?, ?>> changes() {
        return Stream.of(
                // Finding takes what is named into the store.
                change(
                        Calls.FIND,
                        p -> "find " + p.identifier(),
                        (p, progress) -> Results.Patches.of(service.find(p.name(), p.packageKey()))),
                change(
                        Calls.ADD,
                        p -> "add " + p.file(),
                        (p, progress) -> Results.Patches.of(List.of(service.add(p.path())))),
                change(
                        Calls.ADD_PACKAGE,
                        p -> "add " + p.file(),
                        (p, progress) -> Results.Patches.of(service.addPackage(p.path(), p.packageKey()))),
                change(
                        Calls.FORGET,
                        p -> "forget " + p.identifier(),
                        (p, progress) -> Results.Patches.of(List.of(service.forget(p.name(), p.dry())))),
                change(
                        Calls.CHANGE,
                        p -> p.action() + " " + p.identifier(),
                        (p, progress) -> changes.change(
                                p.request(), () -> Results.Outcomes.of(service.change(p.request(), progress)))),
                change(
                        Calls.SWEEP,
                        Params.Sweeping::sweep,
                        (p, progress) -> changes.sweep(
                                p.what(),
                                () -> WireSweep.of(service.sweep(p.what(), p.processes(), p.timeout(), progress)))),
                change(Calls.SAVE, p -> "save", (p, progress) -> Results.Saved.of(service.save(p.dry()))),
                change(
                        Calls.RECOVER,
                        p -> "recover",
                        (p, progress) -> changes.followed(
                                () -> WireRecovery.of(service.recover(p.dry(), p.timeout(), progress)))));
    }

    private static <P, R> Served<P, R> question(Call<P, R> call, Function<P, R> answer) {
        return new Served<>(call, QUESTION, p -> call.method(), (p, progress) -> answer.apply(p));
    }

    private static <P, R> Served<P, R> change(Call<P, R> call, Function<P, String> what, Served.Body<P, R> body) {
        return new Served<>(call, CHANGE, what, body);
    }
}
