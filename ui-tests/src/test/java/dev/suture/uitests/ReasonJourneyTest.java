package dev.suture.uitests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import dev.suture.manager.WindowLauncher.Request;
import dev.suture.workbench.diff.DiffState;
import dev.suture.workbench.review.ChangeGroup;
import dev.suture.workbench.review.Selection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody asks why something is listed, and what is not. */
class ReasonJourneyTest {
    /** A function that only warns with its line number, as the kernel's do. */
    private static final String WARNING =
            "void warn_at(int);\n__attribute__((noinline)) void check_seats(int a) { if (a > 9) warn_at(__LINE__); }\n";

    @TempDir
    static Path work;

    private Journey journey;

    @BeforeAll
    static void build() throws Exception {
        Journey.need("gcc");
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "skipped: -mrecord-mcount is of gcc for x86_64");
        for (String side : List.of("base", "patched")) {
            boolean patched = side.equals("patched");
            Path folder = Files.createDirectories(work.resolve(side));
            compile(folder, "booking", booking(patched) + WARNING);
            compile(folder, "quiet", (patched ? "\n\n" : "") + WARNING);
        }
    }

    private static String booking(boolean patched) {
        String added = "__attribute__((noinline)) static int round_up(int a) { return seats[a & 3] + a; }\n"
                + "__attribute__((noinline)) static int surcharge(int a) { return round_up(a + 1) * 3; }\n";
        return """
                extern int seats[];
                extern void refuse(int) __attribute__((cold, noreturn));
                unsigned char season[48] = {%s};
                %sint price(int a) { return seats[a & 7] + %s; }
                int book(int a) { if (a > 100) refuse(%d); return seats[a & 15]; }
                """.formatted(
                        IntStream.range(0, 48)
                                .mapToObj(i -> String.valueOf(patched && i % 11 == 5 ? 200 : 48 + i))
                                .collect(Collectors.joining(",")),
                        patched ? added : "",
                        patched ? "surcharge(a)" : "a",
                        patched ? 2 : 1);
    }

    private static void compile(Path folder, String name, String source) throws Exception {
        Files.writeString(folder.resolve(name + ".c"), source);
        // -mrecord-mcount makes the section by which an object is known as the kernel's.
        Process gcc = new ProcessBuilder(
                        ("gcc -c -O2 -g -ffunction-sections -fdata-sections -pg -mfentry -mrecord-mcount -fno-pic "
                                        + name + ".c")
                                .split(" "))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(gcc.getInputStream().readAllBytes());
        assertThat(gcc.waitFor()).as(output).isZero();
    }

    @BeforeEach
    void open() throws Exception {
        journey = Journey.begin(new Request.Review(work.resolve("base"), work.resolve("patched")));
        journey.untilReady();
        journey.resize(1280, 800);
    }

    @AfterEach
    void close() throws Exception {
        journey.close();
    }

    private ChangeGroup group() {
        return journey.model.review().groups().getFirst();
    }

    private void select(String name) throws Exception {
        ObjectDiff object = group().object();
        Change change = object.changes().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
        journey.onFx(() -> {
            journey.model.review().selection().set(new Selection.OneChange(object, change));
            return null;
        });
        journey.until(
                name + " is shown",
                () -> journey.model.diff().state().get() instanceof DiffState.Shown shown && shown.change() == change);
    }

    private List<String> texts(String query) {
        return journey.robot.lookup(query).<Labeled>queryAll().stream()
                .map(Labeled::getText)
                .toList();
    }

    @Test
    void theChainLeadsFromWhatWasEdited() throws Exception {
        select("round_up");
        assertThat(texts("#reason-chain .code")).containsExactly("price", "surcharge", "round_up");
        journey.pictures("reason-chain");
        journey.robot.clickOn("#reason-chain .chain-link");
        journey.until(
                "what was edited is selected", () -> journey.selectedName().equals("price"));
    }

    @Test
    void aPartStandsBelowItsFunction() {
        assertThat(group().nodes())
                .filteredOn(n -> n.change().name().equals("book"))
                .singleElement()
                .satisfies(n -> assertThat(n.parts()).extracting(Change::name).containsExactly("book.cold"));
    }

    @Test
    void changedDataIsReadInHex() throws Exception {
        select("season");
        journey.until(
                "the bytes are on screen", () -> journey.text("patched-area").contains("c8"));
        assertThat(journey.lines("patched-area", "row-changed"))
                .as("of rows of 8 bytes, as there is no room for more at this width")
                .containsExactly(0, 2, 3, 4);
        journey.pictures("hex-1280x800");
        journey.resize(1920, 1200);
        journey.until(
                "rows of 16 bytes are there",
                () -> journey.text("patched-area").lines().count() == 3);
        assertThat(journey.lines("patched-area", "row-changed")).containsExactly(0, 1, 2);
        journey.pictures("hex-1920x1200");
    }

    @Test
    void whatIsSetAsideIsHiddenButSaid() throws Exception {
        assertThat(journey.model.review().groups()).hasSize(1);
        assertThat(texts(".item-cell")).contains("price").doesNotContain("check_seats");
        assertThat(texts("#chip-set-aside")).containsExactly("2 set aside");
        journey.robot.clickOn("#chip-set-aside");
        journey.until("both are listed", () -> texts(".set-aside .item-cell").size() == 2);
        assertThat(texts(".set-aside .set-aside-filter")).containsOnly("line-number-only");
        ChangeGroup quiet = journey.model.review().groups().getLast();
        assertThat(quiet.object().status()).isEqualTo(Status.UNCHANGED);
        select("check_seats");
        assertThat(texts("#reason-pane .set-aside-card .stable-id")).containsExactly("line-number-only");
        journey.pictures("set-aside-shown");
    }

    @Test
    void whereAllIsSetAsideTheWindowSaysSoAndShowsItWhenAsked() throws Exception {
        journey.close();
        journey = Journey.begin(new Request.Review(
                work.resolve("base").resolve("quiet.o"), work.resolve("patched").resolve("quiet.o")));
        journey.untilReady();
        journey.resize(1280, 800);
        journey.pictures("all-set-aside");
        journey.robot.clickOn("#show-set-aside");
        journey.until("it is listed", () -> texts(".set-aside .item-cell").contains("check_seats"));
    }
}
