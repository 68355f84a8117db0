package dev.suture.diff.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.RowRenderer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The source of a function, side by side. */
class SourceSidesCaseTest {
    private static final String BASE = """
            int seats(int x);
            int fare(int x)
            {
                int sum = seats(x);
                if (x > 3)
                    sum += seats(sum);
                return sum * 3;
            }
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#objects")
    void anEditedLineStandsBesideWhatItWas(Build build) throws Exception {
        ObjectDiff diff = build.compare(folder, BASE, BASE.replace("sum * 3", "sum * 5"));
        assertThat(RowRenderer.source(diff, Told.change(diff, "fare")))
                .filteredOn(DiffRow::differs)
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.kind()).isEqualTo(DiffRow.Kind.CHANGED);
                    assertThat(row.base().orElseThrow().text()).isEqualTo("    return sum * 3;");
                    assertThat(row.patched().orElseThrow().tokens())
                            .filteredOn(DiffRow.Token::differs)
                            .extracting(DiffRow.Token::text)
                            .containsExactly("5");
                });
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#objects")
    void rowsTellWhatWasEdited(Build build) throws Exception {
        ObjectDiff diff = build.compare(
                folder, BASE, "\n" + BASE.replace("    return sum", "    sum -= seats(7);\n    return sum"));
        List<DiffRow> rows = RowRenderer.source(diff, Told.change(diff, "fare"));
        assertThat(rows).filteredOn(DiffRow::differs).singleElement().satisfies(row -> {
            assertThat(row.kind()).isEqualTo(DiffRow.Kind.ADDED);
            assertThat(row.patched().orElseThrow().text()).isEqualTo("    sum -= seats(7);");
            assertThat(row.patched().orElseThrow().offset()).as("its line").isEqualTo(8);
        });
        assertThat(rows).anySatisfy(row -> {
            assertThat(row.base().orElseThrow().offset()).isEqualTo(4);
            assertThat(row.patched().orElseThrow().offset()).isEqualTo(5);
            assertThat(row.base().orElseThrow().text()).isEqualTo("    int sum = seats(x);");
        });
        try (var sources = Files.walk(folder.resolve("base"))) {
            for (Path source : sources.filter(p -> p.toString().endsWith(".c")).toList()) {
                Files.delete(source);
            }
        }
        ObjectDiff again = new dev.suture.diff.DiffEngine(List.of())
                .compare(
                        "unit",
                        dev.suture.elf.ElfFile.open(folder.resolve("base/unit.out")),
                        dev.suture.elf.ElfFile.open(folder.resolve("patched/unit.out")));
        assertThat(RowRenderer.source(again, Told.change(again, "fare")))
                .as("half of it would be misread")
                .isEmpty();
    }
}
