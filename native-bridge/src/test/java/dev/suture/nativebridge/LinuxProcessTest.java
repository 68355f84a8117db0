package dev.suture.nativebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxProcessTest {
    private static final String PROGRAM = """
            #include <stdio.h>
            #include <unistd.h>
            volatile unsigned long word = 0x1122334455667788;
            const char constant[16] = "read only";
            __attribute__((noinline, noclone)) int answer(int n) { return n + 41; }
            int main(void) {
              setvbuf(stdout, NULL, _IOLBF, 0);
              printf("ready\\n");
              int last = 0;
              for (;;) { int now = answer((int) (word & 1)); if (now != last) printf("answer=%d\\n", last = now); usleep(1000); }
            }
            """;

    @TempDir
    Path directory;

    @Test
    void parsesLinesOfMaps() {
        MemoryMapping file = MemoryMapping.parse(
                "7f2c4a000000-7f2c4a021000 r-xp 00026000 fe:01 1234                       /opt/a b/lib c.so (deleted)");
        assertThat(file)
                .isEqualTo(new MemoryMapping(
                        0x7f2c4a000000L, 0x7f2c4a021000L, "r-xp", 0x26000, "fe:01", 1234, "/opt/a b/lib c.so", true));
        assertThat(file.executable()).isTrue();
        assertThat(file.writable()).isFalse();
        assertThat(file.fileBacked()).isTrue();
        MemoryMapping anonymous = MemoryMapping.parse("7ffd1000-7ffd2000 rw-p 00000000 00:00 0 ");
        assertThat(anonymous.path()).isEmpty();
        assertThat(anonymous.fileBacked()).isFalse();
        MemoryMapping vsyscall = MemoryMapping.parse(
                "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]");
        assertThat(vsyscall.contains(0xffffffffff600010L)).isTrue();
        assertThat(vsyscall.readable()).isFalse();
        assertThatThrownBy(() -> MemoryMapping.parse("nonsense")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void describesAProcess() throws Exception {
        Path binary = Victim.compile(directory, "program", PROGRAM);
        try (Victim victim = Victim.start(binary, "one", "two words")) {
            LinuxProcess process = victim.process();
            assertThat(process.commandLine()).isEqualTo(List.of(binary.toString(), "one", "two words"));
            assertThat(process.executable()).isEqualTo(binary);
            assertThat(process.executableDeleted()).isFalse();
            assertThat(process.name()).isEqualTo("program");
            assertThat(process.threadIds()).containsExactly(victim.pid());
            assertThat(process.user()).isEqualTo(System.getProperty("user.name"));
            assertThat(process.tracerPid()).isEmpty();
            assertThat(Duration.between(process.startTime(), Instant.now()).abs())
                    .isLessThan(Duration.ofMinutes(1));
            assertThat(process.maps())
                    .anyMatch(mapping -> mapping.path().equals(binary.toString()) && mapping.executable())
                    .anyMatch(mapping -> mapping.path().equals("[stack]") && mapping.writable());
            assertThat(LinuxProcess.all()).contains(process);
            assertThat(LinuxProcess.of(victim.pid())).isEqualTo(process);
        }
    }

    @Test
    void opensTheMappedFileEvenIfDeletedAndReplaced() throws Exception {
        Path binary = Victim.compile(directory, "program", PROGRAM);
        byte[] original = Files.readAllBytes(binary);
        try (Victim victim = Victim.start(binary)) {
            MemoryMapping mapping = victim.process().maps().getFirst();
            assertThat(victim.process().fileOf(mapping)).hasBinaryContent(original);
            Files.delete(binary);
            Files.writeString(binary, "something else");
            assumeTrue(
                    Files.isReadable(Path.of("/proc/" + victim.pid() + "/map_files", mapping.mapFilesName())),
                    "skipped: map_files needs more rights");
            MemoryMapping deleted = victim.process().maps().getFirst();
            assertThat(deleted.deleted()).isTrue();
            assertThat(deleted.path()).isEqualTo(binary.toString());
            assertThat(victim.process().fileOf(deleted)).hasBinaryContent(original);
            assertThat(victim.process().executableFile()).hasBinaryContent(original);
            assertThat(victim.process().executable()).isEqualTo(binary);
            assertThat(victim.process().executableDeleted()).isTrue();
        }
    }

    @Test
    void readsAndWritesMemoryTextIncluded() throws Exception {
        Path binary = Victim.compile(directory, "program", PROGRAM);
        try (Victim victim = Victim.start(binary);
                ProcessMemory memory = victim.process().openMemory()) {
            long word = victim.addressOf("word");
            assertThat(memory.readLong(word)).isEqualTo(0x1122334455667788L);
            memory.writeLong(word, 3);
            Victim.await(() -> victim.values("answer").contains(42L), "the answer after the word was written");

            FunctionRange answer = victim.function("answer");
            // mov eax,1234; ret
            memory.writeVerified(answer.start(), HexFormat.of().parseHex("b8d2040000c3"));
            Victim.await(() -> victim.values("answer").contains(1234L), "the answer of the new code");

            long constant = victim.addressOf("constant");
            memory.writeVerified(constant, "READ".getBytes());
            assertThat(new String(memory.read(constant, 9))).isEqualTo("READ only");
        }
    }

    @Test
    void reportsWhereMemoryEnds() throws Exception {
        Path binary = Victim.compile(directory, "program", PROGRAM);
        try (Victim victim = Victim.start(binary);
                ProcessMemory memory = victim.process().openMemory()) {
            MemoryMapping stack = victim.process().maps().stream()
                    .filter(mapping -> mapping.path().equals("[stack]"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = new byte[100];
            assertThat(memory.readSome(stack.end() - 40, bytes, 10, 90)).isEqualTo(40);
            assertThat(memory.readSome(8, bytes, 0, 8)).isZero();
            assertThatThrownBy(() -> memory.read(stack.end() - 40, 100))
                    .isInstanceOfSatisfying(
                            ProcessMemoryException.class,
                            e -> assertThat(e.address()).isEqualTo(stack.end()));
            assertThatThrownBy(() -> memory.write(8, new byte[8])).isInstanceOf(ProcessMemoryException.class);
            assertThatThrownBy(() -> memory.read(stack.start(), bytes, 95, 6))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(memory.read(stack.start(), (int) stack.length())).hasSize((int) stack.length());
        }
    }

    @Test
    void tellsThatAProcessIsNotThere() {
        // Above the highest pid Linux gives (4194304, proc_sys_kernel(5)).
        assertThatThrownBy(() -> LinuxProcess.of(4_194_305))
                .isInstanceOf(ProcessVanishedException.class)
                .hasMessageContaining("4194305");
    }

    @Test
    void refusesToTraceItself() {
        LinuxProcess self = LinuxProcess.of((int) ProcessHandle.current().pid());
        assertThatThrownBy(() -> Tracee.of(self)).isInstanceOf(ProcessUnsupportedException.class);
    }
}
