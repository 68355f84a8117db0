package dev.suture.source.trace;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The marks the wrapper leaves in objects, which linking keeps: an absolute local symbol {@code suture:MARK} from the GNU
 * compilers, the recorded command line in {@code .GCC.command.line} from clang. Neither takes part in code or data.
 */
public final class ObjectMarks {
    private static final String PREFIX = "suture:";
    private static final Pattern IN_COMMAND_LINE = Pattern.compile("-ffile-prefix-map=suture:([^\\s\\x00]+)=");

    private ObjectMarks() {}

    /** The marks of the objects that a file is, or was linked from. */
    public static Set<String> of(ElfFile file) {
        Set<String> marks = new LinkedHashSet<>();
        for (Symbol symbol : file.symbols()) {
            if (symbol.sectionIndex() == Symbol.ABSOLUTE && symbol.name().startsWith(PREFIX)) {
                marks.add(symbol.name().substring(PREFIX.length()));
            }
        }
        file.section(".GCC.command.line").map(ObjectMarks::text).ifPresent(text -> {
            Matcher matcher = IN_COMMAND_LINE.matcher(text);
            while (matcher.find()) {
                marks.add(matcher.group(1));
            }
        });
        return marks;
    }

    private static String text(Section section) {
        return new String(section.decompressed().toArray(), StandardCharsets.UTF_8);
    }
}
