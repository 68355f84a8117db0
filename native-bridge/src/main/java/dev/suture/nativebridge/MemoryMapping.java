package dev.suture.nativebridge;

/**
 * One line of {@code /proc/PID/maps} (proc_pid_maps(5)).
 *
 * @param start first address
 * @param end first address behind it
 * @param permissions four letters as in the file, e.g. {@code r-xp}
 * @param offset offset in the mapped file, in bytes
 * @param device {@code major:minor} in hexadecimal, as in the file
 * @param inode inode of the mapped file, 0 where there is none
 * @param path path of the file in the process's own mount namespace, a name like {@code [stack]}, or empty
 * @param deleted whether the file has been unlinked or replaced since it was mapped
 */
public record MemoryMapping(
        long start,
        long end,
        String permissions,
        long offset,
        String device,
        long inode,
        String path,
        boolean deleted) {
    private static final String DELETED_MARK = " (deleted)";

    /**
     * Parses one line.
     *
     * @throws IllegalArgumentException if it does not have the form of proc_pid_maps(5)
     */
    public static MemoryMapping parse(String line) {
        // start-end perms offset dev inode, then padding and the path, which may contain blanks itself.
        String[] fields = line.split(" +", 6);
        if (fields.length < 5) {
            throw new IllegalArgumentException("Not a line of /proc/PID/maps: " + line);
        }
        int dash = fields[0].indexOf('-');
        String path = fields.length == 6 ? unescape(fields[5]) : "";
        boolean deleted = path.endsWith(DELETED_MARK);
        return new MemoryMapping(
                Long.parseUnsignedLong(fields[0], 0, dash, 16),
                Long.parseUnsignedLong(fields[0], dash + 1, fields[0].length(), 16),
                fields[1],
                Long.parseUnsignedLong(fields[2], 16),
                fields[3],
                Long.parseUnsignedLong(fields[4]),
                deleted ? path.substring(0, path.length() - DELETED_MARK.length()) : path,
                deleted);
    }

    /** The kernel writes a line feed in a path as \012 and escapes nothing else. */
    private static String unescape(String path) {
        return path.replace("\\012", "\n");
    }

    /** Whether the address lies inside, compared as unsigned. */
    public boolean contains(long address) {
        return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
    }

    /** Length in bytes. */
    public long length() {
        return end - start;
    }

    public boolean readable() {
        return permissions.charAt(0) == 'r';
    }

    public boolean writable() {
        return permissions.charAt(1) == 'w';
    }

    public boolean executable() {
        return permissions.charAt(2) == 'x';
    }

    /** Whether others do not see what is written to it. */
    public boolean isPrivate() {
        return permissions.charAt(3) == 'p';
    }

    /** Whether it maps a file (not anonymous memory, the stack, the vdso and their like). */
    public boolean fileBacked() {
        return inode != 0 && path.startsWith("/");
    }

    /** The name this mapping has in {@code /proc/PID/map_files}. */
    String mapFilesName() {
        return Long.toHexString(start) + "-" + Long.toHexString(end);
    }
}
