package dev.suture.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** systemd has no word against the unit that is shipped. */
class SystemdUnitTest {
    private static final Path UNIT = Path.of("src/main/systemd/suture-agent.service");
    private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

    @TempDir
    private Path folder;

    @Test
    void theUnitIsWhatSystemdUnderstands() throws Exception {
        assumeTrue(Files.isExecutable(ANALYZE), "skipped: there is no systemd-analyze");
        String unit = Files.readString(UNIT);
        assertThat(unit).contains("ExecStart=/usr/bin/suture agent\n");
        // The program need not be installed where this is tested.
        Path copy = Files.writeString(
                folder.resolve("suture-agent.service"), unit.replace("/usr/bin/suture agent", "/bin/true agent"));
        assertThat(analyze("verify", copy.toString())).isEmpty();
        assertThat(analyze("security", "--offline=true", "--threshold=35", copy.toString()))
                .contains("Overall exposure level for suture-agent.service: ");
    }

    /** Fails unless it succeeds; returns what it says. */
    private static String analyze(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = ANALYZE.toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
