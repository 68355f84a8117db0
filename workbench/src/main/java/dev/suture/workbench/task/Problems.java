package dev.suture.workbench.task;

import dev.suture.diff.DiffException;
import dev.suture.elf.ElfFormatException;
import dev.suture.examples.ExampleException;
import dev.suture.plugin.PatchException;
import dev.suture.workbench.text.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CancellationException;

/** Turns what was thrown into what people are told. */
public final class Problems {
    private static final System.Logger LOG = System.getLogger(Problems.class.getName());

    private final Messages messages;

    public Problems(Messages messages) {
        this.messages = messages;
    }

    /** Never empty-handed: what nobody foresaw is told as such and goes to the log with its stack trace. */
    public Problem of(Throwable thrown) {
        return switch (thrown) {
            case PatchException e -> new Problem(heading(e), e.getMessage(), e.remedy(), e.id());
            case ElfFormatException e -> known("problem.elf", e, fileName(e.file()));
            case DiffException e -> known("problem.diff", e);
            case ExampleException e -> known("problem.example", e);
            case CancellationException e -> known("problem.cancelled", e);
            case UncheckedIOException e -> of(e.getCause());
            case NoSuchFileException e -> known("problem.missing", e, e.getFile());
            case AccessDeniedException e -> known("problem.denied", e, e.getFile());
            case IOException e -> known("problem.io", e);
            default -> unforeseen(thrown);
        };
    }

    private String heading(PatchException e) {
        return switch (e.kind()) {
            case TROUBLE -> messages.text("problem.patch.trouble");
            case REFUSED -> messages.text("problem.patch.refused");
            case BUSY -> messages.text("problem.patch.busy");
        };
    }

    private Problem known(String key, Exception e, Object... arguments) {
        return new Problem(messages.text(key + ".what", arguments), e.getMessage(), messages.text(key + ".remedy"));
    }

    /** The cause names the whole path. */
    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private Problem unforeseen(Throwable thrown) {
        LOG.log(Level.ERROR, "not foreseen", thrown);
        return new Problem(
                messages.text("problem.unforeseen.what"),
                thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage(),
                messages.text("problem.unforeseen.remedy"));
    }
}
