package dev.suture.source;

import dev.suture.source.trace.Compilation;
import dev.suture.source.trace.CompilerArguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the objects that a build compiled: those it kept, and, made once more by the same command, those that it only made
 * on the way to a program that is still there.
 */
final class ObjectCollector {
    /** Runs a compilation again, with another output. */
    interface Repeat {
        /** @return whether the object was made */
        boolean compile(Compilation compilation, List<String> arguments) throws IOException;
    }

    private final Path tree;
    private final Path madeAgain;
    private final Repeat repeat;

    /**
     * @param tree the tree that was built
     * @param madeAgain where objects go that the build did not keep
     */
    ObjectCollector(Path tree, Path madeAgain, Repeat repeat) {
        this.tree = tree;
        this.madeAgain = madeAgain;
        this.repeat = repeat;
    }

    /**
     * The objects by name.
     *
     * @param calls what was recorded; of several that make the same object the last counts
     * @param alive marks found in the files that the build linked
     */
    Map<String, BuiltObject> collect(List<Compilation> calls, Set<String> alive) throws IOException {
        Map<String, Compilation> last = new LinkedHashMap<>();
        for (Compilation call : calls) {
            if (call.kind() == Compilation.Kind.COMPILE && call.succeeded() && !isRepeated(call)) {
                last.put(call.mark(), call);
            }
        }
        Map<String, BuiltObject> objects = new LinkedHashMap<>();
        for (Compilation call : last.values()) {
            CompilerArguments arguments = call.expanded();
            List<Path> made = arguments.objectsMade(call.directory());
            boolean kept = !made.isEmpty() && made.stream().allMatch(Files::isRegularFile);
            List<BuiltObject> found =
                    kept ? kept(call, made) : alive.contains(call.mark()) ? again(call, arguments) : List.of();
            found.forEach(o -> objects.put(o.name(), o));
        }
        return objects;
    }

    private boolean isRepeated(Compilation call) {
        return call.arguments().stream().anyMatch(a -> a.startsWith(madeAgain + "/"));
    }

    private List<BuiltObject> kept(Compilation call, List<Path> made) {
        return made.stream()
                .filter(f -> ElfKind.object(f).isPresent())
                .map(f -> new BuiltObject(name(f), f, call.mark(), call))
                .toList();
    }

    private List<BuiltObject> again(Compilation call, CompilerArguments arguments) throws IOException {
        List<BuiltObject> objects = new ArrayList<>();
        for (Path source : arguments.sources()) {
            if (!Files.isRegularFile(call.directory().resolve(source))) {
                continue;
            }
            Path place = arguments.onlyCompiles() && arguments.output().isPresent()
                    ? call.directory().resolve(arguments.output().get())
                    : call.directory().resolve(source + ".o");
            String name = name(place);
            Path file = madeAgain.resolve(name);
            Files.createDirectories(file.getParent());
            if (repeat.compile(call, arguments.compilingOnly(source, file))) {
                objects.add(new BuiltObject(name, file, call.mark(), call));
            }
        }
        return objects;
    }

    /** Objects are paired by it, so it says nothing of the place of the tree, and never leads out of a folder. */
    private String name(Path file) {
        Path normal = file.normalize();
        String name = normal.startsWith(tree) ? tree.relativize(normal).toString() : "outside" + normal;
        return name.endsWith(".o") ? name : name + ".o";
    }
}
