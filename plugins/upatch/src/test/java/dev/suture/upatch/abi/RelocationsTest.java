package dev.suture.upatch.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.suture.elf.AArch64;
import dev.suture.elf.Machine;
import dev.suture.elf.Relocation;
import dev.suture.elf.RelocationNames;
import dev.suture.elf.X86_64;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every relocation type a patch may have, done as ld does it. */
class RelocationsTest {
    private static final String DATA = """
                .data
                .balign 16
                .space 4096+48
                .globl datum
        datum:  .quad 1, 2
                .section .tbss,"awT",%nobits
                .balign 64
                .space 5000
                .balign 16
                .globl local_thread
        local_thread: .space 16
        """;

    private static final String AARCH64_DIRECT = """
                .text
                adr x3, near
                ldr x4, near
                cbz x1, near
                b.ne near
                tbz x2, #7, near
                bl near
                b far
                bl far + 8
                adrp x0, datum + 8
                adrp x0, :pg_hi21_nc:datum
                add x0, x0, :lo12:datum + 8
                ldrb w1, [x0, :lo12:datum + 3]
                ldrh w1, [x0, :lo12:datum + 2]
                ldr w1, [x0, :lo12:datum + 4]
                ldr x1, [x0, :lo12:datum + 8]
                ldr q1, [x0, :lo12:datum]
                str x7, [x0, :lo12:datum + 8]
                add x0, x0, :tprel_hi12:local_thread
                add x0, x0, :tprel_lo12_nc:local_thread + 8
                ldrb w1, [x0, :tprel_lo12_nc:local_thread + 3]
                ldrh w1, [x0, :tprel_lo12_nc:local_thread + 2]
                ldr w1, [x0, :tprel_lo12_nc:local_thread + 4]
                ldr x1, [x0, :tprel_lo12_nc:local_thread + 8]
                add x0, x0, :tprel_lo12:local_thread - 5000
                ldrb w1, [x0, :tprel_lo12:local_thread - 5000]
                ldrh w1, [x0, :tprel_lo12:local_thread - 5000]
                ldr w1, [x0, :tprel_lo12:local_thread - 5000]
                ldr x1, [x0, :tprel_lo12:local_thread - 5000]
                .xword datum + 8
                .xword datum - .
                .word datum
                .word datum - .
                .hword small
                .hword near - .
                .globl far
        far:    ret
        """;

    private static final String AARCH64_SLOTS = """
                .text
                adrp x0, :got:datum
                ldr x0, [x0, :got_lo12:datum]
                adrp x0, :gottprel:local_thread
                ldr x0, [x0, :gottprel_lo12:local_thread]
        """;

    private static final String X86_64_DIRECT = """
                .text
                .globl near
        near:   call near@PLT
                lea datum+8(%rip), %rax
                movl $datum, %eax
                movq $datum, %rax
                movq %fs:local_thread@tpoff, %rax
                .quad datum
                .quad datum - .
                ret
        """;

    private static final String X86_64_SLOTS = """
                .text
                movq datum@GOTPCREL(%rip), %rax
                call *near@GOTPCREL(%rip)
                pushq datum@GOTPCREL(%rip)
                movq local_thread@gottpoff(%rip), %rax
                .globl near
        near:   ret
        """;

    @TempDir
    Path folder;

    @Test
    void aarch64PlacesAreFilledAsByLd() throws Exception {
        Set<Integer> seen = new TreeSet<>();
        seen.addAll(compare(LinkedByLd.of(
                folder,
                Machine.AARCH64,
                AARCH64_DIRECT + DATA,
                "-Ttext=0x410ff4",
                "-Tdata=0x7653000",
                "--defsym=near=0x410f00",
                "--defsym=small=0x7ff8")));
        seen.addAll(compare(LinkedByLd.of(folder, Machine.AARCH64, AARCH64_SLOTS + DATA, "-shared")));
        assertThat(names(Machine.AARCH64, seen)).isEqualTo(names(Machine.AARCH64, all(Machine.AARCH64)));
    }

    @Test
    void x8664PlacesAreFilledAsByLd() throws Exception {
        Set<Integer> seen = new TreeSet<>();
        seen.addAll(compare(LinkedByLd.of(folder, Machine.X86_64, X86_64_DIRECT + DATA, "-Ttext=0x401000")));
        seen.addAll(compare(LinkedByLd.of(folder, Machine.X86_64, X86_64_SLOTS + DATA, "-shared")));
        assertThat(names(Machine.X86_64, seen)).isEqualTo(names(Machine.X86_64, all(Machine.X86_64)));
    }

    /** All types that have a form. */
    private static Set<Integer> all(Machine machine) {
        ProcessorAbi abi = ProcessorAbi.of(machine).orElseThrow();
        Set<Integer> result = new TreeSet<>();
        for (int type = 1; type < 1100; type++) {
            if (abi.form(type).isPresent()) {
                result.add(type);
            }
        }
        // The assembler has no way to write these.
        result.remove(AArch64.R_AARCH64_PLT32.number());
        result.remove(AArch64.R_AARCH64_TLSLE_LDST128_TPREL_LO12.number());
        result.remove(AArch64.R_AARCH64_TLSLE_LDST128_TPREL_LO12_NC.number());
        return result;
    }

    private static List<String> names(Machine machine, Set<Integer> types) {
        return types.stream().map(t -> RelocationNames.name(machine, t)).toList();
    }

    private static List<Integer> compare(LinkedByLd linked) {
        ProcessorAbi abi = ProcessorAbi.of(linked.linked().header().machine()).orElseThrow();
        byte[] code = linked.objectCode().contents().toArray();
        ByteBuffer image = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
        List<Integer> types = new ArrayList<>();
        for (Relocation relocation : linked.relocations()) {
            abi.apply(
                    image,
                    (int) relocation.offset(),
                    relocation.type(),
                    linked.value(relocation),
                    linked.codeStart() + relocation.offset());
            types.add(relocation.type());
            int end = (int) relocation.offset()
                    + abi.form(relocation.type()).orElseThrow().width();
            assertThat(java.util.Arrays.copyOf(code, end))
                    .as(RelocationNames.name(abi.machine(), relocation.type()))
                    .isEqualTo(java.util.Arrays.copyOf(linked.code(), end));
        }
        assertThat(code).isEqualTo(linked.code());
        return types;
    }

    @Test
    void whatDoesNotFitIsRefused() {
        ProcessorAbi arm = ProcessorAbi.of(Machine.AARCH64).orElseThrow();
        refuses(arm, AArch64.R_AARCH64_CALL26.number(), 0x8000000, 0);
        accepts(arm, AArch64.R_AARCH64_CALL26.number(), 0x7fffffc, 0);
        accepts(arm, AArch64.R_AARCH64_CALL26.number(), 0, 0x8000000);
        refuses(arm, AArch64.R_AARCH64_CALL26.number(), 0, 0x8000004);
        refuses(arm, AArch64.R_AARCH64_CALL26.number(), 0x1002, 0);
        refuses(arm, AArch64.R_AARCH64_ADR_PREL_PG_HI21.number(), 0x100000000L, 0xfff);
        accepts(arm, AArch64.R_AARCH64_ADR_PREL_PG_HI21.number(), 0xffffffffL, 0xfff);
        refuses(arm, AArch64.R_AARCH64_LDST64_ABS_LO12_NC.number(), 0x1004, 0);
        refuses(arm, AArch64.R_AARCH64_TLSLE_ADD_TPREL_LO12.number(), 0x1000, 0);
        refuses(arm, AArch64.R_AARCH64_PREL32.number(), 0x80000000L, 0);
        ProcessorAbi x86 = ProcessorAbi.of(Machine.X86_64).orElseThrow();
        refuses(x86, X86_64.R_X86_64_PC32.number(), 0x80000000L, 0);
        refuses(x86, X86_64.R_X86_64_32.number(), -1, 0);
        refuses(x86, X86_64.R_X86_64_32S.number(), 0xffffffffL, 0);
    }

    private static void accepts(ProcessorAbi abi, int type, long value, long place) {
        abi.apply(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN), 0, type, value, place);
    }

    private static void refuses(ProcessorAbi abi, int type, long value, long place) {
        assertThatThrownBy(() -> accepts(abi, type, value, place)).isInstanceOf(OutOfReachException.class);
    }
}
