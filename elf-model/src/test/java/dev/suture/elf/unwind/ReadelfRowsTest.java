package dev.suture.elf.unwind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Gcc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What readelf makes of unwind tables is what is read here, row by row. */
class ReadelfRowsTest {
    private static final Path LIBRARIES = Path.of("/lib/x86_64-linux-gnu");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"libc.so.6", "libm.so.6", "libgcc_s.so.1", "libstdc++.so.6"})
    void rowsOfALibrary(String name) throws Exception {
        Path library = Stream.of(LIBRARIES, Path.of("/usr/lib/x86_64-linux-gnu"))
                .map(folder -> folder.resolve(name))
                .filter(Files::isReadable)
                .findFirst()
                .orElse(Path.of("/nowhere"));
        assumeTrue(Files.isReadable(library), "skipped: there is no " + name);
        compare(library);
    }

    @Test
    void rowsOfDebugInformation() throws Exception {
        Path program = Gcc.compile(
                folder,
                "debug",
                "int f(int n, char *p) { char b[n]; __builtin_memcpy(b, p, n); return b[n - 1]; } int main(void) { return f(1, \"x\"); }",
                "-g",
                "-O2",
                "-fno-asynchronous-unwind-tables",
                "-fno-unwind-tables");
        compare(program);
    }

    @Test
    void rowsOfAArch64WithSignedReturnAddresses() throws Exception {
        Gcc.assumeTool("aarch64-linux-gnu-gcc");
        Path source = Files.writeString(
                folder.resolve("signed.c"),
                "int g(int *); int f(int n) { int a[n]; return n < 2 ? n : g(a) + f(n - 1); }"
                        + " float h(float x) { return g(0) + x * h(x / 2); }");
        Path library = folder.resolve("libsigned.so");
        Gcc.run(List.of(
                "aarch64-linux-gnu-gcc",
                "-shared",
                "-fPIC",
                "-nostdlib",
                "-O2",
                "-mbranch-protection=standard",
                "-o",
                library.toString(),
                source.toString()));
        compare(library);
        List<Boolean> signed = new ArrayList<>();
        UnwindTable.of(ElfFile.open(library))
                .orElseThrow()
                .entries(entry -> entry.rows(row -> signed.add(row.returnAddressSigned())));
        assertThat(signed).contains(true, false);
    }

    private static void compare(Path path) throws Exception {
        Gcc.assumeTool("readelf");
        ElfFile file = ElfFile.open(path);
        UnwindTable table = UnwindTable.of(file).orElseThrow();
        Map<Long, List<Listed>> listed = listed(path);
        List<String> differences = new ArrayList<>();
        int[] rows = {0};
        for (List<Listed> entries : listed.values()) {
            for (Listed entry : entries) {
                compare(table, entry, differences, rows);
            }
        }
        assertThat(differences).isEmpty();
        assertThat(rows[0]).isGreaterThan(10);
        System.out.println(path.getFileName() + ": " + rows[0] + " rows as readelf has them");
    }

    private static void compare(UnwindTable table, Listed listed, List<String> differences, int[] count) {
        FrameEntry entry = table.entry(listed.start).orElse(null);
        if (entry == null || entry.start() != listed.start || entry.end() != listed.end) {
            differences.add("%x..%x, found %s".formatted(listed.start, listed.end, entry));
            return;
        }
        List<UnwindRow> rows = new ArrayList<>();
        entry.rows(rows::add);
        List<String> own = new ArrayList<>();
        for (UnwindRow row : rows) {
            own.add("%x %s".formatted(row.start(), text(table.registers().orElseThrow(), row, listed.columns)));
        }
        List<String> theirs = new ArrayList<>();
        if (listed.rows.isEmpty()) {
            listed.inherited.forEach(text -> theirs.add("%x %s".formatted(listed.start, text)));
        }
        listed.rows.forEach((place, text) -> theirs.add("%x %s".formatted(place, text)));
        if (!own.equals(theirs)) {
            differences.add("%x: %s, but readelf has %s".formatted(listed.start, own, theirs));
        }
        for (UnwindRow row : rows) {
            String first = text(table.registers().orElseThrow(), row, listed.columns);
            for (long place : new long[] {row.start(), row.end() - 1}) {
                UnwindRow found = table.row(place).orElseThrow();
                if (found.start() != row.start()
                        || !text(table.registers().orElseThrow(), found, listed.columns)
                                .equals(first)) {
                    differences.add("%x: %s instead of %s".formatted(place, found, row));
                }
            }
        }
        count[0] += rows.size();
    }

    private static String text(DwarfRegisters registers, UnwindRow row, List<String> columns) {
        StringBuilder text = new StringBuilder(
                switch (row.cfa()) {
                    case CfaRule.RegisterOffset(int register, long offset) ->
                        registers.name(register) + (offset < 0 ? "" : "+") + offset;
                    case CfaRule.Expression e -> "exp";
                    case CfaRule.Unspecified u -> "?";
                });
        for (String column : columns) {
            int register = column.equals("ra") ? row.common().returnRegister() : number(registers, column);
            text.append(' ')
                    .append(
                            switch (row.rule(register)) {
                                case RegisterRule.Unspecified u -> "u";
                                case RegisterRule.Undefined u -> "u";
                                case RegisterRule.SameValue s -> "s";
                                case RegisterRule.AtOffset(long offset) -> "c" + (offset < 0 ? "" : "+") + offset;
                                case RegisterRule.IsOffset(long offset) -> "v" + (offset < 0 ? "" : "+") + offset;
                                case RegisterRule.InRegister(int other) -> registers.name(other);
                                case RegisterRule.AtExpression e -> "exp";
                                case RegisterRule.IsExpression e -> "vexp";
                            });
        }
        return text.toString();
    }

    private static int number(DwarfRegisters registers, String name) {
        for (int i = 0; i < 128; i++) {
            if (registers.name(i).equals(name)) {
                return i;
            }
        }
        throw new AssertionError("no register " + name);
    }

    /** One description as readelf lists it; of rows for the same place the last holds. */
    private record Listed(
            long start, long end, List<String> columns, List<String> inherited, TreeMap<Long, String> rows) {}

    private static Map<Long, List<Listed>> listed(Path path) throws Exception {
        Map<Long, List<Listed>> result = new TreeMap<>();
        String text = Gcc.run(
                List.of("readelf", "--debug-dump=frames-interp", "--debug-dump=no-follow-links", path.toString()));
        // Common parts are listed in the same form, with their row at 0. A description that adds nothing is listed
        // without rows: the common part's holds.
        Map<String, Listed> commons = new TreeMap<>();
        Listed current = null;
        for (String line : text.lines().toList()) {
            String[] words = line.strip().split("\\s+");
            if (words.length >= 4 && words[3].equals("CIE")) {
                current = new Listed(0, 0, new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
                commons.put(words[0], current);
            } else if (words.length >= 6 && words[3].equals("FDE")) {
                String[] range = words[5].substring("pc=".length()).split("\\.\\.");
                current = new Listed(
                        Long.parseUnsignedLong(range[0], 16),
                        Long.parseUnsignedLong(range[1], 16),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new TreeMap<>());
                Listed common = commons.get(words[4].substring("cie=".length()));
                current.columns.addAll(common.columns);
                current.inherited.addAll(common.rows.values());
                result.computeIfAbsent(current.start, s -> new ArrayList<>()).add(current);
            } else if (words.length >= 2 && words[0].equals("LOC")) {
                current.columns.clear();
                current.columns.addAll(List.of(words).subList(2, words.length));
            } else if (current != null && words.length >= 2 && words[0].matches("[0-9a-f]{16}")) {
                current.rows.put(
                        Long.parseUnsignedLong(words[0], 16),
                        // A register stands there as its number with the name in parentheses.
                        String.join(" ", List.of(words).subList(1, words.length))
                                .replaceAll("r\\d+ \\((\\w+)\\)", "$1"));
            }
        }
        return result;
    }
}
