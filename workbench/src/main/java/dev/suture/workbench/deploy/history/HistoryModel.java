package dev.suture.workbench.deploy.history;

import dev.suture.manager.HistoryEntry;
import dev.suture.workbench.deploy.service.DeployService;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Latest;
import dev.suture.workbench.task.Problem;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What was done with patches of the store, by whomever. */
public final class HistoryModel {
    private final Latest reading;
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObservableList<HistoryEntry> entries = FXCollections.observableArrayList();
    /** One wrapper for good: it hears of the list weakly, so listeners of a passing one would go deaf with it. */
    private final ObservableList<HistoryEntry> view = FXCollections.unmodifiableObservableList(entries);

    public HistoryModel(Background background) {
        this.reading = background.latest();
    }

    /** Reads it again. */
    public void read(Optional<DeployService> service) {
        service.ifPresent(by -> reading.run(
                Background.UNTITLED,
                job -> by.history(),
                found -> {
                    problem.set(Optional.empty());
                    if (!entries.equals(found)) {
                        entries.setAll(found);
                    }
                },
                failure -> problem.set(Optional.of(failure))));
    }

    /** The latest first. */
    public ObservableList<HistoryEntry> entries() {
        return view;
    }

    /** Why it could not be read. */
    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }
}
