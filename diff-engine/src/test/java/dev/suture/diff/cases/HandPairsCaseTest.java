package dev.suture.diff.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.DiffOptions;
import dev.suture.diff.correlate.HandPairs;
import dev.suture.diff.correlate.HandPairs.HandPair;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.ObjectDiff;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people say of pairs goes before what names say. */
class HandPairsCaseTest {
    private static final String BASE = """
            int fare(int x) { return x * 3 + 7; }
            int seats(int x) { return x - 11; }
            int (*table[])(int) = {fare, seats};
            """;

    @TempDir
    Path folder;

    private static HandPair pair(String base, String patched) {
        return new HandPair("unit", ItemKind.FUNCTION, base, patched);
    }

    private ObjectDiff compare(Build build, HandPairs pairs, String patched) throws Exception {
        return build.compare(DiffOptions.DEFAULT.with(pairs), folder, BASE, patched);
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void whatWasRenamedAndEditedIsOneChangeWhenItIsPaired(Build build) throws Exception {
        String renamed = BASE.replace("fare", "price").replace("+ 7", "+ 900");
        HandPairs pairs = HandPairs.NONE.pair(pair("fare", "price"));
        ObjectDiff diff = compare(build, pairs, renamed);
        assertThat(Told.changes(diff)).containsExactly("CHANGED price");
        assertThat(Told.change(diff, "price").pass()).contains("by-hand");
        assertThat(Told.changes(compare(build, pairs.unpair(pair("fare", "price")), renamed)))
                .containsExactlyInAnyOrder("DELETED fare", "ADDED price", "CHANGED table");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#objects")
    void whatIsPartedIsTwoItems(Build build) throws Exception {
        ObjectDiff diff = compare(build, HandPairs.NONE.unpair(pair("seats", "seats")), BASE);
        assertThat(Told.changes(diff)).contains("ADDED seats", "DELETED seats");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#objects")
    void whatNamesNothingOrAnotherObjectHasNoEffect(Build build) throws Exception {
        HandPairs pairs = new HandPairs(
                List.of(pair("fare", "gone"), new HandPair("other", ItemKind.FUNCTION, "fare", "seats")),
                List.of(pair("gone", "seats")));
        assertThat(Told.changes(compare(build, pairs, BASE))).isEmpty();
    }
}
