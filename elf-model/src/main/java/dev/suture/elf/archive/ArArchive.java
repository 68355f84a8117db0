package dev.suture.elf.archive;

import dev.suture.elf.ElfBytes;
import dev.suture.elf.Lazy;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An {@code ar} archive as GNU and BSD tools write it (ar(5) of FreeBSD; binutils' documentation of {@code ar}). A view
 * on the mapped file: {@link #members} reads the members' headers, nothing of their contents. Safe for use by several
 * threads.
 */
public final class ArArchive {
    private static final String MAGIC = "!<arch>\n";
    private static final String THIN_MAGIC = "!<thin>\n";
    private static final int HEADER = 60;
    /** BSD: the name stands before the contents and is as long as the number says. */
    private static final String BSD_LONG_NAME = "#1/";

    private final ElfBytes bytes;
    private final Lazy<List<ArMember>> members = Lazy.of(this::readMembers);

    private ArArchive(ElfBytes bytes) {
        this.bytes = bytes;
        String magic = bytes.size() < MAGIC.length() ? "" : text(0, MAGIC.length());
        if (magic.equals(THIN_MAGIC)) {
            throw bytes.error(
                    0,
                    "an archive that contains its members, found a thin one, which only names them; "
                            + "`ar -M` or the linker's command line say which files they are: open those");
        }
        if (!magic.equals(MAGIC)) {
            throw bytes.error(0, "an ar archive: \"!<arch>\" and a line end");
        }
    }

    /**
     * Maps an archive.
     *
     * @throws dev.suture.elf.ElfFormatException if it is none, or a thin one
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static ArArchive open(Path path) {
        return new ArArchive(ElfBytes.map(path.toString(), path, ByteOrder.LITTLE_ENDIAN));
    }

    /** A view on bytes in memory, which must not change any more; {@code name} is what errors call them. */
    public static ArArchive of(String name, byte[] bytes) {
        return new ArArchive(ElfBytes.of(name, bytes, ByteOrder.LITTLE_ENDIAN));
    }

    /** The members in file order, without the archive's own tables of symbols and names. */
    public List<ArMember> members() {
        return members.get();
    }

    /** The first member of that name. */
    public Optional<ArMember> member(String name) {
        return members().stream().filter(member -> member.name().equals(name)).findFirst();
    }

    private List<ArMember> readMembers() {
        List<ArMember> result = new ArrayList<>();
        Optional<ElfBytes> longNames = Optional.empty();
        long at = MAGIC.length();
        while (at < bytes.size()) {
            bytes.slice(at, HEADER, "the header of an archive member");
            if (!text(at + 58, 2).equals("`\n")) {
                throw bytes.error(at + 58, "` and a line end at the end of a member's header");
            }
            String name = text(at, 16).stripTrailing();
            long size = number(at + 48, 10, "the size of a member");
            long start = at + HEADER;
            ElfBytes contents = bytes.slice(start, size, "the contents of member " + name);
            if (name.equals("//")) {
                longNames = Optional.of(contents);
            } else if (!isSymbolTable(name)) {
                member(name, start, contents, longNames).ifPresent(result::add);
            }
            // Headers stand at even offsets.
            at = start + size + (size & 1);
        }
        return List.copyOf(result);
    }

    private static boolean isSymbolTable(String name) {
        return name.equals("/") || name.equals("/SYM64/") || name.startsWith("__.SYMDEF");
    }

    private Optional<ArMember> member(String field, long start, ElfBytes contents, Optional<ElfBytes> longNames) {
        if (field.startsWith(BSD_LONG_NAME)) {
            long length = number(start - HEADER + BSD_LONG_NAME.length(), 13, "the length of a member's name");
            ElfBytes stored = contents.slice(0, length, "the name of a member");
            String padded = new String(stored.toArray(), StandardCharsets.UTF_8);
            int end = padded.indexOf('\0');
            String name = end < 0 ? padded : padded.substring(0, end);
            ElfBytes rest = contents.slice(length, contents.size() - length, "the contents of a member");
            return isSymbolTable(name) ? Optional.empty() : Optional.of(member(name, start + length, rest));
        }
        if (field.length() > 1 && field.startsWith("/")) {
            long offset = number(start - HEADER + 1, 15, "the offset of a member's name");
            ElfBytes names = longNames.orElseThrow(
                    () -> bytes.error(start - HEADER, "a table of long names (//) before the first of them"));
            return Optional.of(member(longName(names, offset), start, contents));
        }
        String name = field.endsWith("/") ? field.substring(0, field.length() - 1) : field;
        return Optional.of(member(name, start, contents));
    }

    private ArMember member(String name, long start, ElfBytes contents) {
        return new ArMember(name, start, contents.asFile("%s(%s)".formatted(bytes.file(), name)));
    }

    /** GNU ends names with a slash and a line end, since they may hold blanks. */
    private static String longName(ElfBytes names, long offset) {
        long end = offset;
        while (end - offset < ElfBytes.LONGEST_STRING && names.u8(end) != '\n') {
            end++;
        }
        String name = new String(names.copy(offset, (int) (end - offset)), StandardCharsets.UTF_8);
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }

    private long number(long at, int width, String what) {
        String digits = text(at, width).strip();
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw bytes.error(at, "%s in decimal digits, found \"%s\"".formatted(what, digits));
        }
        return Long.parseLong(digits);
    }

    private String text(long at, int length) {
        return new String(bytes.copy(at, length), StandardCharsets.ISO_8859_1);
    }
}
