package dev.suture.nativebridge.demangle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Structure;
import dev.suture.elf.asm.Demangler;
import dev.suture.elf.asm.Demanglers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemanglersTest {
    static Stream<Demangler> demanglers() {
        return Demanglers.all().stream();
    }

    private static void assumeInstalled(Demangler demangler) {
        switch (demangler) {
            case CxaDemangler _ -> assumeTrue(hasRuntime(), "skipped: no C++ runtime library is installed");
            default -> assumeTrue(Files.exists(Path.of("/usr/bin/c++filt")), "skipped: c++filt is not installed");
        }
    }

    private static boolean hasRuntime() {
        try {
            NativeLibrary.getInstance("libstdc++.so.6");
            return true;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    @Test
    void asksTheRuntimeLibraryFirst() {
        assertThat(Demanglers.all())
                .extracting(d -> (Object) d.getClass())
                .containsExactly(CxaDemangler.class, CxxfiltDemangler.class);
    }

    @ParameterizedTest
    @MethodSource("demanglers")
    void readsMangledNames(Demangler demangler) {
        assumeInstalled(demangler);
        assertThat(demangler.demangle("_ZN4fare5priceEiPKc")).hasValue("fare::price(int, char const*)");
        assertThat(demangler.demangle("_ZN4fare5priceEi.cold")).hasValue("fare::price(int) [clone .cold]");
        assertThat(demangler.demangle("_ZTV5Queue")).hasValue("vtable for Queue");
    }

    @ParameterizedTest
    @MethodSource("demanglers")
    void leavesOtherNamesAlone(Demangler demangler) {
        for (String name : new String[] {"main", "i", "", "_Z", "_Znonsense", "_ZN", "count.0", ".LC7"}) {
            assertThat(demangler.demangle(name)).as(name).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("demanglers")
    void readsLongNames(Demangler demangler) {
        assumeInstalled(demangler);
        String part = "a".repeat(900);
        assertThat(demangler.demangle("_ZN1b900" + part + "Ev")).hasValue("b::" + part + "()");
    }

    @Test
    void answersNothingWhereTheProgramIsMissing() {
        assertThat(new CxxfiltDemangler("/nonexistent/c++filt").demangle("_Z1fv"))
                .isEmpty();
    }

    @Test
    void givesTheMemoryOfResultsBack() {
        assumeTrue(hasRuntime(), "skipped: no C++ runtime library is installed");
        Demangler demangler = new CxaDemangler();
        String name = "_ZN1b900" + "a".repeat(900) + "Ev";
        demangler.demangle(name);
        long before = bytesInUse();
        for (int i = 0; i < 60_000; i++) {
            if (demangler.demangle(name).isEmpty()) {
                throw new AssertionError("not demangled");
            }
        }
        // Kept, the results would take 60 MB; the rest of the JVM allocates meanwhile, too.
        assertThat(bytesInUse() - before).isLessThan(40_000_000);
    }

    /** mallinfo(3): what malloc has given out in all arenas and not got back. */
    private static long bytesInUse() {
        NativeLibrary libc = NativeLibrary.getInstance("libc.so.6");
        MallocInfo info;
        try {
            info = (MallocInfo) libc.getFunction("mallinfo2").invoke(MallocInfo.class, new Object[0]);
        } catch (UnsatisfiedLinkError e) {
            assumeTrue(false, "skipped: this C library has no mallinfo2");
            throw e;
        }
        return info.uordblks;
    }

    /** {@code struct mallinfo2}: ten {@code size_t}. */
    @Structure.FieldOrder({
        "arena",
        "ordblks",
        "smblks",
        "hblks",
        "hblkhd",
        "usmblks",
        "fsmblks",
        "uordblks",
        "fordblks",
        "keepcost"
    })
    public static final class MallocInfo extends Structure implements Structure.ByValue {
        public long arena;
        public long ordblks;
        public long smblks;
        public long hblks;
        public long hblkhd;
        public long usmblks;
        public long fsmblks;
        public long uordblks;
        public long fordblks;
        public long keepcost;
    }
}
