package dev.suture.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The names against those that readelf knows, for an object that has every number as a relocation. */
class RelocationNamesTest {
    private static final int NUMBERS = 1100;
    private static final Pattern LINE = Pattern.compile("^[0-9a-f]{16} +([0-9a-f]{16}) (R_\\S+|unrecognized: \\S+)");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(value = Machine.class, mode = EnumSource.Mode.EXCLUDE, names = "OTHER")
    void everyTypeHasTheNameReadelfPrints(Machine machine) throws Exception {
        ByteOrder order = machine == Machine.S390 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ElfBuilder builder = new ElfBuilder(machine, order);
        int text = builder.addSection(".text", Section.PROGBITS, Section.ALLOC | Section.EXEC, 16, 0, new byte[16]);
        for (int type = 0; type < NUMBERS; type++) {
            builder.addRelocation(text, new Relocation(0, type, 0, 0));
        }
        Path object = Files.write(folder.resolve("all.o"), builder.build());
        int compared = 0;
        for (String line :
                Gcc.run(java.util.List.of("readelf", "-rW", object.toString())).split("\n")) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.find()) {
                int type = (int) Long.parseLong(matcher.group(1), 16);
                // 32-bit AArch64 has types of its own below 256; an older readelf lacks the latest types of some.
                if (!matcher.group(2).startsWith("R_AARCH64_P32_")
                        && matcher.group(2).startsWith("R_")) {
                    assertThat(RelocationNames.name(machine, type)).isEqualTo(matcher.group(2));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(40);
        assertThat(RelocationNames.all(machine).size()).isBetween(compared, compared + 40);
    }

    @Test
    void anUnknownNumberIsPrintedAsOne() {
        assertThat(RelocationNames.name(Machine.X86_64, 200)).isEqualTo("unrecognized: c8");
        assertThat(RelocationNames.find(Machine.OTHER, 1)).isEmpty();
    }

    @Test
    void theEnumOfX86AgreesWithTheNames() {
        for (X86_64 type : X86_64.values()) {
            if (type != X86_64.UNKNOWN) {
                assertThat(RelocationNames.name(Machine.X86_64, type.number())).isEqualTo(type.name());
            }
        }
    }
}
