package dev.suture.nativebridge;

import static dev.suture.nativebridge.Tracee.PROT_EXEC;
import static dev.suture.nativebridge.Tracee.PROT_READ;
import static dev.suture.nativebridge.Tracee.PROT_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a filter says is known before a call is made that it may kill the process for. */
class SeccompTest {
    /** Installs the filter that its argument names and goes on counting. */
    private static final String FILTERED = """
            #include <errno.h>
            #include <linux/audit.h>
            #include <linux/filter.h>
            #include <linux/seccomp.h>
            #include <stddef.h>
            #include <stdio.h>
            #include <string.h>
            #include <sys/prctl.h>
            #include <sys/syscall.h>
            #include <unistd.h>
            #define ARG(n) (offsetof(struct seccomp_data, args) + 8 * (n))
            #define INSTALL(...) do { struct sock_filter f[] = { __VA_ARGS__ }; \\
              struct sock_fprog p = { sizeof f / sizeof *f, f }; \\
              if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &p)) perror("seccomp"); } while (0)
            #define LOAD(at) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, at)
            #define IF(how, k, t, f) BPF_JUMP(BPF_JMP | how | BPF_K, k, t, f)
            #define SAY(what) BPF_STMT(BPF_RET | BPF_K, what)
            volatile long counters[1];
            int main(int argc, char **argv) {
              setvbuf(stdout, NULL, _IOLBF, 0);
              prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
              const char *which = argv[1];
              if (!strcmp(which, "allowing"))
                INSTALL(LOAD(0), IF(BPF_JEQ, SYS_mmap, 0, 1), SAY(SECCOMP_RET_LOG), SAY(SECCOMP_RET_ALLOW));
              /* As systemd's MemoryDenyWriteExecute: no mapping becomes code that was not mapped as code. */
              if (!strcmp(which, "no-mprotect-exec"))
                INSTALL(LOAD(0), IF(BPF_JEQ, SYS_mprotect, 0, 3), LOAD(ARG(2)), IF(BPF_JSET, 4, 0, 1),
                  SAY(SECCOMP_RET_ERRNO | EPERM), SAY(SECCOMP_RET_ALLOW));
              if (!strcmp(which, "killing-exec"))
                INSTALL(LOAD(offsetof(struct seccomp_data, arch)), IF(BPF_JEQ, AUDIT_ARCH_X86_64, 1, 0),
                  SAY(SECCOMP_RET_KILL_PROCESS), LOAD(0), IF(BPF_JEQ, SYS_mmap, 0, 4), LOAD(ARG(2)),
                  BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 4), IF(BPF_JEQ, 4, 0, 1), SAY(SECCOMP_RET_KILL_PROCESS),
                  SAY(SECCOMP_RET_ALLOW));
              if (!strcmp(which, "failing-munmap")) {
                INSTALL(LOAD(0), IF(BPF_JEQ, SYS_munmap, 0, 1), SAY(SECCOMP_RET_ERRNO | EPERM), SAY(SECCOMP_RET_ALLOW));
                INSTALL(SAY(SECCOMP_RET_ALLOW));
              }
              if (!strcmp(which, "trapping-sigreturn"))
                INSTALL(LOAD(0), BPF_STMT(BPF_ST, 3), BPF_STMT(BPF_LD | BPF_IMM, 0), BPF_STMT(BPF_LD | BPF_MEM, 3),
                  BPF_STMT(BPF_MISC | BPF_TAX, 0), BPF_STMT(BPF_MISC | BPF_TXA, 0),
                  IF(BPF_JGE, SYS_rt_sigreturn, 0, 2), IF(BPF_JGT, SYS_rt_sigreturn, 1, 0),
                  SAY(SECCOMP_RET_TRAP), SAY(SECCOMP_RET_ALLOW));
              printf("ready\\n");
              for (;;) counters[0]++;
            }
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "none, '', ''",
        "allowing, '', ''",
        "no-mprotect-exec, '', ''",
        "killing-exec, mmap, kills the process for it",
        "failing-munmap, munmap, makes it fail",
        "trapping-sigreturn, rt_sigreturn, raises SIGSYS for it"
    })
    void saysWhatTheFiltersDoWithoutMakingTheCalls(String which, String call, String consequence) throws Exception {
        Path binary = Victim.compile(directory, "filtered", FILTERED);
        try (Victim victim = Victim.start(binary, which);
                Tracee tracee = Tracee.of(victim.process())) {
            SeccompAnswer answer =
                    tracee.seccomp(0x10000000, 8192, PROT_READ, PROT_READ | PROT_EXEC, PROT_READ | PROT_WRITE);
            if (call.isEmpty()) {
                assertThat(answer).isEqualTo(new SeccompAnswer.Allowed());
                long address = tracee.mmap(0, 8192, PROT_READ, 0);
                tracee.mmap(address, 4096, PROT_READ | PROT_EXEC, Tracee.MAP_FIXED);
                tracee.munmap(address, 8192);
            } else {
                assertThat(answer).isEqualTo(new SeccompAnswer.Refused(call, consequence));
            }
            long counter = victim.addressOf("counters");
            long before = tracee.memory().readLong(counter);
            Victim.await(() -> tracee.memory().readLong(counter) > before, "the program to go on");
        }
    }

    /** Programs the kernel would not take must not keep the interpreter busy or make it fail. */
    @Test
    void readsBrokenProgramsToAnEnd() {
        ByteBuffer data = ByteBuffer.allocate(SeccompFilter.DATA).order(ByteOrder.nativeOrder());
        for (int seed = 0; seed < 20_000; seed++) {
            byte[] bytes = new byte[(1 + seed % 16) * SeccompFilter.INSTRUCTION];
            new java.util.Random(seed).nextBytes(bytes);
            SeccompFilter filter = new SeccompFilter(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()));
            assertThat(filter.run(data) & 0xffff).isZero();
        }
    }
}
