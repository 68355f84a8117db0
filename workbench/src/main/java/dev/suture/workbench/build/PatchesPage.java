package dev.suture.workbench.build;

import dev.suture.plugin.PatchException;
import dev.suture.source.tree.PatchTrial;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Latest;
import dev.suture.workbench.text.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The second page: the source patches in their order, and whether they apply. */
public final class PatchesPage {
    private final BuildService service;
    private final Messages messages;
    private final SourcePage source;
    private final Latest trying;
    private final ObservableList<PatchRow> rows = FXCollections.observableArrayList();
    /** One wrapper for good: it hears of the list weakly, so listeners of a passing one would go deaf with it. */
    private final ObservableList<PatchRow> rowsView = FXCollections.unmodifiableObservableList(rows);

    private final ReadOnlyObjectWrapper<Answer> answer = new ReadOnlyObjectWrapper<>(Answer.CHECKING);
    private List<Path> files = List.of();

    PatchesPage(Background background, BuildService service, SourcePage source, Messages messages) {
        this.service = service;
        this.messages = messages;
        this.source = source;
        this.trying = background.latest();
        source.answer().addListener((o, was, is) -> tryThem());
        tryThem();
    }

    /** The patches, in the order they apply. */
    public ObservableList<PatchRow> rows() {
        return rowsView;
    }

    public ReadOnlyObjectProperty<Answer> answer() {
        return answer.getReadOnlyProperty();
    }

    public List<Path> files() {
        return files;
    }

    /** Puts patches behind those that are there; none stands there twice. */
    public void add(List<Path> more) {
        Set<Path> all = new LinkedHashSet<>(files);
        more.forEach(f -> all.add(f.toAbsolutePath().normalize()));
        set(List.copyOf(all));
    }

    public void remove(int index) {
        List<Path> changed = new ArrayList<>(files);
        changed.remove(index);
        set(changed);
    }

    /** Moves one up (−1) or down (1). */
    public void move(int index, int by) {
        int to = index + by;
        if (to >= 0 && to < files.size()) {
            List<Path> changed = new ArrayList<>(files);
            Collections.swap(changed, index, to);
            set(changed);
        }
    }

    private void set(List<Path> changed) {
        files = List.copyOf(changed);
        tryThem();
    }

    private void tryThem() {
        if (source.kind().get() == SourceKind.BUILDS) {
            trying.clear();
            rows.clear();
            answer.set(Answer.good(""));
            return;
        }
        if (files.isEmpty()) {
            trying.clear();
            rows.clear();
            answer.set(Answer.bad(
                    new Advice(messages.text("build.patches.none"), messages.text("build.patches.none.do"))));
            return;
        }
        List<Path> wanted = files;
        boolean there = source.kind().get() == SourceKind.FOLDER
                && source.answer().get().isGood();
        Path tree = Path.of(source.folder().get().strip());
        answer.set(Answer.CHECKING);
        rows.setAll(wanted.stream().map(f -> row(f, PatchRow.State.CHECKING)).toList());
        trying.run(
                Background.UNTITLED,
                job -> there ? tried(wanted, tree) : read(wanted),
                this::show,
                problem -> answer.set(Answer.bad(new Advice(problem.why(), problem.remedy()))));
    }

    private static PatchRow row(Path file, PatchRow.State state) {
        return new PatchRow(file, state, List.of(), Optional.empty());
    }

    /** What cannot be read at all keeps the others from being tried. */
    private List<PatchRow> tried(List<Path> wanted, Path tree) throws IOException {
        List<PatchRow> read = read(wanted);
        if (read.stream().anyMatch(r -> r.advice().isPresent())) {
            return read;
        }
        return service.tryPatches(wanted, tree).stream()
                .map(t -> new PatchRow(
                        t.file(),
                        !t.tried()
                                ? PatchRow.State.UNTRIED
                                : t.failure().isPresent() ? PatchRow.State.FAILS : PatchRow.State.APPLIES,
                        names(t),
                        t.failure().map(Advice::of)))
                .toList();
    }

    private List<PatchRow> read(List<Path> wanted) throws IOException {
        List<PatchRow> read = new ArrayList<>();
        for (Path file : wanted) {
            try {
                PatchTrial trial = service.read(file);
                read.add(new PatchRow(file, PatchRow.State.UNTRIED, names(trial), Optional.empty()));
            } catch (PatchException e) {
                read.add(new PatchRow(file, PatchRow.State.FAILS, List.of(), Optional.of(Advice.of(e))));
            }
        }
        return read;
    }

    private static List<String> names(PatchTrial trial) {
        return trial.files().stream().map(Path::toString).sorted().toList();
    }

    private void show(List<PatchRow> tried) {
        rows.setAll(tried);
        Optional<Advice> wrong =
                tried.stream().flatMap(r -> r.advice().stream()).findFirst();
        long touched =
                tried.stream().flatMap(r -> r.files().stream()).distinct().count();
        boolean untried = tried.stream().anyMatch(r -> r.state() == PatchRow.State.UNTRIED);
        answer.set(wrong.map(Answer::bad)
                .orElseGet(() -> Answer.good(
                        untried
                                ? messages.text("build.patches.later")
                                : messages.text("build.patches.apply", tried.size(), touched))));
    }
}
