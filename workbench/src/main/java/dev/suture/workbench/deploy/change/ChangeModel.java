package dev.suture.workbench.deploy.change;

import dev.suture.manager.StoredPatch;
import dev.suture.workbench.deploy.process.ProcessModel;
import dev.suture.workbench.deploy.service.ChangeOrder;
import dev.suture.workbench.deploy.service.DeployAction;
import dev.suture.workbench.deploy.service.DeployService;
import dev.suture.workbench.parts.Offer;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Job;
import dev.suture.workbench.task.Latest;
import dev.suture.workbench.task.Problem;
import dev.suture.workbench.text.Messages;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Changes of processes: asked for, looked at, confirmed, made. */
public final class ChangeModel {
    private final Messages messages;
    private final ProcessModel processes;
    private final CurrentWork work;
    private final Latest previewing;
    private final Runnable changed;
    private final ReadOnlyObjectWrapper<ChangeState> state = new ReadOnlyObjectWrapper<>(new ChangeState.Idle());
    private final ObjectBinding<DeployOffers> offers;
    private Optional<DeployService> service = Optional.empty();

    /** @param changed called after each change, made or refused */
    public ChangeModel(
            Background background, Messages messages, ProcessModel processes, CurrentWork work, Runnable changed) {
        this.messages = messages;
        this.processes = processes;
        this.work = work;
        this.changed = changed;
        this.previewing = background.latest();
        this.offers = Bindings.createObjectBinding(
                () -> new DeployOffers(
                        processes.patch().get(),
                        processes.status().get(),
                        processes.chosen().get(),
                        work.running().get().map(Job::title),
                        messages),
                processes.patch(),
                processes.status(),
                processes.chosen(),
                work.running());
        processes.chosen().addListener((o, was, is) -> askAgain());
    }

    /** Begins with a patch. */
    public void open(Optional<DeployService> by) {
        service = by;
        previewing.clear();
        state.set(new ChangeState.Idle());
    }

    /** Which actions can be taken now. */
    public ObjectBinding<DeployOffers> offers() {
        return offers;
    }

    public ReadOnlyObjectProperty<ChangeState> state() {
        return state.getReadOnlyProperty();
    }

    /** What the confirming button says, and whether it can be pressed. */
    public Offer confirmation() {
        if (!(state.get() instanceof ChangeState.Asking asking)) {
            return new Offer("", Optional.empty());
        }
        Offer offer = offers.get().confirmation(asking.action());
        return asking.preview()
                .refusal()
                .map(r -> new Offer(offer.label(), Optional.of(r.getMessage())))
                .orElse(offer);
    }

    /** Finds out what speaks for and against an action; nothing is changed. Does nothing if it is not on offer. */
    public void ask(DeployAction action) {
        if (!offers.get().offer(action).possible()) {
            return;
        }
        StoredPatch patch = patch();
        Set<Integer> pids = pids(action);
        DeployService by = service.orElseThrow();
        String title = messages.text("deploy.task.preview", messages.text("deploy.action." + action.key()));
        Job job = previewing.run(
                title,
                j -> by.preview(action, patch, pids, j),
                preview -> state.set(new ChangeState.Asking(action, preview)),
                problem -> refused(problem, Optional.of(ChangeOrder.of(action, patch, pids))));
        state.set(new ChangeState.Previewing(action, job));
    }

    /** What was found out of some processes says nothing of others. */
    private void askAgain() {
        switch (state.get()) {
            case ChangeState.Asking asking -> again(asking.action());
            case ChangeState.Previewing previewed -> again(previewed.action());
            default -> {}
        }
    }

    private void again(DeployAction action) {
        cancel();
        ask(action);
    }

    /** Back from a question, with nothing done. */
    public void cancel() {
        previewing.clear();
        state.set(new ChangeState.Idle());
    }

    /** Makes the change that is asked about. */
    public void confirm() {
        if (state.get() instanceof ChangeState.Asking asking && confirmation().possible()) {
            make(ChangeOrder.of(asking.action(), patch(), pids(asking.action())));
        }
    }

    /** Tries again what was refused, and waits so long for functions to be left. */
    public void retry(Duration timeout) {
        if (state.get() instanceof ChangeState.Refused(Problem _, Optional<ChangeOrder> order)
                && order.isPresent()
                && work.running().get().isEmpty()) {
            make(order.get().within(timeout));
        }
    }

    private void make(ChangeOrder order) {
        DeployService by = service.orElseThrow();
        long start = System.nanoTime();
        String title = offers.get().confirmation(order.action()).label();
        Job job = work.run(
                title,
                j -> by.change(order, j),
                outcome -> {
                    if (!processes.patch().get().equals(Optional.of(order.patch()))) {
                        return; // Somebody has opened another patch meanwhile.
                    }
                    state.set(new ChangeState.Done(
                            order,
                            outcome,
                            Timeline.of(outcome.processes()),
                            Duration.ofNanos(System.nanoTime() - start)));
                    changed.run();
                },
                problem -> refused(problem, Optional.of(order)));
        running(job);
    }

    /** Shows work that is no change of processes, such as a build. */
    public void running(Job job) {
        previewing.clear();
        state.set(new ChangeState.Running(job));
    }

    /** Shows why something could not be done. */
    public void refused(Problem problem, Optional<ChangeOrder> order) {
        state.set(new ChangeState.Refused(problem, order));
        changed.run();
    }

    private StoredPatch patch() {
        return processes.patch().get().orElseThrow();
    }

    /** Accepted is a patch as a whole. */
    private Set<Integer> pids(DeployAction action) {
        return action == DeployAction.ACCEPT ? Set.of() : processes.chosen().get();
    }
}
