package dev.suture.workbench.review;

import dev.suture.workbench.task.Background;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;

/**
 * Looks whether the inputs of a review were rebuilt. A build writes for a while: only when two looks in a row find the
 * same, it is told.
 */
public final class InputWatch implements AutoCloseable {
    /** Between two looks; twice this after the last write, the review is refreshed. */
    public static final Duration PAUSE = Duration.ofMillis(700);

    private static final long FACTOR = 31;

    private final Background background;
    private final Duration pause;
    private final Runnable rebuilt;
    private final BooleanProperty on = new SimpleBooleanProperty();
    private Optional<Background.Repeating> looking = Optional.empty();
    private List<Path> inputs = List.of();
    private OptionalLong known = OptionalLong.empty();
    private OptionalLong last = OptionalLong.empty();
    private long looks;

    /** @param rebuilt is run when the inputs are others than before */
    public InputWatch(Background background, Duration pause, Runnable rebuilt) {
        this.background = background;
        this.pause = pause;
        this.rebuilt = rebuilt;
        on.addListener((o, was, is) -> start());
    }

    /** Whether it looks; the user's switch. */
    public BooleanProperty on() {
        return on;
    }

    /** Looks at these from now on; at nothing if there are none. */
    public void inputs(List<Path> paths) {
        inputs = List.copyOf(paths);
        start();
    }

    private void start() {
        looking.ifPresent(Background.Repeating::close);
        looking = Optional.empty();
        known = OptionalLong.empty();
        last = OptionalLong.empty();
        if (on.get() && !inputs.isEmpty()) {
            List<Path> paths = inputs;
            looking = Optional.of(background.every(pause, job -> stamp(paths), this::looked, problem -> {}));
        }
    }

    /** @param stamp empty while something is not there */
    private void looked(OptionalLong stamp) {
        if (stamp.isPresent() && known.isEmpty()) {
            known = stamp;
        } else if (stamp.isPresent() && stamp.equals(last) && !stamp.equals(known)) {
            known = stamp;
            rebuilt.run();
        }
        last = stamp;
        looks++;
    }

    /** Whether it knows how the inputs are, so that it can tell when they are others. */
    public boolean hasLooked() {
        return known.isPresent();
    }

    /** How often it has looked. */
    long looks() {
        return looks;
    }

    /** A number that is another one when a file came, went, or was written. */
    static OptionalLong stamp(List<Path> paths) throws IOException {
        long stamp = 1;
        try {
            for (Path path : paths) {
                stamp = FACTOR * stamp + (Files.isDirectory(path) ? folder(path) : file(path));
            }
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(stamp);
    }

    private static long folder(Path folder) throws IOException {
        try (Stream<Path> files =
                Files.find(folder, Integer.MAX_VALUE, (p, a) -> p.toString().endsWith(".o") && a.isRegularFile())) {
            // In no order: a sum.
            return files.mapToLong(InputWatch::unchecked).sum();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static long unchecked(Path file) {
        try {
            return file(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long file(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return FACTOR * (FACTOR * file.hashCode() + attributes.size())
                + attributes.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        looking.ifPresent(Background.Repeating::close);
    }
}
