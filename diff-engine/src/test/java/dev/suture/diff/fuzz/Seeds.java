package dev.suture.diff.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Sound pairs of all kinds, small ones so that a change is likely to matter. Compiled once, by what compilers there are. */
final class Seeds {
    private static final String C = """
            struct point { int x, y; };
            struct wide { struct point at; const char *name; int (*f)(int, char); };
            static inline __attribute__((always_inline)) int inner(int x) { return x * FACTOR; }
            extern int other(const char *, ...);
            extern void never(void) __attribute__((cold, noreturn));
            static int table[4] = { 1, 2, FACTOR };
            struct wide wide = { { 1, 2 }, "a name", 0 };
            double half = 0.5;
            __thread int mine = 3;
            static int zeros[6];
            LINES
            int use(struct point *p, int (*f)(int, char)) {
                if (p->x < 0) { never(); }
                return inner(p->x) + f(table[p->y & 3], 'x') + zeros[p->y & 1] + mine;
            }
            int square(int x) { return x * x * FACTOR; }
            int count(void) { static int n; return n += inner(2); }
            int more(int x) {
                static int n;
                n += 3;
                switch (x) {
                    case 0: return other("none", n);
                    case 1: return other("one");
                    case 2: return other("two %d", __LINE__);
                    case 3: return count();
                    case 4: return inner(x) * wide.at.y;
                    default: return (int) (half * x);
                }
            }
            int go(int x) {
                static void *labels[] = { &&a, &&b };
                goto *labels[x & 1];
                a: return other(TEXT);
                b: return 2 * x;
            }
            EXTRA
            """;
    private static final String CPP = """
            namespace n { template <class T> struct box { T v; T get(const T &d) const { return v + d * FACTOR; } }; }
            struct base { virtual ~base() {} virtual int run(int x) { return x; } };
            struct derived : base { int run(int x) override { return x * FACTOR; } };
            extern int other(const char *);
            inline int twice(int x) { static int n; return 2 * x + n++; }
            LINES
            int f(n::box<int> &b) {
                try { return twice(b.get(3)) + other(TEXT); } catch (int e) { return e; }
            }
            base *make(int x) { return x ? new derived : new base; }
            auto lambda() { return [](int x) { return x + FACTOR; }; }
            int call() { return lambda()(4); }
            EXTRA
            """;

    private Seeds() {}

    static List<Seed> all() {
        return Compiled.PAIRS;
    }

    private static final class Compiled {
        private static final List<Seed> PAIRS = compile();
    }

    private static List<Seed> compile() {
        try {
            Path folder = Files.createTempDirectory("suture-fuzz");
            try {
                return compileIn(folder);
            } finally {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(folder);
            }
        } catch (Exception e) {
            throw new IllegalStateException("the seeds cannot be compiled: " + e.getMessage(), e);
        }
    }

    private static List<Seed> compileIn(Path folder) throws Exception {
        String sections = "-ffunction-sections -fdata-sections ";
        List<Seed> result = new ArrayList<>();
        result.add(pair(folder, "plain", "gcc", C, "-c -O2"));
        result.add(pair(folder, "sections", "gcc", C, "-c -O2 " + sections));
        result.add(pair(folder, "dwarf4", "gcc", C, "-c -O1 -gdwarf-4"));
        result.add(pair(folder, "dwarf4-sections", "gcc", C, "-c -O2 -gdwarf-4 -fdebug-types-section " + sections));
        result.add(pair(folder, "dwarf5", "gcc", C, "-c -O2 -gdwarf-5"));
        result.add(pair(folder, "dwarf5-sections", "gcc", C, "-c -O1 -gdwarf-5 " + sections));
        result.add(pair(folder, "dwarf64", "gcc", C, "-c -O1 -g -gdwarf64"));
        result.add(pair(folder, "compressed", "gcc", C, "-c -O1 -g -gz=zlib " + sections));
        String linked = " -nostdlib -Wl,-z,noseparate-code,--build-id,--unresolved-symbols=ignore-all";
        result.add(pair(folder, "library", "gcc", C, "-shared -fPIC -O1 -g" + linked));
        result.add(pair(folder, "program", "gcc", C, "-static -no-pie -O2 -gdwarf-4 -Wl,-e,use" + linked));
        if (has("g++")) {
            result.add(pair(folder, "c++", "g++", CPP, "-c -O1 -g"));
            result.add(pair(folder, "c++-sections", "g++", CPP, "-c -O2 " + sections));
        }
        if (has("aarch64-linux-gnu-gcc")) {
            result.add(pair(folder, "aarch64", "aarch64-linux-gnu-gcc", C, "-c -O2 -g"));
            result.add(pair(folder, "aarch64-sections", "aarch64-linux-gnu-gcc", C, "-c -O1 " + sections));
        }
        return List.copyOf(result);
    }

    private static Seed pair(Path folder, String name, String compiler, String source, String flags) throws Exception {
        String extra =
                compiler.endsWith("g++") ? "int added(int x) { return x; }" : "int added(int x) { return go(x); }";
        byte[] base =
                build(folder, compiler, fill(source, "3", "\"text\"", "", "int gone(int x) { return x + 7; }"), flags);
        byte[] patched = build(folder, compiler, fill(source, "5", "\"longer text\"", "struct moved;\n", extra), flags);
        return new Seed(name, base, patched);
    }

    private static String fill(String source, String factor, String text, String lines, String extra) {
        return source.replace("FACTOR", factor)
                .replace("TEXT", text)
                .replace("LINES", lines)
                .replace("EXTRA", extra);
    }

    private static byte[] build(Path folder, String compiler, String source, String flags) throws Exception {
        String unit = compiler.endsWith("g++") ? "unit.cc" : "unit.c";
        Files.writeString(folder.resolve(unit), source);
        List<String> command = new ArrayList<>(List.of(compiler, unit, "-o", "unit.out"));
        command.addAll(List.of(flags.strip().split(" +")));
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("%s: %s".formatted(command, Files.readString(log)));
        }
        return Files.readAllBytes(folder.resolve("unit.out"));
    }

    private static boolean has(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }
}
