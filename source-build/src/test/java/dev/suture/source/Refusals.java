package dev.suture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.suture.plugin.PatchException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How failures are to be told. */
final class Refusals {
    private Refusals() {}

    /**
     * Expects a failure.
     *
     * @param exitCode what it means to the command line: 2 trouble, 3 refused
     * @param words what message or remedy have to hold
     */
    static void assertFails(ThrowingCallable call, int exitCode, String id, String... words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(PatchException.class, e -> {
            assertThat(e.id()).as(e.getMessage()).isEqualTo(id);
            assertThat(e.kind()).isEqualTo(exitCode == 2 ? PatchException.Kind.TROUBLE : PatchException.Kind.REFUSED);
            assertThat(e.remedy()).isNotBlank();
            assertThat(e.getMessage() + "\n" + e.remedy()).contains(words);
        });
    }
}
