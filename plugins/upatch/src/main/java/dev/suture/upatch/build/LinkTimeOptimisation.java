package dev.suture.upatch.build;

import static dev.suture.plugin.PatchException.Kind.REFUSED;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import dev.suture.elf.ElfFormatException;
import dev.suture.plugin.PatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * With link-time optimisation a program's code is made when it is linked, from all objects at once: what a function of
 * one object became may stand inlined in others, and no object holds it.
 */
final class LinkTimeOptimisation {
    /** Sections in which gcc keeps its intermediate language. */
    private static final String GIMPLE = ".gnu.lto_";
    /** LLVM bitcode, "File Magic". */
    private static final byte[] BITCODE = {'B', 'C', (byte) 0xc0, (byte) 0xde};

    private static final String REMEDY = "Build and deploy the target without it (-fno-lto), and patch that.";

    private LinkTimeOptimisation() {}

    /** @throws PatchException (REFUSED) if an object holds no code but what a compiler keeps for itself */
    static void refuseObjects(DiffReport report) {
        for (ObjectDiff object : report.objects()) {
            if (Stream.of(object.comparison().base(), object.comparison().patched())
                    .anyMatch(LinkTimeOptimisation::isIntermediate)) {
                throw intermediate(object.name());
            }
        }
    }

    private static boolean isIntermediate(ObjectItems items) {
        return items.file().sections().stream().anyMatch(s -> s.name().startsWith(GIMPLE))
                && items.named().stream().noneMatch(i -> i.kind() == ItemKind.FUNCTION);
    }

    /** @throws PatchException (REFUSED) if a file that could not be read is no ELF because it is bitcode */
    static void refuseBitcode(ElfFormatException failure) {
        Path file = Path.of(failure.file());
        if (Files.isRegularFile(file) && Arrays.equals(beginning(file), BITCODE)) {
            throw intermediate(failure.file());
        }
    }

    private static byte[] beginning(Path file) {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(BITCODE.length);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static PatchException intermediate(String object) {
        return new PatchException(
                REFUSED,
                "lto",
                "%s is compiled for link-time optimisation: it holds the compiler's intermediate language and no code."
                        .formatted(object),
                REMEDY);
    }

    /**
     * Tells by the source files that the target's symbols name: those of objects whose code was made anew are not among
     * them.
     *
     * @throws PatchException (REFUSED) if a changed object may be in the target in another shape than its own
     */
    static void refuseTarget(TargetElf target, DiffReport report) {
        for (ObjectDiff object : report.objects()) {
            ObjectInTarget inTarget = new ObjectInTarget(target, object);
            if (object.status() != Status.CHANGED || inTarget.sourceIsNamed()) {
                continue;
            }
            if (target.isLinkTimeOptimised()) {
                throw new PatchException(
                        REFUSED,
                        "lto",
                        "%s was linked with link-time optimisation: its code was made anew from all objects at once, so it cannot be told what of it is from %s."
                                .formatted(target.name(), object.name()),
                        REMEDY);
            }
            if (inTarget.isLinkedIn()) {
                throw new PatchException(
                        REFUSED,
                        "base-mismatch",
                        "%s has functions of %s, but does not name %s among its source files: it was linked from other objects, or with link-time optimisation."
                                .formatted(target.name(), object.name(), inTarget.sourceFile()),
                        "Build the base objects exactly as the target was built, without link-time optimisation.");
            }
        }
    }
}
