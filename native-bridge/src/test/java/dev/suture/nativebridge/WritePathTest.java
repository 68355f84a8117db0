package dev.suture.nativebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Code of a process is written by one way only, pwrite(2) to {@code /proc/PID/mem}: there the kernel makes the caches for
 * data and for instructions agree, which a processor like AArch64 does not do by itself. process_vm_writev(2) does not write
 * to text, and ptrace(2) would take one call a word.
 */
class WritePathTest {
    @Test
    void nothingElseOfTheCLibraryWritesToAProcess() {
        assertThat(Arrays.stream(Libc.class.getDeclaredMethods())
                        .filter(m -> Modifier.isNative(m.getModifiers()))
                        .map(Method::getName)
                        .filter(name -> name.contains("write")))
                .containsExactly("pwrite");
    }
}
