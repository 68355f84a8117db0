package dev.suture.dist.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An X server that draws into a file, with a window manager, on a display that nobody has. */
final class VirtualDesktop implements AutoCloseable {
    static final int WIDTH = 1600;
    static final int HEIGHT = 1000;

    /** Each is in the Debian package of the same name, {@code Xvfb} in xvfb, {@code xprop} and {@code xwininfo} in x11-utils. */
    private static final List<String> TOOLS = List.of("Xvfb", "openbox", "xdotool", "xprop", "xwininfo");

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path folder;
    private final Process server;
    private Process manager;
    private final Map<String, String> environment;

    private VirtualDesktop(Path folder, Process server, String display) throws Exception {
        this.folder = folder;
        this.server = server;
        this.environment = Map.of("DISPLAY", display, "GDK_BACKEND", "x11");
        startManager();
        try {
            until("the window manager is there", () -> {
                if (!manager.isAlive()) {
                    // A server that has just begun may still turn a client away.
                    System.out.printf("openbox ended: %s%n", Files.readString(folder.resolve("openbox.log")));
                    startManager();
                }
                return read("xprop", "-root", "_NET_SUPPORTING_WM_CHECK").contains("window id");
            });
        } catch (Exception | AssertionError e) {
            close();
            throw e;
        }
    }

    /** Without a configuration of the machine's own: what its keys do is what is written there. */
    private void startManager() throws IOException {
        manager = start(List.of("openbox", "--sm-disable"), folder.resolve("openbox.log"));
    }

    /** What of the tools is missing on this machine. */
    static List<String> missing() {
        List<Path> folders =
                Stream.of(System.getenv("PATH").split(":")).map(Path::of).toList();
        return TOOLS.stream()
                .filter(tool -> folders.stream().noneMatch(f -> Files.isExecutable(f.resolve(tool))))
                .toList();
    }

    /** @param folder for the screen's picture, and for logs */
    static VirtualDesktop start(Path folder) throws Exception {
        Process server = new ProcessBuilder(
                        "Xvfb",
                        "-displayfd",
                        "1",
                        "-screen",
                        "0",
                        WIDTH + "x" + HEIGHT + "x24",
                        "-nolisten",
                        "tcp",
                        "-fbdir",
                        folder.toString())
                .redirectError(folder.resolve("xvfb.log").toFile())
                .start();
        BufferedReader said = server.inputReader();
        String number = said.readLine();
        assertThat(number).as(Files.readString(folder.resolve("xvfb.log"))).isNotNull();
        return new VirtualDesktop(folder, server, ":" + number);
    }

    /** Starts a program on this desktop; it is the caller's to end. */
    Process start(List<String> command, Path log) throws IOException {
        return start(command, log, Map.of());
    }

    Process start(List<String> command, Path log, Map<String, String> more) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeAll(List.of("WAYLAND_DISPLAY", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        return builder.start();
    }

    /** Runs a tool to its end; what it says on standard output, which is empty if it found nothing. */
    String read(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(folder.resolve("tools.log").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return said.strip();
    }

    /** Presses keys, all of one word at once, e.g. {@code ctrl+shift+p}. */
    void keys(String... keys) throws Exception {
        List<String> command = new ArrayList<>(List.of("xdotool", "key"));
        command.addAll(Arrays.asList(keys));
        read(command.toArray(String[]::new));
    }

    void type(String text) throws Exception {
        read("xdotool", "type", text);
    }

    /** Double-clicks a place of the screen. */
    void doubleClick(int x, int y) throws Exception {
        read("xdotool", "mousemove", "" + x, "" + y, "click", "--repeat", "2", "--delay", "60", "1");
    }

    /** What the screen shows. */
    BufferedImage picture() throws IOException {
        return WindowDump.read(folder.resolve("Xvfb_screen0"));
    }

    /** Waits for something, and keeps a picture of the screen if it does not come. */
    void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                Pictures.keep(picture(), "real-window-timeout");
                throw new AssertionError("did not happen: " + what);
            }
            Thread.sleep(50);
        }
    }

    @Override
    public void close() {
        for (Process process : List.of(manager, server)) {
            process.destroy();
            process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
            process.destroyForcibly().onExit().join();
        }
    }
}
