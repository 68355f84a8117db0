package dev.suture.elf.broken;

import dev.suture.elf.Gcc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Sound files of all kinds, small ones so that a change is likely to matter. Compiled once. */
final class Seeds {
    private static final String C = """
            struct point { int x, y; };
            static inline __attribute__((always_inline)) int inner(int x) { return x * 3; }
            extern int other(const char *, ...);
            static int table[4] = { 1, 2, 3 };
            int use(struct point *p, int (*f)(int, char)) { return inner(p->x) + f(table[p->y & 3], 'x'); }
            int more(int x) { if (x < 0) { return other("text", x); } return inner(x); }
            """;
    private static final String CPP = """
            namespace n { template <class T> struct box { T v; T get(const T &d) const { return v + d; } }; }
            inline int twice(int x) { static int n; return 2 * x + n++; }
            int f(n::box<int> &b) { return twice(b.get(3)); }
            """;

    private Seeds() {}

    static List<byte[]> all() {
        return Compiled.FILES;
    }

    private static final class Compiled {
        private static final List<byte[]> FILES = compile();

        private static List<byte[]> compile() {
            try {
                Path folder = Files.createTempDirectory("suture-seeds");
                List<Path> paths = new ArrayList<>();
                for (int version = 2; version <= 5; version++) {
                    String dwarf = "-gdwarf-" + version;
                    paths.add(Gcc.compile(folder, "o" + version, C, "-c", "-O2", dwarf));
                    paths.add(Gcc.compile(folder, "s" + version, C, "-c", "-O1", dwarf, "-ffunction-sections"));
                    paths.add(Gcc.compile(folder, "t" + version, C, "-c", "-O1", dwarf, "-fdebug-types-section"));
                }
                paths.add(Gcc.compile(folder, "z", C, "-c", "-g", "-gz=zlib"));
                paths.add(Gcc.compile(folder, "zgnu", C, "-c", "-g", "-gz=zlib-gnu"));
                paths.add(Gcc.compile(folder, "wide", C, "-c", "-g", "-gdwarf64"));
                if (Gcc.has("g++")) {
                    paths.add(Gcc.compileCpp(folder, "cpp", CPP, "-c", "-g", "-O1"));
                }
                Path map = Files.writeString(folder.resolve("map"), "ONE { global: use; }; TWO { global: more; } ONE;");
                for (String dwarf : List.of("-gdwarf-4", "-gdwarf-5")) {
                    paths.add(Gcc.compile(
                            folder,
                            "lib" + dwarf,
                            C.replace("extern int other", "#include <stdio.h>\n#define other printf\nextern int x"),
                            "-shared",
                            "-fPIC",
                            "-O1",
                            dwarf,
                            "-nostartfiles",
                            "-Wl,-z,noseparate-code,--build-id,--version-script=" + map));
                }
                paths.add(Gcc.compile(
                        folder,
                        "frames",
                        C.replace("extern int other", "#include <stdio.h>\n#define other printf\nextern int x"),
                        "-shared",
                        "-fPIC",
                        "-O2",
                        "-g",
                        "-fno-asynchronous-unwind-tables",
                        "-nostartfiles",
                        "-Wl,-z,noseparate-code"));
                if (Gcc.has("g++")) {
                    paths.add(Gcc.compileCpp(
                            folder,
                            "catches",
                            CPP + "void g(); int h() { try { g(); } catch (int n) { return n; } return 0; }",
                            "-shared",
                            "-fPIC",
                            "-O1",
                            "-nostartfiles",
                            "-Wl,-z,noseparate-code,--no-eh-frame-hdr"));
                }
                Path archive = folder.resolve("lib.a");
                Gcc.run(List.of(
                        "ar",
                        "rcs",
                        archive.toString(),
                        paths.getFirst().toString(),
                        paths.get(1).toString()));
                paths.add(archive);
                List<byte[]> result = new ArrayList<>();
                for (Path path : paths) {
                    result.add(Files.readAllBytes(path));
                }
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(folder);
                return List.copyOf(result);
            } catch (Exception e) {
                throw new IllegalStateException("the seeds cannot be compiled: " + e.getMessage(), e);
            }
        }
    }
}
