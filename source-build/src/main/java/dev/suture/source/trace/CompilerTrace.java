package dev.suture.source.trace;

import dev.suture.plugin.PatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The wrapper in its place: has the commands of a build find it where they look for a compiler. */
public final class CompilerTrace {
    /** How builds are brought to call the wrapper. */
    public enum Mode {
        /** It is first on PATH; compilers called by an absolute path are not seen. */
        PATH,
        /** It is mounted over the compilers, for the build's processes alone. Needs the rights of root. */
        MOUNT
    }

    private static final String SCRIPT = "suture-compiler-wrapper";

    private final Path tools;
    private final Mode mode;
    private final List<MachineCompiler> compilers;

    private CompilerTrace(Path tools, Mode mode, List<MachineCompiler> compilers) {
        this.tools = tools;
        this.mode = mode;
        this.compilers = compilers;
    }

    /**
     * Where the wrapper is and writes.
     *
     * @param tools folder for it alone
     * @param records folder that every compilation is recorded in; may be a link to one
     * @param dependencies folder for what each object depends on
     */
    public record Folders(Path tools, Path records, Path dependencies) {}

    /**
     * Writes the wrapper. An unchanged one keeps its time, by which compiler caches know a compiler.
     *
     * @param tree the real path of the source tree
     * @param shownAs what debugging information and {@code __FILE__} call the tree; empty for its own path
     * @param further compilers to see besides those on PATH
     * @throws PatchException TROUBLE if there is no compiler, or the mode needs rights or programs that are not there
     */
    public static CompilerTrace install(
            Folders folders, Path tree, Optional<Path> shownAs, Mode mode, List<Path> further) throws IOException {
        Path tools = folders.tools();
        List<MachineCompiler> compilers = new ArrayList<>(
                MachineCompiler.onPath(withDefaults(System.getenv().getOrDefault("PATH", ""), mode)));
        further.stream().map(MachineCompiler::at).forEach(compilers::addFirst);
        if (compilers.stream().allMatch(c -> c.family() == MachineCompiler.Family.LAUNCHER)) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "compiler-missing",
                    "No C or C++ compiler (cc, gcc, g++, clang, ...) is on PATH.",
                    "Install the compiler that the target was built with; on Debian: apt-get install build-essential.");
        }
        Optional<Path> namespace = mode == Mode.MOUNT ? Optional.of(ownNamespace()) : Optional.empty();
        Files.createDirectories(tools);
        String text = new WrapperScript(folders, tree, shownAs, compilers, namespace).text();
        Path script = tools.resolve(SCRIPT);
        if (!Files.exists(script) || !Files.readString(script).equals(text)) {
            Files.writeString(script, text);
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        for (MachineCompiler compiler : compilers) {
            Path name = tools.resolve(compiler.name());
            if (!Files.isSymbolicLink(name)) {
                Files.createSymbolicLink(name, Path.of(SCRIPT));
            }
        }
        return new CompilerTrace(tools, mode, List.copyOf(compilers));
    }

    /** Absolute paths in builds mostly lead to the system's folders, wherever PATH leads. */
    private static String withDefaults(String path, Mode mode) {
        return mode == Mode.MOUNT ? path + ":/usr/local/bin:/usr/bin:/bin" : path;
    }

    private static Path ownNamespace() {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "trace-needs-root",
                    "Compilers called by their absolute path can only be seen by root, who may mount the wrapper over them.",
                    "Run it as root, or have the build call its compiler by name.");
        }
        return Path.of("/proc/%d/ns/mnt".formatted(ProcessHandle.current().pid()));
    }

    /** What to start for a recorded compilation to be made, and recorded, again. */
    public Path programFor(Compilation call) {
        return mode == Mode.PATH ? tools.resolve(call.program()) : call.compiler();
    }

    /** Puts the wrapper into the environment of a build. */
    public void addTo(Map<String, String> environment) {
        if (mode == Mode.PATH) {
            environment.put("PATH", tools + ":" + environment.getOrDefault("PATH", "/usr/bin:/bin"));
            for (String variable : List.of("CC", "CXX", "CPP", "LD", "AS")) {
                environment.computeIfPresent(variable, (_, command) -> byName(command));
            }
        }
        // Of a make around us only the flags would come through, never its job server.
        environment.keySet().removeAll(List.of("MAKEFLAGS", "MAKELEVEL", "MFLAGS"));
    }

    /** A command that names a wrapped compiler by its absolute path is made to name it as PATH finds it. */
    private String byName(String command) {
        String[] words = command.split(" ", 2);
        Path program = Path.of(words[0]);
        boolean known = program.isAbsolute()
                && compilers.stream()
                        .anyMatch(c -> c.name().equals(program.getFileName().toString()));
        return known ? program.getFileName() + (words.length > 1 ? " " + words[1] : "") : command;
    }

    /**
     * The command that runs a shell command of the build.
     *
     * @param shellCommand for {@code sh -c}
     */
    public List<String> command(String shellCommand) throws IOException {
        if (mode == Mode.PATH) {
            return List.of("/bin/sh", "-c", shellCommand);
        }
        Set<Path> covered = new LinkedHashSet<>();
        for (MachineCompiler compiler : compilers) {
            covered.add(compiler.path().toRealPath());
        }
        StringBuilder script = new StringBuilder("set -e\n");
        for (Path file : covered) {
            script.append("mount --bind %s %s\n"
                    .formatted(
                            WrapperScript.quote(tools.resolve(SCRIPT).toString()),
                            WrapperScript.quote(file.toString())));
        }
        script.append("set +e\nexec /bin/sh -c \"$1\"\n");
        return List.of(
                "unshare",
                "--mount",
                "--propagation",
                "private",
                "/bin/sh",
                "-c",
                script.toString(),
                "sh",
                shellCommand);
    }
}
