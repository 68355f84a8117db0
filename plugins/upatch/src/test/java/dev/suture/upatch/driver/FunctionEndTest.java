package dev.suture.upatch.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.suture.elf.Machine;
import dev.suture.plugin.PatchException;
import dev.suture.upatch.abi.ProcessorAbi;
import dev.suture.upatch.format.UpatchFunction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No jump goes over the end of its function: one that would is refused, whatever form it has. */
class FunctionEndTest {
    private static final long FROM = 0x40000000L;
    private static final int RET = 0xd65f03c0;
    private static final int BTI_C = 0xd503245f;
    private static final int PACIASP = 0xd503233f;

    /** The far form after a landing pad, the farthest without one, and the short ones, by the distance. */
    @ParameterizedTest
    @CsvSource({
        "0x1000, false, 4",
        "0x1000, true, 8",
        "0x10000000, false, 12",
        "0x10000000, true, 16",
        "0x1000000000, false, 16"
    })
    void onAarch64(String distance, boolean pad, int needed) {
        for (int first : pad ? new int[] {BTI_C, PACIASP} : new int[] {RET}) {
            requireFrom(needed, jump(Machine.AARCH64, Long.decode(distance), code(first)));
        }
    }

    @ParameterizedTest
    @CsvSource({"0x1000, 5", "0x1000000000, 14"})
    void onX8664(String distance, int needed) {
        requireFrom(needed, jump(Machine.X86_64, Long.decode(distance), code(0)));
    }

    private static byte[] jump(Machine machine, long distance, byte[] code) {
        return ProcessorAbi.of(machine).orElseThrow().jump(FROM, FROM + distance, code);
    }

    private static byte[] code(int first) {
        return ByteBuffer.allocate(ProcessorAbi.LONGEST_JUMP)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(first)
                .array();
    }

    private static void requireFrom(int needed, byte[] jump) {
        assertThat(jump).hasSize(needed);
        assertThatCode(() -> TooSmall.refuse(function(needed), jump)).doesNotThrowAnyException();
        assertThatThrownBy(() -> TooSmall.refuse(function(needed - 1), jump))
                .isInstanceOfSatisfying(PatchException.class, e -> {
                    assertThat(e.kind()).isEqualTo(PatchException.Kind.REFUSED);
                    assertThat(e.id()).isEqualTo("function-too-small");
                    assertThat(e.getMessage()).contains("small has %d bytes".formatted(needed - 1), "needs " + needed);
                });
    }

    private static UpatchFunction function(long size) {
        return new UpatchFunction("small", 1, 0, 64, FROM, size, 1);
    }
}
