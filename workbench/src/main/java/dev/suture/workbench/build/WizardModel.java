package dev.suture.workbench.build;

import dev.suture.build.BuildCommandLine;
import dev.suture.build.BuildInput;
import dev.suture.build.BuildOrder;
import dev.suture.source.Source;
import dev.suture.source.SourceBuildRequest;
import dev.suture.source.trace.CompilerTrace;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.text.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What the wizard asks, page by page, and the order that comes of it. */
public final class WizardModel {
    private final WorkFolders workFolders;
    private final SourcePage source;
    private final PatchesPage patches;
    private final TargetPage target;
    private final OutputPage output;
    /** What was proposed last: it is proposed anew as long as the user has not changed it. */
    private String proposedName = "";

    private String proposedFolder = "";
    private String proposedWork = "";

    public WizardModel(Background background, BuildService service, WorkFolders workFolders, Messages messages) {
        this.workFolders = workFolders;
        this.source = new SourcePage(background, service, messages);
        this.patches = new PatchesPage(background, service, source, messages);
        this.target = new TargetPage(background, service, source, messages);
        this.output = new OutputPage(background, messages);
    }

    public SourcePage source() {
        return source;
    }

    public PatchesPage patches() {
        return patches;
    }

    public TargetPage target() {
        return target;
    }

    public OutputPage output() {
        return output;
    }

    /** Fills in names and places that follow from what was entered before; called before the output page is shown. */
    public void propose() {
        Optional<Path> first = patches.files().stream().findFirst();
        String name = first.map(p -> p.getFileName().toString().replaceFirst("\\.(patch|diff)$", ""))
                .orElseGet(() -> source.sourceName() + "-fix")
                .replaceAll("[^A-Za-z0-9+._-]", "-")
                .replaceFirst("^[^A-Za-z0-9]+", "");
        String folder = first.map(Path::getParent)
                .or(() -> Optional.ofNullable(
                        Path.of(source.patched().get().strip()).toAbsolutePath().getParent()))
                .map(Path::toString)
                .orElse("");
        String work =
                workFolders.of(source.kind().get(), source.sourceName(), key()).toString();
        if (output.name().get().equals(proposedName)) {
            output.name().set(name);
        }
        if (output.folder().get().equals(proposedFolder)) {
            output.folder().set(folder);
        }
        if (output.work().get().equals(proposedWork)) {
            output.work().set(work);
        }
        proposedName = name;
        proposedFolder = folder;
        proposedWork = work;
    }

    private String key() {
        return switch (source.kind().get()) {
            case FOLDER ->
                Path.of(source.folder().get().strip())
                        .toAbsolutePath()
                        .normalize()
                        .toString();
            case DEBIAN -> source.debian().get().strip();
            case BUILDS -> "";
        };
    }

    /** The order; asked for when all pages are good. */
    public BuildOrder order() {
        return new BuildOrder(
                input(), BuildOrder.STANDARD_KIND, output.name().get().strip(), output.output());
    }

    private BuildInput input() {
        Optional<Source> from = source.source();
        if (from.isEmpty()) {
            return new BuildInput.FromBuilds(
                    Path.of(source.base().get().strip()),
                    Path.of(source.patched().get().strip()),
                    target.targets().getFirst());
        }
        return new BuildInput.FromSource(new SourceBuildRequest(
                from.get(),
                patches.files(),
                OptionalInt.empty(),
                command(source.configure().get()),
                command(source.build().get()),
                target.targets(),
                output.workFolder(),
                CompilerTrace.Mode.PATH,
                List.of(),
                Runtime.getRuntime().availableProcessors()));
    }

    private static Optional<String> command(String typed) {
        return Optional.of(typed.strip()).filter(c -> !c.isEmpty());
    }

    /** The command that does the same. */
    public String commandLine() {
        return BuildCommandLine.text(order());
    }
}
