package dev.suture.upatch.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.suture.elf.Machine;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jumps, stubs and veneers are the instructions that as and ld make of their listings. */
class JumpsTest {
    private static final long FROM = 0x41fff8;
    private static final long NEAR = 0x8400000;
    private static final long FAR = 0x12345678ccL;

    private final ProcessorAbi arm = ProcessorAbi.of(Machine.AARCH64).orElseThrow();
    private final ProcessorAbi x86 = ProcessorAbi.of(Machine.X86_64).orElseThrow();

    @TempDir
    Path folder;

    @Test
    void aarch64JumpsByOneInstructionWhereThatReaches() throws Exception {
        byte[] function = assembled("stp x29, x30, [sp, #-32]!\nret", NEAR);
        assertThat(arm.jump(FROM, NEAR, function)).isEqualTo(assembled("b there", NEAR));
        assertThat(arm.jump(NEAR, FROM, function)).hasSize(4);
    }

    /** b counts 128 MiB from where it stands, which behind a landing pad is one instruction later. */
    @Test
    void aarch64UsesOneInstructionUpToItsVeryReach() throws Exception {
        byte[] function = assembled("mov x0, #1\nret\nnop\nnop", NEAR);
        byte[] padded = assembled("bti c\nmov x0, #1\nret\nnop", NEAR);
        long from = 0x40000000L;
        long reach = 128L << 20;
        assertThat(arm.jump(from, from + reach - 4, function)).hasSize(4);
        assertThat(arm.jump(from, from - reach, function)).hasSize(4);
        assertThat(arm.jump(from, from + reach, function)).hasSize(12);
        assertThat(arm.jump(from, from - reach - 4, function)).hasSize(12);
        assertThat(arm.jump(from, from + reach, padded)).hasSize(8);
        assertThat(arm.jump(from, from + reach + 4, padded)).hasSize(16);
        assertThat(arm.jump(from, from - reach + 4, padded)).hasSize(8);
        assertThat(arm.jump(from, from - reach, padded)).hasSize(16);
        assertThat(arm.jumpReach()).as("where a patch is put").isLessThan(reach);
    }

    @Test
    void aarch64JumpsByThreeInstructionsWhereOneDoesNotReach() throws Exception {
        byte[] function = assembled("mov x0, #1\nret\nnop", NEAR);
        long far = FROM + 0xf0000000L;
        assertThat(arm.jump(FROM, far, function))
                .isEqualTo(assembled("adrp x16, there\nadd x16, x16, :lo12:there\nbr x16", far));
    }

    /** adrp counts four gigabytes in pages. */
    @Test
    void aarch64UsesThreeInstructionsUpToTheirVeryReach() throws Exception {
        byte[] function = assembled("mov x0, #1\nret\nnop\nnop", NEAR);
        long from = 0x12345678000L;
        long reach = 4L << 30;
        assertThat(arm.jump(from + 0xffc, from + reach - 4, function)).hasSize(12);
        assertThat(arm.jump(from + 0xffc, from + reach, function)).hasSize(ProcessorAbi.LONGEST_JUMP);
        assertThat(arm.jump(from + 0xffc, from - reach, function)).hasSize(12);
        assertThat(arm.jump(from, from - reach - 4, function)).hasSize(ProcessorAbi.LONGEST_JUMP);
        assertThat(arm.reach()).as("where a patch is put").isLessThan(reach);
    }

    @Test
    void aarch64JumpsByAnAddressWhereNoDistanceReaches() throws Exception {
        byte[] function = assembled("mov x0, #1\nret\nnop\nnop", NEAR);
        assertThat(arm.jump(FROM, FAR, function))
                .isEqualTo(assembled("ldr x16, .+8\nbr x16\n.quad there", FAR))
                .hasSize(ProcessorAbi.LONGEST_JUMP);
        byte[] padded = assembled("bti c\nmov x0, #1\nret\nnop", NEAR);
        assertThatThrownBy(() -> arm.jump(FROM, FAR, padded)).isInstanceOf(OutOfReachException.class);
    }

    /** A function may be called through a pointer: its first instruction has to stay a landing pad. */
    @Test
    void aarch64JumpsBehindALandingPad() throws Exception {
        for (String pad : new String[] {"bti c", "bti jc"}) {
            byte[] function = assembled(pad + "\nmov x0, #1\nret", NEAR);
            assertThat(arm.jump(FROM, NEAR, function)).isEqualTo(assembled(pad + "\nb there", NEAR));
        }
        // Signing the return address belongs to the replaced code, and is a landing pad besides.
        byte[] signing = assembled("paciasp\nstp x29, x30, [sp, #-32]!", NEAR);
        assertThat(arm.jump(FROM, NEAR, signing)).isEqualTo(assembled("bti c\nb there", NEAR));
        long far = FROM - 0xf0000000L + 0xff000000L;
        assertThat(arm.jump(FROM, far, signing))
                .isEqualTo(assembled("bti c\nadrp x16, there\nadd x16, x16, :lo12:there\nbr x16", far))
                .hasSize(ProcessorAbi.LONGEST_JUMP);
    }

    @Test
    void aarch64StubsGoThroughTheirSlotAndVeneersToTheirFunction() throws Exception {
        long slot = FROM + 0x12345678L;
        assertThat(arm.slotStub(FROM, slot))
                .isEqualTo(assembled("adrp x16, there\nldr x16, [x16, :lo12:there]\nbr x16", slot));
        assertThat(arm.veneer(FROM, FROM - 0x300000))
                .isEqualTo(assembled("adrp x16, there\nadd x16, x16, :lo12:there\nbr x16", FROM - 0x300000));
        assertThat(arm.slotStub(FROM, slot).length).isLessThanOrEqualTo(arm.stubSize());
    }

    @Test
    void x8664JumpsByFiveBytesWhereTheyReach() throws Exception {
        assertThat(x86.jump(FROM, NEAR, new byte[16])).isEqualTo(x86Assembled("jmp there", NEAR));
        assertThat(x86.jump(FROM, FAR, new byte[16])).isEqualTo(x86Assembled("jmp *0(%rip)\n.quad there", FAR));
        assertThat(x86.slotStub(FROM, NEAR)).isEqualTo(x86Assembled("jmp *there(%rip)", NEAR));
    }

    private byte[] assembled(String code, long there) throws Exception {
        return linked(Machine.AARCH64, ".arch armv8.5-a\n.text\n" + code + "\n", there);
    }

    private byte[] x86Assembled(String code, long there) throws Exception {
        return linked(Machine.X86_64, ".text\n" + code + "\n", there);
    }

    private byte[] linked(Machine machine, String listing, long there) throws Exception {
        LinkedByLd linked = LinkedByLd.of(
                folder, machine, listing, "-Ttext=0x%x".formatted(FROM), "--defsym=there=0x%x".formatted(there));
        byte[] code = linked.code();
        return Arrays.copyOf(code, (int) linked.objectCode().size());
    }
}
