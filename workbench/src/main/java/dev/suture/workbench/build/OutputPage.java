package dev.suture.workbench.build;

import dev.suture.build.BuildOutput;
import dev.suture.build.PackageLabels;
import dev.suture.pack.PackageName;
import dev.suture.pack.PackageWriter;
import dev.suture.pack.SigningKeys;
import dev.suture.plugin.PatchException;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Latest;
import dev.suture.workbench.text.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The fourth page: what is made, what it is called, and where it goes. */
public final class OutputPage {
    /** What can be made. */
    public enum Kind {
        PACKAGE,
        HOT_PATCH
    }

    private final Messages messages;
    private final Latest checking;
    private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(Kind.PACKAGE);
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty folder = new SimpleStringProperty("");
    private final StringProperty description = new SimpleStringProperty("");
    private final StringProperty version = new SimpleStringProperty("1");
    private final StringProperty key = new SimpleStringProperty("");
    private final StringProperty work = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Answer> answer = new ReadOnlyObjectWrapper<>(Answer.CHECKING);

    OutputPage(Background background, Messages messages) {
        this.messages = messages;
        this.checking = background.latest();
        List.<Observable>of(kind, name, folder, description, version, key, work)
                .forEach(p -> p.addListener(o -> check()));
        check();
    }

    public ObjectProperty<Kind> kind() {
        return kind;
    }

    public StringProperty name() {
        return name;
    }

    /** Where the file goes. */
    public StringProperty folder() {
        return folder;
    }

    public StringProperty description() {
        return description;
    }

    public StringProperty version() {
        return version;
    }

    /** File of the key to sign with; blank for no signature. */
    public StringProperty key() {
        return key;
    }

    /** Where the builds are made and kept. */
    public StringProperty work() {
        return work;
    }

    public ReadOnlyObjectProperty<Answer> answer() {
        return answer.getReadOnlyProperty();
    }

    /** The file that is made. */
    public Path file() {
        String ending = kind.get() == Kind.PACKAGE ? PackageWriter.ARCHIVE_SUFFIX : ".upatch";
        return Path.of(folder.get().strip()).resolve(name.get().strip() + ending);
    }

    BuildOutput output() {
        return switch (kind.get()) {
            case HOT_PATCH -> new BuildOutput.HotPatches(file());
            case PACKAGE ->
                new BuildOutput.PatchPackage(
                        file(),
                        new PackageLabels(
                                text(version).filter(v -> !v.equals("1")),
                                Optional.empty(),
                                text(description),
                                Optional.empty(),
                                Map.of(),
                                Optional.empty(),
                                text(key).map(Path::of)));
        };
    }

    Optional<Path> workFolder() {
        return text(work).map(Path::of);
    }

    private static Optional<String> text(StringProperty field) {
        return Optional.of(field.get().strip()).filter(t -> !t.isEmpty());
    }

    private void check() {
        answer.set(Answer.CHECKING);
        String named = name.get().strip();
        if (named.isEmpty()) {
            checking.clear();
            answer.set(bad("build.output.no-name"));
            return;
        }
        if (named.contains("/")) {
            checking.clear();
            answer.set(bad("build.output.bad-name", named));
            return;
        }
        Kind wanted = kind.get();
        Path to = file();
        String numbered = version.get().strip();
        Optional<Path> pem = text(key).map(Path::of);
        Optional<Path> place = workFolder();
        checking.run(
                Background.UNTITLED,
                job -> checked(wanted, named, to, numbered, pem, place),
                answer::set,
                problem -> answer.set(Answer.bad(new Advice(problem.why(), problem.remedy()))));
    }

    private Answer checked(
            Kind wanted, String named, Path to, String numbered, Optional<Path> pem, Optional<Path> place) {
        Path parent = to.toAbsolutePath().getParent();
        if (!Files.isDirectory(parent)) {
            return bad("build.output.no-folder", parent);
        }
        if (!Files.isWritable(parent)) {
            return bad("build.output.not-writable", parent);
        }
        if (place.isEmpty()) {
            return bad("build.output.no-work");
        }
        try {
            if (wanted == Kind.PACKAGE) {
                new PackageName(named, numbered.isEmpty() ? "1" : numbered, "1");
                PackageWriter.requireWritable(to);
                pem.ifPresent(SigningKeys::privateKey);
            }
        } catch (PatchException e) {
            return Answer.bad(Advice.of(e));
        }
        return Answer.good(
                Files.exists(to)
                        ? messages.text("build.output.replaces", to)
                        : messages.text("build.output.writes", to));
    }

    private Answer bad(String key, Object... arguments) {
        return Answer.bad(new Advice(messages.text(key, arguments), messages.text(key + ".do")));
    }
}
