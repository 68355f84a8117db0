package dev.suture.dist.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody starts the program on a desktop, works by keyboard, moves the window about, closes it, and comes back. */
class RealWindowIT {
    /** Far above what is aimed at (docs/benchmarks.md): other things run on the machine that tests. */
    private static final Duration USABLE = Duration.ofSeconds(15);

    private static final BufferedImage NOTHING = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);

    @TempDir
    private Path folder;

    private VirtualDesktop desktop;
    private Path home;

    @BeforeEach
    void startDesktop() throws Exception {
        List<String> missing = VirtualDesktop.missing();
        assumeTrue(missing.isEmpty(), () -> "skipped: there is no " + String.join(", no ", missing));
        desktop = VirtualDesktop.start(Files.createDirectories(folder.resolve("desktop")));
        home = Files.createDirectories(folder.resolve("home"));
        // Were it built or its class cache made now, it would be no start.
        RunningProgram.run(desktop, home, "--version");
    }

    @AfterEach
    void endDesktop() throws Exception {
        if (desktop != null) {
            desktop.close();
        }
    }

    @Test
    void theWindowIsWorkedInLeftAndFoundAgainAsItWas() throws Exception {
        Rectangle left = startPage();
        reviewByKeyboard(left);
        filledScreenIsRemembered();
    }

    /** Starts without arguments, twice, so that the second is warm; asks the palette for the dark theme; moves the window. */
    private Rectangle startPage() throws Exception {
        try (RunningProgram program = RunningProgram.start(desktop, home)) {
            DesktopWindow window = DesktopWindow.of(desktop, program.process());
            untilPainted(window);
            desktop.keys("ctrl+q");
            program.assertEndsCleanly();
        }
        long started = System.nanoTime();
        try (RunningProgram program = RunningProgram.start(desktop, home)) {
            DesktopWindow window = DesktopWindow.of(desktop, program.process());
            untilPainted(window);
            Duration painted = since(started);
            double bright = Pictures.brightness(window.picture());
            desktop.keys("ctrl+shift+p");
            // What is below the palette is dimmed.
            desktop.until("the palette is open", () -> Pictures.brightness(window.picture()) < bright - 20);
            Duration usable = since(started);
            System.out.printf(
                    "Real window: start page on screen %d ms after the start, command palette open on Ctrl+Shift+P after %d ms%n",
                    painted.toMillis(), usable.toMillis());
            assertThat(usable).isLessThan(USABLE);

            assertThat(window.title()).isEqualTo("Suture");
            assertThat(window.property("WM_CLASS")).contains("\"suture\"");
            // The window manager puts a picture of its own there, of another size, if there is none.
            assertThat(window.property("_NET_WM_ICON")).contains("Icon (128 x 128)");
            assertThat(new Rectangle(VirtualDesktop.WIDTH, VirtualDesktop.HEIGHT).contains(window.frame()))
                    .as("title bar and borders are on screen: %s", window.frame())
                    .isTrue();
            BufferedImage palette = window.picture();
            desktop.type("dark co");
            window.untilChanged("the palette finds what is typed", palette);
            Pictures.keep(desktop.picture(), "real-palette");
            desktop.keys("Return");
            desktop.until("the window is dark", () -> Pictures.brightness(window.picture()) < 60);
            window.moveAndResize(120, 60, 1200, 760);
            window.untilChanged("the contents fill the window", NOTHING);
            Pictures.keep(desktop.picture(), "real-start-dark");
            Rectangle place = window.contents();
            desktop.keys("alt+F4");
            program.assertEndsCleanly();
            return place;
        }
    }

    /** Opens two objects, goes through their changes, marks them reviewed, has the window fill the screen. */
    private void reviewByKeyboard(Rectangle place) throws Exception {
        Path base = compiled("base", 1, 3);
        Path patched = compiled("patched", 5, 2);
        try (RunningProgram program =
                RunningProgram.start(desktop, home, "open", base.toString(), patched.toString())) {
            DesktopWindow window = DesktopWindow.of(desktop, program.process());
            desktop.until(
                    "the title names what is open",
                    () -> window.title().equals("base/fare.o \u2192 patched/fare.o \u2013 Suture"));
            desktop.until(
                    "the window stands where it was left",
                    () -> window.contents().equals(place));
            untilPainted(window);
            assertThat(Pictures.brightness(window.picture()))
                    .as("dark, as it was left")
                    .isLessThan(60);
            BufferedImage first = untilRows(window);
            Pictures.keep(desktop.picture(), "real-review-first");
            // The first difference of the first function; then there are no more of it.
            desktop.keys("F7", "F7");
            BufferedImage second = window.untilChanged("F7 shows the next change", first);
            Pictures.keep(desktop.picture(), "real-review-second");
            desktop.keys("shift+F7");
            window.untilChanged("Shift+F7 goes back", second);
            desktop.keys("F8", "F8");
            desktop.until("both are kept as reviewed", () -> reviewed() == 2);

            window.moveAndResize(40, 30, 1000, 640);
            untilRows(window);
            Pictures.keep(desktop.picture(), "real-review-small");
            Rectangle small = window.frame();
            desktop.doubleClick(small.x + small.width / 2, small.y + 8);
            desktop.until("the window fills the screen", () -> window.contents().width == VirtualDesktop.WIDTH);
            untilRows(window);
            Pictures.keep(desktop.picture(), "real-review-full");
            desktop.keys("alt+F4");
            program.assertEndsCleanly();
        }
    }

    private void filledScreenIsRemembered() throws Exception {
        try (RunningProgram program = RunningProgram.start(desktop, home)) {
            DesktopWindow window = DesktopWindow.of(desktop, program.process());
            desktop.until("the window fills the screen again", () -> window.contents().width == VirtualDesktop.WIDTH);
            untilPainted(window);
            Pictures.keep(desktop.picture(), "real-start-full");
            desktop.keys("alt+F4");
            program.assertEndsCleanly();
        }
    }

    @Test
    void theDemonstrationEndsWithItsWindow() throws Exception {
        try (RunningProgram program = RunningProgram.start(desktop, home, "demo")) {
            DesktopWindow window = DesktopWindow.of(desktop, program.process());
            desktop.until("the title names what is open", () -> window.title().contains("\u2192"));
            untilRows(window);
            Pictures.keep(desktop.picture(), "real-demo");
            desktop.keys("alt+F4");
            program.assertEndsCleanly();
        }
    }

    /** Text and pictures make many colours, wherever one looks: the toolbar above and the page below. */
    private void untilPainted(DesktopWindow window) throws Exception {
        desktop.until("the window is painted", () -> {
            BufferedImage picture = window.picture();
            int half = picture.getHeight() / 2;
            return Pictures.colours(picture.getSubimage(0, 0, picture.getWidth(), 60)) > 20
                    && Pictures.colours(picture.getSubimage(0, 60, picture.getWidth(), half)) > 60;
        });
    }

    /** The tree of changes stands on the left, the diff in the middle; both are empty before. */
    private BufferedImage untilRows(DesktopWindow window) throws Exception {
        desktop.until("the rows are shown", () -> {
            BufferedImage picture = window.picture();
            int half = picture.getWidth() / 2;
            return Pictures.colours(picture.getSubimage(0, 180, 200, 220)) > 20
                    && Pictures.colours(picture.getSubimage(half - 150, 180, 300, 220)) > 40;
        });
        return window.untilChanged("the picture is at rest", NOTHING);
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** How many items the records of reviews have as reviewed. */
    private long reviewed() throws Exception {
        if (!Files.isDirectory(home.resolve("reviews"))) {
            return 0;
        }
        long count = 0;
        for (Path record : records()) {
            count += Files.readString(record)
                    .lines()
                    .filter(l -> l.contains("\"reviewed\"") && !l.contains("\"\""))
                    .count();
        }
        return count;
    }

    private List<Path> records() throws Exception {
        try (var files = Files.walk(home.resolve("reviews"))) {
            return files.filter(f -> f.toString().endsWith(".json")).toList();
        }
    }

    private Path compiled(String side, int surcharge, int share) throws Exception {
        Path source = Files.createDirectories(folder.resolve(side)).resolve("fare.c");
        Files.writeString(source, """
                int fare(int zones, int riders) { return zones * riders + %d * zones; }
                int refund(int fare, int days) { return days > 30 ? 0 : fare / %d - days; }
                """.formatted(surcharge, share));
        Process gcc = new ProcessBuilder("gcc", "-c", "-O1", "-g", "-ffunction-sections", "fare.c")
                .directory(source.getParent().toFile())
                .inheritIO()
                .start();
        assertThat(gcc.waitFor()).isZero();
        return source.resolveSibling("fare.o");
    }
}
