package dev.suture.elf.dwarf;

/**
 * A place in source text.
 *
 * @param file path of the file as the compiler recorded it, made absolute with the recorded directories where they say
 *     enough; empty if it is not known
 * @param line counted from 1; 0 for code that belongs to no line
 */
public record SourceLine(String file, int line) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
