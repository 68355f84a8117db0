package dev.suture.nativebridge.demangle;

import dev.suture.elf.asm.Demangler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks binutils' {@code c++filt}: a program for each name, so only where no C++ runtime library is installed. */
public final class CxxfiltDemangler implements Demangler {
    private static final long PATIENCE_SECONDS = 5;

    private final List<String> command;

    public CxxfiltDemangler() {
        this("c++filt");
    }

    /** @param program name or path of c++filt */
    CxxfiltDemangler(String program) {
        this.command = List.of(program);
    }

    @Override
    public Optional<String> demangle(String name) {
        if (!name.startsWith("_Z")) {
            return Optional.empty();
        }
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // By standard input: a name may be longer than an argument may be.
            try (var in = process.getOutputStream()) {
                in.write(name.getBytes(StandardCharsets.UTF_8));
            }
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            return ended && process.exitValue() == 0 && !answer.isEmpty() && !answer.equals(name)
                    ? Optional.of(answer)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // not installed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public int priority() {
        return 0;
    }
}
