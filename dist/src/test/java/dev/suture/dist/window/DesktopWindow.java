package dev.suture.dist.window;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A window as the X server and its window manager know it. */
record DesktopWindow(VirtualDesktop desktop, String id) {
    /** Shorter than a caret is seen or not seen. */
    private static final Duration AT_REST = Duration.ofMillis(250);

    private static final Pattern GEOMETRY = Pattern.compile(
            "Absolute upper-left X: +(-?\\d+)\\s+Absolute upper-left Y: +(-?\\d+).*Width: (\\d+)\\s+Height: (\\d+)",
            Pattern.DOTALL);
    private static final Pattern EXTENTS = Pattern.compile("_NET_FRAME_EXTENTS.* = (\\d+), (\\d+), (\\d+), (\\d+)");

    /** Waits until a process has a window on screen that has the keyboard. */
    static DesktopWindow of(VirtualDesktop desktop, Process process) throws Exception {
        // The launcher becomes the program, so that the process is the window's.
        String pid = Long.toString(process.pid());
        String[] found = new String[1];
        desktop.until("the window is on screen", () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the program has ended with " + process.exitValue());
            }
            found[0] = desktop.read("xdotool", "search", "--onlyvisible", "--pid", pid, "--name", "Suture");
            return found[0].matches("\\d+");
        });
        DesktopWindow window = new DesktopWindow(desktop, found[0]);
        desktop.until(
                "the window has the keyboard",
                () -> desktop.read("xdotool", "getactivewindow").equals(found[0]));
        return window;
    }

    String title() throws Exception {
        return desktop.read("xdotool", "getwindowname", id);
    }

    /** A property, as xprop writes it. */
    String property(String name) throws Exception {
        return desktop.read("xprop", "-id", id, name);
    }

    /** Where its contents are on screen. */
    Rectangle contents() throws Exception {
        String said = desktop.read("xwininfo", "-id", id);
        Matcher matcher = GEOMETRY.matcher(said);
        if (!matcher.find()) {
            throw new AssertionError(said);
        }
        return new Rectangle(number(matcher, 1), number(matcher, 2), number(matcher, 3), number(matcher, 4));
    }

    /** The same with what the window manager has put around it. */
    Rectangle frame() throws Exception {
        Rectangle contents = contents();
        String said = property("_NET_FRAME_EXTENTS");
        Matcher matcher = EXTENTS.matcher(said);
        if (!matcher.find()) {
            throw new AssertionError(said);
        }
        int left = number(matcher, 1);
        int top = number(matcher, 3);
        return new Rectangle(
                contents.x - left,
                contents.y - top,
                contents.width + left + number(matcher, 2),
                contents.height + top + number(matcher, 4));
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    /** Has the window manager give it another place and size. */
    void moveAndResize(int x, int y, int width, int height) throws Exception {
        desktop.read("xdotool", "windowmove", id, "" + x, "" + y, "windowsize", id, "" + width, "" + height);
        desktop.until("the window has its new place and size", () -> {
            Rectangle now = contents();
            return frame().getLocation().equals(new Point(x, y)) && now.width == width && now.height == height;
        });
    }

    /** What is seen of its contents; the screen may have less of it. */
    BufferedImage picture() throws Exception {
        Rectangle seen = contents().intersection(new Rectangle(VirtualDesktop.WIDTH, VirtualDesktop.HEIGHT));
        return desktop.picture().getSubimage(seen.x, seen.y, seen.width, seen.height);
    }

    /** Waits until it shows something else than it did, and nothing moves any more. */
    BufferedImage untilChanged(String what, BufferedImage was) throws Exception {
        BufferedImage[] last = {was};
        long[] since = {System.nanoTime()};
        desktop.until(what, () -> {
            BufferedImage now = picture();
            if (Pictures.difference(now, last[0]) != 0) {
                since[0] = System.nanoTime();
            }
            last[0] = now;
            return System.nanoTime() - since[0] > AT_REST.toNanos() && Pictures.difference(now, was) > 0.0005;
        });
        return last[0];
    }
}
