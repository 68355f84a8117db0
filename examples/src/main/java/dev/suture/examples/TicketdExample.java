package dev.suture.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * ticketd, a ticket office that answers on the loopback interface. It knows a group fare from five travellers on, and
 * its bug is that a family of five pays the full price.
 */
public final class TicketdExample {
    /** The request that shows the bug. */
    public static final String REQUEST = "QUOTE adult=3 child=2";

    /** What the base answers to {@link #REQUEST}. */
    public static final String BASE_ANSWER = "OK 5 travellers, 168.00 EUR";

    /** What the patched program answers to {@link #REQUEST}. */
    public static final String PATCHED_ANSWER = "OK 5 travellers, 151.20 EUR, group fare -10%";

    private static final List<String> FILES = List.of(
            "Makefile",
            "journal.c",
            "journal.h",
            "main.c",
            "party.c",
            "party.h",
            "pricing.c",
            "pricing.h",
            "protocol.c",
            "protocol.h",
            "queue.c",
            "queue.h",
            "server.c",
            "server.h",
            "stats.c",
            "stats.h",
            ExamplePatch.PARTY_PRICE.fileName(),
            ExamplePatch.ADULT_FARE.fileName());

    private TicketdExample() {}

    /**
     * Writes the sources and both patches into a folder, which is made if need be; files of the same names are
     * overwritten.
     *
     * @return the folder
     * @throws ExampleException if a file cannot be written
     */
    public static Path extractTo(Path folder) {
        try {
            Files.createDirectories(folder);
            for (String name : FILES) {
                try (InputStream content = TicketdExample.class.getResourceAsStream("ticketd/" + name)) {
                    if (content == null) {
                        throw new ExampleException("The example is incomplete: ticketd/" + name + " is missing");
                    }
                    Files.copy(content, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new ExampleException("The example's sources cannot be written to " + folder + ": " + e, e);
        }
    }

    /** Builds the base and, with {@link ExamplePatch#PARTY_PRICE}, the patched program. */
    public static BuiltExample build(Path workFolder) {
        return build(workFolder, ExamplePatch.PARTY_PRICE);
    }

    /**
     * Unpacks the sources into {@code base} and {@code patched} under a folder, applies the patch to the second and
     * runs make in both. Takes some seconds.
     *
     * @param makeArguments further arguments of make, such as {@code CFLAGS=-O3 -g} or {@code EXTRA_CFLAGS=}
     * @throws ExampleException if gcc, make or patch is missing or fails
     */
    public static BuiltExample build(Path workFolder, ExamplePatch patch, String... makeArguments) {
        Tools.require("gcc", "make", "patch");
        Path work = workFolder.toAbsolutePath().normalize();
        Path base = extractTo(work.resolve("base"));
        Path patched = extractTo(work.resolve("patched"));
        Tools.run(patched, List.of("patch", "-p1", "-i", patch.fileName()));
        List<String> make = new ArrayList<>(List.of("make", "-j2", "CC=gcc"));
        make.addAll(List.of(makeArguments));
        Tools.run(base, make);
        Tools.run(patched, make);
        return in(work, patch);
    }

    /** What {@link #build(Path)} has left in a folder. */
    public static BuiltExample built(Path workFolder) {
        return in(workFolder.toAbsolutePath().normalize(), ExamplePatch.PARTY_PRICE);
    }

    private static BuiltExample in(Path work, ExamplePatch patch) {
        Path base = work.resolve("base");
        Path patched = work.resolve("patched");
        return new BuiltExample(
                base, patched, base.resolve("ticketd"), patched.resolve("ticketd"), base.resolve(patch.fileName()));
    }
}
