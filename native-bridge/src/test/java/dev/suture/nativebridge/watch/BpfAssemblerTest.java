package dev.suture.nativebridge.watch;

import static dev.suture.nativebridge.watch.BpfAssembler.FRAME;
import static dev.suture.nativebridge.watch.BpfAssembler.R0;
import static dev.suture.nativebridge.watch.BpfAssembler.R1;
import static dev.suture.nativebridge.watch.BpfAssembler.R2;
import static dev.suture.nativebridge.watch.BpfAssembler.R6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bytes are those of RFC 9669, looked over with {@code llvm-mc -disassemble -triple=bpfel}. */
class BpfAssemblerTest {
    @BeforeEach
    void littleEndian() {
        Assumptions.assumeTrue(
                ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN,
                "skipped: the bytes are those of little-endian machines");
    }

    private static String hex(BpfAssembler code) {
        return HexFormat.of().formatHex(code.assemble());
    }

    @Test
    void instructionsAreEncodedAsTheKernelReadsThem() {
        assertThat(hex(new BpfAssembler().set(R0, 0).exit())).isEqualTo("b700000000000000" + "9500000000000000");
        assertThat(hex(new BpfAssembler().move(R6, R1))).isEqualTo("bf16000000000000");
        assertThat(hex(new BpfAssembler().stackAddress(R2, -16))).isEqualTo("bfa2000000000000" + "07020000f0ffffff");
        assertThat(hex(new BpfAssembler().load(R1, R6, 128))).isEqualTo("7961800000000000");
        assertThat(hex(new BpfAssembler().store(FRAME, -8, R0))).isEqualTo("7b0af8ff00000000");
        assertThat(hex(new BpfAssembler().storeConstant(FRAME, -24, 1))).isEqualTo("7a0ae8ff01000000");
        assertThat(hex(new BpfAssembler().addRegister(R1, R2))).isEqualTo("0f21000000000000");
        assertThat(hex(new BpfAssembler().call(BpfHelper.GET_CURRENT_PID_TGID))).isEqualTo("850000000e000000");
    }

    @Test
    void jumpsCountFromTheNextInstruction() {
        BpfAssembler code = new BpfAssembler()
                .jumpIfEqual(R0, 0, "end")
                .set(R0, 1)
                .jumpIfGreater(R0, R1, "end")
                .label("end")
                .exit();
        assertThat(hex(code))
                .isEqualTo("1500020000000000" + "b700000001000000" + "2d10000000000000" + "9500000000000000");
    }

    @Test
    void functionsAreFoundByTheirDistance() {
        BpfAssembler code = new BpfAssembler()
                .function("main")
                .loadFunction(R2, "other")
                .exit()
                .function("other")
                .exit();
        assertThat(hex(code))
                .isEqualTo("1842000002000000" + "0000000000000000" + "9500000000000000" + "9500000000000000");
        assertThat(code.functions()).containsEntry("main", 0).containsEntry("other", 3);
    }

    @Test
    void aMissingLabelIsTold() {
        BpfAssembler code = new BpfAssembler().jumpIfEqual(R0, 0, "nowhere").exit();
        assertThatThrownBy(code::assemble)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nowhere");
    }
}
