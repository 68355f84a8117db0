package dev.suture.diff.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.CompiledPair;
import dev.suture.diff.DiffEngine;
import dev.suture.diff.DiffProgress;
import dev.suture.diff.TreeDiff;
import dev.suture.diff.Untouched;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.judge.UserspaceRules;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.reach.CallerIndex;
import dev.suture.diff.reach.Member;
import dev.suture.diff.reach.Reach;
import dev.suture.diff.reach.Unit;
import dev.suture.elf.ElfFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who refers to what, in objects as compilers for both machines write them. */
class CallersCaseTest {
    private static final String PRICES = """
            int unit = 3;
            __attribute__((noinline)) static int rounded(int sum) { return sum / 5 * unit; }
            int price(int count) { return rounded(count * 7) + 1; }
            int rebate(int count) { return count > 9 ? rounded(count) : 0; }
            __attribute__((noinline)) int odd(int n);
            __attribute__((noinline)) int even(int n) { return n == 0 ? 1 : odd(n - 1) + unit; }
            __attribute__((noinline)) int odd(int n) { return n == 0 ? 0 : even(n - 1) - unit; }
            """;

    private static final String DESK = """
            extern int price(int), rebate(int), even(int);
            extern int asked(void);
            static int (*const ways[])(int) = {rebate, even};
            __attribute__((noinline)) int sell(int count) { return price(count) - 1; }
            int choose(int way, int count) { return ways[way & 1](count); }
            int main(void) { return sell(asked()); }
            """;

    @TempDir
    Path work;

    private final List<Unit> units = new ArrayList<>();

    static Stream<Build> objects() {
        return Stream.concat(Build.objects(), Build.arm());
    }

    private CallerIndex index(Build build) throws Exception {
        List<Unit> units = List.of(unit("prices.o", build, PRICES), unit("desk.o", build, DESK));
        return CallerIndex.of(units, DiffProgress.NONE);
    }

    private Unit unit(String name, Build build, String source) throws Exception {
        Path object = build.make(work.resolve(name), source);
        Unit unit = new Unit(name, ObjectItems.of(ElfFile.open(object)));
        units.add(unit);
        return unit;
    }

    private Member member(String name) {
        return units.stream()
                .flatMap(u -> u.items().named().stream()
                        .filter(i -> i.name().equals(name))
                        .map(i -> new Member(u, i)))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> told(CallerIndex index, Member of) {
        return index.users(of).stream()
                .map(u -> "%s %s in %s"
                        .formatted(u.how(), u.by().item().name(), u.by().unit().name()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("objects")
    void callersAreFoundInTheirOwnObjectAndInOthers(Build build) throws Exception {
        CallerIndex index = index(build);
        assertThat(told(index, member("rounded")))
                .containsExactly("CALLS price in prices.o", "CALLS rebate in prices.o");
        assertThat(told(index, member("price"))).containsExactly("CALLS sell in desk.o");
        assertThat(index.isEntry(member("main"))).isTrue();
        assertThat(index.isEntry(member("price"))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("objects")
    void anAddressInATableIsNoCall(Build build) throws Exception {
        CallerIndex index = index(build);
        assertThat(told(index, member("rebate"))).containsExactly("TAKES_ADDRESS ways in desk.o");
        assertThat(told(index, member("ways"))).containsExactly("TAKES_ADDRESS choose in desk.o");
    }

    @ParameterizedTest
    @MethodSource("objects")
    void whatReachesAFunctionIsCountedOnceThoughItGoesInCircles(Build build) throws Exception {
        CallerIndex index = index(build);
        // odd and even reach each other; the table brings choose.
        assertThat(told(index, member("odd"))).contains("CALLS even in prices.o");
        assertThat(told(index, member("even"))).contains("CALLS odd in prices.o", "TAKES_ADDRESS ways in desk.o");
        assertThat(index.reach(member("odd"))).isEqualTo(new Reach(2, 1));
        Reach rounded = index.reach(member("rounded"));
        assertThat(rounded.functions())
                .as("price, rebate, sell, choose, and main")
                .isEqualTo(5);
        assertThat(index.member(member("even").item())).contains(member("even"));
    }

    @Test
    void objectsThatAreTheSameAreOpenedToo() throws Exception {
        for (String side : List.of("base", "patched")) {
            Path folder = Files.createDirectories(work.resolve(side));
            String edited = side.equals("base") ? PRICES : PRICES.replace("count * 7", "count * 8");
            Files.move(CompiledPair.compile(work.resolve("a"), edited, List.of()), folder.resolve("prices.o"));
            Files.move(CompiledPair.compile(work.resolve("a"), DESK, List.of()), folder.resolve("desk.o"));
            Files.write(folder.resolve("broken.o"), new byte[] {1, 2, 3});
        }
        DiffReport report = new TreeDiff(new DiffEngine(UserspaceRules.all()))
                .compare(work.resolve("base"), work.resolve("patched"), DiffProgress.NONE);
        assertThat(report.objects()).extracting(ObjectDiff::name).containsExactly("prices.o");
        Untouched untouched = Untouched.of(report, DiffProgress.NONE);
        assertThat(untouched.objects()).extracting(ObjectDiff::name).containsExactly("desk.o");
        assertThat(untouched.unread()).containsExactly("broken.o");
        ObjectDiff desk = untouched.objects().getFirst();
        Item sell = desk.comparison().patched().named().stream()
                .filter(i -> i.name().equals("sell"))
                .findFirst()
                .orElseThrow();
        assertThat(desk.comparison().pairing().baseOf(sell)).contains(sell);
        Assertions.assertThatThrownBy(() -> Untouched.of(report, new DiffProgress() {
                    @Override
                    public void done(int count, int total) {
                        // Nobody asks.
                    }

                    @Override
                    public boolean cancelled() {
                        return true;
                    }
                }))
                .isInstanceOf(CancellationException.class);
    }
}
