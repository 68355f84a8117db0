package dev.suture.elf;

/**
 * A file is not the ELF it claims to be, or not one Suture can read. The message names the file, the byte offset and
 * what was expected there.
 */
public final class ElfFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long offset;

    /**
     * @param file the file's path or another name people know it by
     * @param offset byte offset in the file at which the expectation failed
     * @param problem what was expected and what was found instead
     */
    public ElfFormatException(String file, long offset, String problem) {
        super("%s: at offset 0x%x: %s".formatted(file, offset, problem));
        this.file = file;
        this.offset = offset;
    }

    public String file() {
        return file;
    }

    /** Byte offset in the file. */
    public long offset() {
        return offset;
    }
}
