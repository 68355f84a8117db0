package dev.suture.manager;

import dev.suture.examples.BuiltExample;
import dev.suture.examples.RunningService;
import dev.suture.examples.TicketdExample;
import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.PatchPlugin;
import dev.suture.plugin.Progress;
import dev.suture.upatch.UpatchPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The example service with two patches that replace the same function: the one it comes with, and one that doubles the group
 * fare's discount.
 *
 * @param binary the base program
 * @param fix patch file of {@code party-price}
 * @param doubled patch file of {@code double-fare}
 */
record TicketdPatches(Path binary, Path fix, Path doubled) {
    static final List<PatchPlugin> PLUGINS = List.of(new UpatchPlugin());
    static final String FIX = "ticketd/party-price";
    static final String DOUBLED = "ticketd/double-fare";

    /** What the program answers with {@link #doubled} on top. */
    static final String DOUBLED_ANSWER = "OK 5 travellers, 134.40 EUR, group fare -20%";

    static TicketdPatches build(Path folder) throws IOException, InterruptedException {
        BuiltExample example = TicketdExample.build(folder.resolve("example"));
        Path other = TicketdExample.extractTo(folder.resolve("double"));
        Path pricing = other.resolve("pricing.c");
        String source = Files.readString(pricing);
        String wanted = source.replace("if (travellers > group_tiers", "if (travellers >= group_tiers")
                .replace("discount = group_tiers[tier].discount;", "discount = 2 * group_tiers[tier].discount;");
        if (wanted.equals(source)) {
            throw new IllegalStateException("pricing.c is not what this test knows");
        }
        Files.writeString(pricing, wanted);
        Process make = new ProcessBuilder("make", "-j2", "CC=gcc")
                .directory(other.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("make.log").toFile())
                .start();
        if (make.waitFor() != 0) {
            throw new IllegalStateException(Files.readString(folder.resolve("make.log")));
        }
        return new TicketdPatches(
                example.baseBinary(),
                patch("party-price", example, example.patchedDir(), folder),
                patch("double-fare", example, other, folder));
    }

    private static Path patch(String name, BuiltExample example, Path patched, Path folder) {
        Path output = folder.resolve(name + ".upatch");
        new PatchFiles(PLUGINS)
                .build(
                        "upatch",
                        new BuildRequest(
                                name, example.baseDir(), patched, example.baseBinary(), Optional.empty(), output),
                        Progress.NONE);
        return output;
    }

    /** A service of the base program. */
    RunningService start() {
        return RunningService.start(binary, 4);
    }
}
