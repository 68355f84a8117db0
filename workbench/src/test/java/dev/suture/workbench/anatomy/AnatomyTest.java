package dev.suture.workbench.anatomy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.DiffEngine;
import dev.suture.diff.TreeDiff;
import dev.suture.diff.judge.UserspaceRules;
import dev.suture.workbench.drawing.CanvasPen;
import dev.suture.workbench.drawing.Ink;
import dev.suture.workbench.drawing.Palette;
import dev.suture.workbench.drawing.SvgPen;
import dev.suture.workbench.text.Messages;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.paint.Color;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnatomyTest {
    private static final String BASE = """
            extern int seats[];
            __attribute__((noinline)) int first(int a) { return seats[a & 3] * 2; }
            __attribute__((noinline)) int second(int a) { return seats[a & 7] * 3; }
            __attribute__((noinline)) int gone(int a) { return seats[a & 1] - 7; }
            __attribute__((noinline)) int price(int a) { return first(a) + second(a); }
            """;
    private static final String PATCHED = """
            extern int seats[];
            extern int told(const char *);
            __attribute__((noinline)) int first(int a) { return seats[a & 3] * 2; }
            __attribute__((noinline)) int second(int a) { return seats[a & 7] * 3; }
            __attribute__((noinline)) int surcharge(int a) { return seats[a & 15] + told("late <booking>"); }
            __attribute__((noinline)) int price(int a) { return first(a) + second(a) + surcharge(a); }
            """;

    @TempDir
    static Path work;

    private static Anatomy anatomy;

    @BeforeAll
    static void compare() throws Exception {
        Path base = compiled("base", BASE);
        Path patched = compiled("patched", PATCHED);
        anatomy = Anatomy.of(new TreeDiff(new DiffEngine(UserspaceRules.all()))
                .compare(base, patched, new dev.suture.diff.DiffProgress() {}));
    }

    private static Path compiled(String side, String source) throws Exception {
        Path folder = Files.createDirectories(work.resolve(side));
        Files.writeString(folder.resolve("fares.c"), source);
        Process gcc = new ProcessBuilder(
                        "gcc", "-c", "-O2", "-fno-pic", "-ffunction-sections", "-fdata-sections", "fares.c")
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(gcc.waitFor()).isZero();
        Files.delete(folder.resolve("fares.c"));
        return folder;
    }

    private static Stream<Block> blocks(Block.Column column) {
        return anatomy.groups().getFirst().rows().stream()
                .map(r -> r.at(column))
                .flatMap(Optional::stream);
    }

    private static Role role(Block.Column column, String label) {
        return blocks(column)
                .filter(b -> b.label().equals(label))
                .findFirst()
                .orElseThrow()
                .role();
    }

    @Test
    void eachColumnShowsWhatItHas() {
        assertThat(blocks(Block.Column.BASE).map(Block::label)).containsExactly("2 unchanged", "gone", "price");
        assertThat(blocks(Block.Column.PATCHED).map(Block::label))
                .containsExactlyInAnyOrder("2 unchanged", "surcharge", "price");
        assertThat(role(Block.Column.BASE, "gone")).isEqualTo(Role.DELETED);
        assertThat(role(Block.Column.PATCHED, "surcharge")).isEqualTo(Role.ADDED);
        assertThat(role(Block.Column.PATCHED, "price")).isEqualTo(Role.CHANGED);
        assertThat(role(Block.Column.HOT_PATCH, "price")).isEqualTo(Role.CHANGED);
        assertThat(role(Block.Column.HOT_PATCH, "surcharge")).isEqualTo(Role.ADDED);
        assertThat(blocks(Block.Column.HOT_PATCH).filter(b -> b.role() == Role.CARRIED))
                .singleElement()
                .satisfies(b -> assertThat(b.label()).contains("late <booking>"))
                .satisfies(b -> assertThat(b.because()).startsWith("price", "surcharge"));
    }

    @Test
    void whatBelongsTogetherStandsBesideEachOtherAndIsLinked() {
        PictureLayout layout = PictureLayout.of(anatomy, 900, 24);
        List<PictureLayout.Placed> price = layout.blocks().stream()
                .filter(p -> p.block().label().equals("price"))
                .toList();
        assertThat(price).hasSize(3);
        assertThat(price.stream().map(PictureLayout.Placed::y).distinct()).hasSize(1);
        assertThat(layout.links())
                .anySatisfy(l -> {
                    assertThat(l.from()).isEqualTo(price.get(0));
                    assertThat(l.to()).isEqualTo(price.get(1));
                })
                .anySatisfy(l -> {
                    assertThat(l.from()).isEqualTo(price.get(1));
                    assertThat(l.to()).isEqualTo(price.get(2));
                });
        assertThat(layout.blocks()).allSatisfy(p -> {
            assertThat(layout.at(p.x() + 1, p.y() + 1)).contains(p);
            assertThat(p.y() + p.height()).isLessThan(layout.height());
        });
        assertThat(layout.at(1, 1)).isEmpty();
    }

    @Test
    void blocksAreFoundByPlaceHoweverManyThereAre() {
        Group few = anatomy.groups().getFirst();
        List<Group> many = new ArrayList<>();
        IntStream.range(0, 1000).forEach(i -> many.add(few));
        PictureLayout layout = PictureLayout.of(new Anatomy(many, 9000), 1200, 6);
        PictureLayout.Placed last = layout.blocks().getLast();
        assertThat(layout.at(last.x() + 2, last.y() + 1)).contains(last);
        assertThat(layout.from(last.y())).isGreaterThan(layout.blocks().size() - 30);
    }

    @Test
    void theSvgIsWellFormedAndNamesWhatThePictureShows() throws Exception {
        PictureLayout layout = PictureLayout.of(anatomy, 900, 24);
        SvgPen pen = new SvgPen(new Palette(Map.of(Ink.CHANGED, Color.BLUE)));
        new Painter(Messages.english()).paint(layout, pen, 0, layout.height(), Painter.Marked.NOTHING);
        String svg = pen.document(layout.width(), layout.height());
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        List<String> texts = new ArrayList<>();
        var nodes = document.getElementsByTagName("text");
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        assertThat(texts).contains("Base", "Hot patch", "price", "surcharge", "gone", "2 unchanged", "fares.o");
        assertThat(texts).anySatisfy(t -> assertThat(t).contains("<booking>"));
        assertThat(svg).contains("stroke=\"#0000ff\"");
    }

    @Test
    void longNamesAreCutInTheMiddle() {
        assertThat(CanvasPen.cut("short", 200, 12)).isEqualTo("short");
        assertThat(CanvasPen.cut("a_very_long_name_of_a_function_v1", 100, 12))
                .startsWith("a_very")
                .contains("\u2026")
                .endsWith("_v1");
    }
}
