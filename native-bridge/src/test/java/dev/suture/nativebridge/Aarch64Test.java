package dev.suture.nativebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Memory;
import dev.suture.elf.ElfFile;
import dev.suture.elf.Machine;
import dev.suture.elf.Section;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of AArch64 can be told on any machine, compared with its headers and its assembler. */
class Aarch64Test {
    private static final String GCC = "aarch64-linux-gnu-gcc";

    private static final String OFFSETS = """
            #include <signal.h>
            #include <stddef.h>
            #include <sys/procfs.h>
            #include <sys/ucontext.h>
            #include <sys/user.h>
            #include <asm/sigcontext.h>
            #include <sys/syscall.h>
            struct rt_sigframe { siginfo_t info; ucontext_t uc; };
            #define AT(member) offsetof(struct rt_sigframe, uc.member)
            const unsigned long offsets[] = {
              AT(uc_stack.ss_flags), AT(uc_sigmask), AT(uc_mcontext.regs), AT(uc_mcontext.sp), AT(uc_mcontext.__reserved),
              FPSIMD_MAGIC | sizeof(struct fpsimd_context) << 32,
              offsetof(struct fpsimd_context, fpsr), offsetof(struct fpsimd_context, vregs),
              offsetof(struct user_fpsimd_struct, fpsr), sizeof(struct user_fpsimd_struct),
              offsetof(struct user_regs_struct, regs[30]), offsetof(struct user_regs_struct, sp),
              offsetof(struct user_regs_struct, pc), offsetof(struct user_regs_struct, pstate),
              sizeof(struct user_regs_struct), __NR_mmap, __NR_mprotect, __NR_munmap,
              __NR_epoll_pwait, __NR_epoll_pwait2, __NR_rt_sigtimedwait, __NR_io_getevents,
              __NR_nanosleep, __NR_clock_nanosleep, __NR_futex, __NR_rt_sigreturn };
            """;

    private final Architecture arm = Architecture.of(Machine.AARCH64).orElseThrow();

    @TempDir
    Path folder;

    @Test
    void layoutsAndNumbersAreThoseOfTheHeaders() throws Exception {
        ByteBuffer found =
                ByteBuffer.wrap(compiled("offsets.c", OFFSETS, ".rodata")).order(ByteOrder.LITTLE_ENDIAN);
        List<Long> offsets = new ArrayList<>();
        while (found.hasRemaining()) {
            offsets.add(found.getLong());
        }
        SystemCallNumbers calls = arm.systemCalls();
        assertThat(offsets)
                .containsExactly(
                        (long) Aarch64ReturnFrame.SS_FLAGS,
                        (long) Aarch64ReturnFrame.SIGNAL_MASK,
                        (long) Aarch64ReturnFrame.REGISTERS,
                        (long) Aarch64ReturnFrame.STACK_POINTER,
                        (long) Aarch64ReturnFrame.RECORDS,
                        Aarch64ReturnFrame.FIRST_HEAD,
                        8L,
                        16L,
                        512L,
                        528L,
                        (long) Aarch64.LINK,
                        (long) Aarch64.SP,
                        (long) Aarch64.PC,
                        (long) Aarch64.PSTATE,
                        (long) arm.layout().size(),
                        (long) calls.mmap(),
                        (long) calls.mprotect(),
                        (long) calls.munmap(),
                        22L,
                        441L,
                        137L,
                        4L,
                        101L,
                        115L,
                        98L,
                        139L);
    }

    @Test
    void theReturnFrameHoldsWhatTheThreadHad() {
        Registers registers = registers();
        Memory extended = new Memory(528);
        for (int i = 0; i < 520; i++) {
            extended.setByte(i, (byte) (i * 7));
        }
        ReturnFrame frame =
                arm.returnFrame(registers, 0xfedc, 0x1234, extended, 528).orElseThrow();
        assertThat(frame.address() % 16).isZero();
        assertThat(frame.address() + frame.bytes().length).isLessThanOrEqualTo(registers.sp());
        ByteBuffer bytes = ByteBuffer.wrap(frame.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getLong(Aarch64ReturnFrame.SIGNAL_MASK)).isEqualTo(0xfedc);
        for (int register = 0; register < arm.layout().size(); register += 8) {
            assertThat(bytes.getLong(Aarch64ReturnFrame.REGISTERS + register)).isEqualTo(registers.get(register));
        }
        int record = Aarch64ReturnFrame.RECORDS;
        assertThat(bytes.getInt(record + 8)).as("fpsr").isEqualTo(extended.getInt(512));
        assertThat(bytes.getInt(record + 12)).as("fpcr").isEqualTo(extended.getInt(516));
        assertThat(bytes.getLong(record + 16 + 504)).as("upper half of v31").isEqualTo(extended.getLong(504));
        assertThat(bytes.getLong(record + 528)).as("the last record").isZero();
        assertThat(arm.interruptedStacks(frame.bytes(), frame.bytes().length, 0))
                .as("found again on the stack")
                .containsExactly(registers.sp());
        assertThat(arm.returnFrame(registers, 0, 0, extended, 500)).isEmpty();
    }

    @Test
    void aCallReturnsIntoTheFrame() {
        Registers registers = registers();
        registers.set(Aarch64.PSTATE, 0x60000c00L);
        arm.prepareReturn(registers, new ReturnFrame(0x7000, new byte[0]), 0x1234);
        arm.prepareCall(registers, 222, 5, 6);
        assertThat(registers.sp()).isEqualTo(0x7000);
        assertThat(registers.get(Aarch64.LINK)).isEqualTo(0x1234);
        assertThat(registers.get(Aarch64.X8)).isEqualTo(222);
        assertThat(registers.get(Aarch64.X0)).isEqualTo(5);
        assertThat(registers.get(5 * 8)).isZero();
        assertThat(registers.get(Aarch64.PSTATE)).as("no landing pad is due").isEqualTo(0x60000000L);
    }

    @Test
    void codeIsWhatTheAssemblerMakes() throws Exception {
        CallPatterns patterns = arm.patterns();
        assertThat(patterns.systemCallReturn()).isEqualTo(assembled("svc #0\nret"));
        assertThat(patterns.systemCall()).isEqualTo(assembled("svc #0"));
        assertThat(patterns.restorer()).isEqualTo(assembled("mov x8, #139\nsvc #0"));
        for (String call : new String[] {"bl .+64", "bl .-64", "blr x3", "blraa x3, x4", "blrab x3, sp", "blraaz x9"}) {
            assertThat(arm.callMayEnd(assembled(call))).as(call).isTrue();
        }
        for (String other : new String[] {"b .+64", "br x3", "ret", "braa x3, x4", "nop", "b.eq .+8", "svc #0"}) {
            assertThat(arm.callMayEnd(assembled(other))).as(other).isFalse();
        }
    }

    @Test
    void aWaitThatWasCutShortIsMadeAgain() {
        WaitingCall waited = WaitingCall.parse(
                        "22 0x5 0xffff0010 0x1 0xffffffffffffffff 0x0 0x8 0xffffe000 0xaaaa1004\n")
                .orElseThrow();
        Registers registers = registers();
        registers.set(Aarch64.X8, 22);
        registers.set(Aarch64.X0, -4);
        registers.set(8, 0xffff0010L);
        registers.set(16, 1);
        registers.set(24, -1);
        registers.set(32, 0);
        registers.set(40, 8);
        registers.set(Aarch64.SP, 0xffffe000L);
        registers.set(Aarch64.PC, 0xaaaa1008L);
        assertThat(Aarch64Restart.again(registers, waited))
                .as("from another place")
                .isFalse();
        registers.set(Aarch64.PC, 0xaaaa1004L);
        registers.set(16, 2);
        assertThat(Aarch64Restart.again(registers, waited))
                .as("with another argument")
                .isFalse();
        registers.set(16, 1);
        assertThat(Aarch64Restart.again(registers, waited)).isTrue();
        assertThat(registers.get(Aarch64.X0)).isEqualTo(5);
        assertThat(registers.pc()).isEqualTo(0xaaaa1000L);
    }

    @Test
    void linesOfRunningThreadsTellOfNoCall() {
        assertThat(WaitingCall.parse("running\n")).isEmpty();
        assertThat(WaitingCall.parse("-1 0x7ffc0 0x55e0\n")).isEqualTo(Optional.empty());
    }

    private Registers registers() {
        Registers registers = new Registers(arm.layout());
        for (int register = 0; register < arm.layout().size(); register += 8) {
            registers.set(register, 0x1111L * (register + 1));
        }
        registers.set(Aarch64.SP, 0x7fff1238L);
        return registers;
    }

    private byte[] assembled(String code) throws Exception {
        return compiled("code.s", ".arch armv8.5-a\n.text\n" + code + "\n", ".text");
    }

    private byte[] compiled(String name, String source, String section) throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin", GCC)),
                "skipped: " + GCC + " is not installed (gcc-aarch64-linux-gnu, libc6-dev-arm64-cross)");
        Path file = Files.writeString(folder.resolve(name), source);
        Path object = folder.resolve("out.o");
        Process gcc = new ProcessBuilder(GCC, "-D_GNU_SOURCE", "-c", "-o", object.toString(), file.toString())
                .inheritIO()
                .start();
        assertThat(gcc.waitFor()).isZero();
        Section found = ElfFile.open(object).section(section).orElseThrow();
        return found.contents().toArray();
    }
}
