package dev.suture.nativebridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Explains a refusal of the kernel: which rule of ptrace(2), "Ptrace access mode checking", stands in the way. */
final class Permissions {
    private static final Path YAMA = Path.of("/proc/sys/kernel/yama/ptrace_scope");

    private Permissions() {}

    /** The exception for an EPERM or EACCES of {@code action} (e.g. "read its memory"). */
    static PermissionDeniedException denied(int pid, String action) {
        int tracer = tracerOf(pid);
        return tracer != 0
                ? traced(pid, tracer)
                : new PermissionDeniedException(
                        pid,
                        "Not permitted to " + action + " of process " + pid + ": " + reason(pid)
                                + " Run Suture as root, or give it CAP_SYS_PTRACE.");
    }

    static AlreadyTracedException traced(int pid, int tracer) {
        return new AlreadyTracedException(pid, tracer, nameOf(tracer));
    }

    /** The thread that traces the process, 0 if none does or it cannot be told. */
    static int tracerOf(int pid) {
        return statusLine(pid, "TracerPid:").map(Integer::parseInt).orElse(0);
    }

    private static String nameOf(int pid) {
        return statusLine(pid, "Name:").orElse("unknown");
    }

    private static String reason(int pid) {
        String own = statusLine(Libc.getpid(), "Uid:").orElse("");
        String other = statusLine(pid, "Uid:").orElse("");
        if (!own.equals(other)) {
            return "it belongs to another user.";
        }
        return switch (scope()) {
            case "1" ->
                "kernel.yama.ptrace_scope is 1, which allows it only for own children; set it to 0 for a while.";
            case "2" -> "kernel.yama.ptrace_scope is 2, which allows it only with CAP_SYS_PTRACE.";
            case "3" ->
                "kernel.yama.ptrace_scope is 3, which forbids it to everybody until the machine is started again.";
            default -> "it has more rights than Suture, has made itself undumpable, or a container's rules forbid it.";
        };
    }

    private static String scope() {
        try {
            return Files.readString(YAMA).strip();
        } catch (IOException e) {
            return ""; // no Yama in this kernel
        }
    }

    private static Optional<String> statusLine(int pid, String key) {
        try (var lines = Files.lines(Path.of("/proc", Integer.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(key.length()).strip())
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException e) {
            return Optional.empty(); // gone meanwhile, or hidden: nothing to tell about it
        }
    }
}
