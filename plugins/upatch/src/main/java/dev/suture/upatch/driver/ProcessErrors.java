package dev.suture.upatch.driver;

import dev.suture.elf.ElfFormatException;
import dev.suture.nativebridge.AlreadyTracedException;
import dev.suture.nativebridge.PermissionDeniedException;
import dev.suture.nativebridge.ProcessAccessException;
import dev.suture.nativebridge.ProcessMemoryException;
import dev.suture.nativebridge.ProcessUnsupportedException;
import dev.suture.nativebridge.ProcessVanishedException;
import dev.suture.nativebridge.RemoteCallException;
import dev.suture.nativebridge.ThreadNotStoppingException;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.util.function.Supplier;

/** Says what the native bridge found in the words of the plugin interface. */
final class ProcessErrors {
    private ProcessErrors() {}

    static <T> T translate(Supplier<T> work) {
        try {
            return work.get();
        } catch (ProcessAccessException e) {
            throw translate(e);
        } catch (ElfFormatException e) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "patch-malformed",
                    "The patch and the target do not fit: " + e.getMessage(),
                    "Build the patch again for the target that runs.",
                    e);
        }
    }

    static PatchException translate(ProcessAccessException e) {
        return switch (e) {
            case ProcessVanishedException v ->
                trouble("process-vanished", v, "Nothing was left behind; choose a process that runs.");
            case AlreadyTracedException a ->
                new PatchException(
                        Kind.BUSY,
                        "already-traced",
                        a.getMessage() + " Nothing was changed.",
                        "Detach the debugger, then try again.",
                        a);
            case PermissionDeniedException d ->
                trouble("no-permission", d, "Run Suture as root or as the owner of the process.");
            case ThreadNotStoppingException t ->
                new PatchException(
                        Kind.BUSY, "thread-not-stopping", t.getMessage(), "Nothing was changed; try again later.", t);
            case ProcessUnsupportedException u ->
                new PatchException(Kind.REFUSED, "process-unsupported", u.getMessage(), "Choose another process.", u);
            case ProcessMemoryException m ->
                trouble("memory-unreachable", m, "Look at suture status to see what the process holds now.");
            case RemoteCallException r ->
                trouble("remote-call-failed", r, "Look at the process's limits (address space, seccomp).");
        };
    }

    private static PatchException trouble(String id, ProcessAccessException e, String remedy) {
        return new PatchException(Kind.TROUBLE, id, e.getMessage(), remedy, e);
    }
}
