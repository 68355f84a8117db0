package dev.suture.workbench.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.workbench.DirectUi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputWatchTest {
    @TempDir
    Path folder;

    private final DirectUi ui = new DirectUi();
    private int rebuilt;
    private final InputWatch watch = new InputWatch(ui.background, Duration.ofMillis(20), () -> rebuilt++);

    @AfterEach
    void close() {
        watch.close();
        ui.close();
    }

    @Test
    void itTellsOfEachRebuildOnce() throws Exception {
        Path object = Files.writeString(folder.resolve("a.o"), "one");
        watch.inputs(List.of(folder));
        watch.on().set(true);
        ui.until(() -> watch.looks() >= 2);
        assertThat(rebuilt).isZero();
        Files.writeString(object, "another");
        ui.until(() -> rebuilt == 1);
        long looks = watch.looks();
        ui.until(() -> watch.looks() >= looks + 3);
        assertThat(rebuilt).isEqualTo(1);
        Files.delete(object);
        ui.until(() -> rebuilt == 2);
    }

    @Test
    void itIsQuietWhileAnInputIsAwayAndWhenItIsOff() throws Exception {
        Path object = Files.writeString(folder.resolve("a.o"), "one");
        watch.inputs(List.of(object));
        watch.on().set(true);
        ui.until(() -> watch.looks() >= 1);
        Files.delete(object);
        long looks = watch.looks();
        ui.until(() -> watch.looks() >= looks + 3);
        assertThat(rebuilt).isZero();
        Files.writeString(object, "rebuilt");
        ui.until(() -> rebuilt == 1);
        watch.on().set(false);
        assertThat(watch.on().get()).isFalse();
    }

    @Test
    void aStampTellsSizeTimeAndNames() throws Exception {
        Path object = Files.writeString(folder.resolve("a.o"), "one");
        OptionalLong first = InputWatch.stamp(List.of(folder));
        Files.writeString(folder.resolve("notes.txt"), "no object");
        assertThat(InputWatch.stamp(List.of(folder))).isEqualTo(first);
        Files.setLastModifiedTime(object, FileTime.fromMillis(1_000_000));
        OptionalLong second = InputWatch.stamp(List.of(folder));
        assertThat(second).isNotEqualTo(first);
        Files.move(object, folder.resolve("b.o"));
        assertThat(InputWatch.stamp(List.of(folder))).isNotEqualTo(second);
        assertThat(InputWatch.stamp(List.of(folder.resolve("gone.o")))).isEmpty();
    }
}
