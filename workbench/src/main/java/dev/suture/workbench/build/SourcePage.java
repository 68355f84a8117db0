package dev.suture.workbench.build;

import dev.suture.plugin.PatchException;
import dev.suture.source.BuildDetection;
import dev.suture.source.Source;
import dev.suture.source.TargetSearch.Candidate;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Latest;
import dev.suture.workbench.text.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The first page: what is built. */
public final class SourcePage {
    private final BuildService service;
    private final Messages messages;
    private final Latest checking;
    private final ObjectProperty<SourceKind> kind = new SimpleObjectProperty<>(SourceKind.FOLDER);
    private final StringProperty folder = new SimpleStringProperty("");
    private final StringProperty debian = new SimpleStringProperty("");
    private final StringProperty base = new SimpleStringProperty("");
    private final StringProperty patched = new SimpleStringProperty("");
    private final StringProperty configure = new SimpleStringProperty("");
    private final StringProperty build = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Answer> answer = new ReadOnlyObjectWrapper<>(Answer.CHECKING);
    private final ReadOnlyObjectWrapper<Optional<BuildDetection>> detection =
            new ReadOnlyObjectWrapper<>(Optional.empty());

    private record Checked(Answer answer, Optional<BuildDetection> detection) {
        static Checked of(Answer answer) {
            return new Checked(answer, Optional.empty());
        }
    }

    SourcePage(Background background, BuildService service, Messages messages) {
        this.service = service;
        this.messages = messages;
        this.checking = background.latest();
        List.<Observable>of(kind, folder, debian, base, patched, configure, build)
                .forEach(p -> p.addListener(o -> check()));
        check();
    }

    public ObjectProperty<SourceKind> kind() {
        return kind;
    }

    public StringProperty folder() {
        return folder;
    }

    /** {@code NAME} or {@code NAME=VERSION}. */
    public StringProperty debian() {
        return debian;
    }

    public StringProperty base() {
        return base;
    }

    public StringProperty patched() {
        return patched;
    }

    /** Command that prepares the tree; blank for what the build system takes. */
    public StringProperty configure() {
        return configure;
    }

    /** Command that builds the tree; blank for what the build system takes. */
    public StringProperty build() {
        return build;
    }

    public ReadOnlyObjectProperty<Answer> answer() {
        return answer.getReadOnlyProperty();
    }

    /** What the folder would be built with, if it is of a known kind. */
    public ReadOnlyObjectProperty<Optional<BuildDetection>> detection() {
        return detection.getReadOnlyProperty();
    }

    /** Where the source comes from; empty for builds that are there. */
    Optional<Source> source() {
        return switch (kind.get()) {
            case FOLDER -> Optional.of(new Source.Tree(Path.of(folder.get().strip())));
            case DEBIAN -> {
                String[] parts = debian.get().strip().split("=", 2);
                yield Optional.of(new Source.DebianPackage(
                        parts[0], parts.length > 1 ? Optional.of(parts[1]) : Optional.empty(), List.of()));
            }
            case BUILDS -> Optional.empty();
        };
    }

    /** What the source is called, for names made from it. */
    String sourceName() {
        return switch (kind.get()) {
            case FOLDER -> fileName(folder.get());
            case DEBIAN -> debian.get().strip().split("=", 2)[0];
            case BUILDS -> fileName(patched.get());
        };
    }

    private static String fileName(String path) {
        Path name = Path.of(path.strip()).toAbsolutePath().normalize().getFileName();
        return name == null ? "" : name.toString();
    }

    private void check() {
        answer.set(Answer.CHECKING);
        SourceKind asked = kind.get();
        String tree = folder.get().strip();
        String name = debian.get().strip();
        String one = base.get().strip();
        String other = patched.get().strip();
        boolean ownCommand = !build.get().isBlank();
        checking.run(
                Background.UNTITLED,
                job -> switch (asked) {
                    case FOLDER -> folder(tree, ownCommand);
                    case DEBIAN -> Checked.of(debian(name));
                    case BUILDS -> Checked.of(builds(one, other));
                },
                checked -> {
                    detection.set(checked.detection());
                    answer.set(checked.answer());
                },
                problem -> answer.set(Answer.bad(new Advice(problem.why(), problem.remedy()))));
    }

    private Checked folder(String tree, boolean ownCommand) {
        if (tree.isEmpty()) {
            return Checked.of(bad("build.source.folder.none"));
        }
        Path path = Path.of(tree);
        if (!Files.isDirectory(path)) {
            return Checked.of(bad("build.source.folder.missing", tree));
        }
        Optional<BuildDetection> found = service.detect(path);
        if (found.isEmpty() && !ownCommand) {
            return new Checked(bad("build.source.system.unknown"), found);
        }
        return new Checked(
                Answer.good(
                        ownCommand
                                ? messages.text("build.source.system.own")
                                : messages.text(
                                        "build.source.system",
                                        found.orElseThrow().system())),
                found);
    }

    private Answer debian(String name) {
        if (name.isEmpty()) {
            return bad("build.source.debian.none");
        }
        try {
            List<Candidate> installed = service.installed(name.split("=", 2)[0]);
            return installed.isEmpty()
                    ? Answer.good(messages.text("build.source.debian.not-installed", name))
                    : Answer.good(messages.text("build.source.debian.installed", installed.size()));
        } catch (IOException e) {
            return Answer.bad(Advice.of(e, messages));
        } catch (PatchException e) {
            return Answer.bad(Advice.of(e));
        }
    }

    private Answer builds(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return bad("build.source.builds.none");
        }
        for (String path : List.of(one, other)) {
            if (!Files.exists(Path.of(path))) {
                return bad("build.source.builds.missing", path);
            }
        }
        return Files.isDirectory(Path.of(one)) == Files.isDirectory(Path.of(other))
                ? Answer.good("")
                : bad("build.source.builds.mixed");
    }

    private Answer bad(String key, Object... arguments) {
        return Answer.bad(new Advice(messages.text(key, arguments), messages.text(key + ".do")));
    }
}
