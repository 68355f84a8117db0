package dev.suture.workbench.build;

import dev.suture.plugin.PatchException;
import dev.suture.source.TargetFile;
import dev.suture.source.TargetSearch;
import dev.suture.source.TargetSearch.Candidate;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Latest;
import dev.suture.workbench.text.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The third page: which program or library is patched. */
public final class TargetPage {
    private final BuildService service;
    private final Messages messages;
    private final SourcePage source;
    private final Latest looking;
    private final Latest checking;
    private final BooleanProperty whatIsLinked = new SimpleBooleanProperty();
    private final StringProperty target = new SimpleStringProperty("");
    private final StringProperty debugFile = new SimpleStringProperty("");
    private final ReadOnlyBooleanWrapper searching = new ReadOnlyBooleanWrapper();
    private final ObservableList<Candidate> candidates = FXCollections.observableArrayList();
    /** One wrapper for good: it hears of the list weakly, so listeners of a passing one would go deaf with it. */
    private final ObservableList<Candidate> candidatesView = FXCollections.unmodifiableObservableList(candidates);

    private final ReadOnlyObjectWrapper<Answer> answer = new ReadOnlyObjectWrapper<>(Answer.CHECKING);
    /** What the user has chosen is not chosen anew. */
    private boolean chosen;

    TargetPage(Background background, BuildService service, SourcePage source, Messages messages) {
        this.service = service;
        this.messages = messages;
        this.source = source;
        this.looking = background.latest();
        this.checking = background.latest();
        source.answer().addListener((o, was, is) -> {
            if (is.isGood()) {
                look();
            }
        });
        List.<Observable>of(whatIsLinked, target, debugFile).forEach(p -> p.addListener(o -> check()));
        check();
    }

    /** Whether to patch whatever the base build links and the patches reach. */
    public BooleanProperty whatIsLinked() {
        return whatIsLinked;
    }

    /** The file that processes run. */
    public StringProperty target() {
        return target;
    }

    /** A file with its symbols, if it is stripped; may be blank. */
    public StringProperty debugFile() {
        return debugFile;
    }

    /** What may be meant, the most likely first. */
    public ObservableList<Candidate> candidates() {
        return candidatesView;
    }

    /** Whether it is still looked for. */
    public ReadOnlyBooleanProperty searching() {
        return searching.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Answer> answer() {
        return answer.getReadOnlyProperty();
    }

    /** Whether the builds are made here, so that what they link can be the target. */
    public boolean canBeLinked() {
        return source.kind().get() != SourceKind.BUILDS;
    }

    /** Takes a candidate or another file. */
    public void choose(String file) {
        chosen = true;
        whatIsLinked.set(false);
        target.set(file);
    }

    /** Takes whatever the base build links. */
    public void chooseLinked() {
        chosen = true;
        whatIsLinked.set(true);
    }

    /** None if what the base build links, or all that a package has installed, is meant. */
    List<TargetFile> targets() {
        return whatIsLinked.get() && canBeLinked()
                ? List.of()
                : List.of(new TargetFile(
                        Path.of(target.get().strip()),
                        Optional.of(debugFile.get().strip())
                                .filter(d -> !d.isEmpty())
                                .map(Path::of)));
    }

    private void look() {
        searching.set(true);
        SourceKind kind = source.kind().get();
        Path tree = Path.of(
                kind == SourceKind.FOLDER
                        ? source.folder().get().strip()
                        : source.base().get().strip());
        String name = source.debian().get().strip().split("=", 2)[0];
        looking.run(
                Background.UNTITLED,
                job -> kind == SourceKind.DEBIAN
                        ? service.installed(name)
                        : Files.isDirectory(tree) ? service.candidates(tree, job::cancelled) : List.<Candidate>of(),
                found -> {
                    searching.set(false);
                    show(found);
                },
                problem -> {
                    searching.set(false);
                    show(List.of());
                });
    }

    private void show(List<Candidate> found) {
        candidates.setAll(found);
        if (chosen) {
            check();
            return;
        }
        List<Candidate> fit =
                found.stream().filter(c -> c.buildId().isPresent()).toList();
        if (source.kind().get() == SourceKind.DEBIAN && !fit.isEmpty()) {
            whatIsLinked.set(true);
        } else if (!fit.isEmpty()) {
            whatIsLinked.set(false);
            target.set(fit.getFirst().file().toString());
        } else {
            whatIsLinked.set(canBeLinked());
        }
        check();
    }

    private void check() {
        if (whatIsLinked.get() && canBeLinked()) {
            checking.clear();
            answer.set(Answer.good(messages.text(
                    source.kind().get() == SourceKind.DEBIAN
                            ? "build.target.installed.note"
                            : "build.target.linked.note")));
            return;
        }
        answer.set(Answer.CHECKING);
        String file = target.get().strip();
        String debug = debugFile.get().strip();
        checking.run(
                Background.UNTITLED,
                job -> checked(file, debug),
                answer::set,
                problem -> answer.set(Answer.bad(new Advice(problem.why(), problem.remedy()))));
    }

    private Answer checked(String file, String debug) {
        if (file.isEmpty()) {
            return bad("build.target.none");
        }
        Path path = Path.of(file);
        if (!Files.isRegularFile(path)) {
            return bad("build.target.missing", file);
        }
        Optional<Candidate> elf = TargetSearch.of(path, TargetSearch.Found.IN_TREE);
        if (elf.isEmpty()) {
            return bad("build.target.no-elf", file);
        }
        try {
            service.requireTarget(
                    path, Optional.of(debug).filter(d -> !d.isEmpty()).map(Path::of));
            return Answer.good(
                    messages.text("build.target.good", elf.get().buildId().orElse("")));
        } catch (PatchException e) {
            return Answer.bad(Advice.of(e));
        }
    }

    private Answer bad(String key, Object... arguments) {
        return Answer.bad(new Advice(messages.text(key, arguments), messages.text(key + ".do")));
    }
}
