package dev.suture.source;

import dev.suture.elf.ElfFile;
import dev.suture.elf.dwarf.Dwarf;
import dev.suture.plugin.PatchException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the machine's compiler is the one that made the target. Both write who they are: into {@code .comment}
 * ("GCC: (Debian 12.2.0-14) 12.2.0") and, with debugging information, into DW_AT_producer ("GNU C17 12.2.0 -O2 ...").
 */
final class CompilerCheck {
    private static final Pattern GCC_COMMENT = Pattern.compile("GCC: \\(.*\\) (\\d+(?:\\.\\d+)+).*");
    private static final Pattern GCC_PRODUCER = Pattern.compile("GNU (?:C|C\\+\\+)\\d* (\\d+(?:\\.\\d+)+).*");
    private static final Pattern CLANG = Pattern.compile(".*clang version (\\d+(?:\\.\\d+)+).*");

    private CompilerCheck() {}

    /**
     * @param object one of the base objects that the patch had compiled again
     * @throws PatchException REFUSED {@code compiler-mismatch}
     */
    static void check(TargetFile target, ElfFile targetElf, BuiltObject object, ElfFile objectElf) {
        Set<String> ofTarget = versions(targetElf);
        for (Path debugFile : target.debugFile().stream().toList()) {
            ElfKind.linked(debugFile).map(CompilerCheck::versions).ifPresent(ofTarget::addAll);
        }
        Set<String> ofObject = versions(objectElf);
        if (ofTarget.isEmpty() || ofObject.isEmpty() || ofObject.stream().anyMatch(ofTarget::contains)) {
            return;
        }
        throw new PatchException(
                PatchException.Kind.REFUSED,
                "compiler-mismatch",
                "%s was built with %s, and %s now with %s: their code differs where the patch changes nothing."
                        .formatted(
                                target.elf(),
                                String.join(" and ", ofTarget),
                                object.name(),
                                String.join(" and ", ofObject)),
                "Have the build use the target's compiler, e.g. with CC=gcc-%s in the build command."
                        .formatted(majors(ofTarget)));
    }

    private static String majors(Set<String> versions) {
        return versions.iterator().next().replaceFirst(".* (\\d+).*", "$1");
    }

    private static Set<String> versions(ElfFile elf) {
        List<String> said = new ArrayList<>(elf.comments());
        if (said.stream().noneMatch(s -> !version(s).isEmpty())) {
            said.addAll(Dwarf.of(elf).producers());
        }
        Set<String> versions = new TreeSet<>();
        said.forEach(s -> versions.addAll(version(s)));
        return versions;
    }

    private static Set<String> version(String text) {
        Set<String> found = new LinkedHashSet<>();
        for (Pattern pattern : List.of(GCC_COMMENT, GCC_PRODUCER)) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.matches()) {
                found.add("gcc " + matcher.group(1));
            }
        }
        Matcher clang = CLANG.matcher(text);
        if (clang.matches()) {
            found.add("clang " + clang.group(1));
        }
        return found;
    }
}
