package dev.suture.diff.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions and data that change, come and go in one patch: all of them are told, and nothing else. */
class EverythingCaseTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void exactlyWhatThePatchDoesComesOut(Build build) throws Exception {
        ObjectDiff diff = build.compare(folder, """
                int data_a = 1, data_b = 2, data_c = 3, data_d = 4;
                int func_1(void) { return data_a; }
                int func_2(void) { return data_b; }
                int func_3(void) { return data_c; }
                int func_4(void) { return data_d; }
                int func_5(void) { return 5; }
                """, """
                int data_a = 1, data_c = 3, data_e = 5;
                int func_1(void) { return data_a; }
                int func_3(void) { return data_c + 1; }
                int func_4(void) { return data_e; }
                int func_5(void) { return 5; }
                int func_6(void) { return data_e; }
                """);
        assertThat(Told.changes(diff))
                .containsExactly(
                        "DELETED func_2",
                        "CHANGED func_3",
                        "CHANGED func_4",
                        "ADDED func_6",
                        "DELETED data_b",
                        "DELETED data_d",
                        "ADDED data_e");
        assertThat(diff.changes()).allMatch(c -> !c.reasons().isEmpty());
        assertThat(Told.change(diff, "data_e").because()).containsExactly("func_4", "data_e");
        assertThat(diff.count(ItemKind.DATA, Status.DELETED)).isEqualTo(2);
        assertThat(diff.count(ItemKind.FUNCTION, Status.CHANGED)).isEqualTo(2);
    }
}
