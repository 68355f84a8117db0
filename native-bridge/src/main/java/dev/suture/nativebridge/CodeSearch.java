package dev.suture.nativebridge;

/** Looks through the code of a mapping for what remote calls borrow. */
final class CodeSearch {
    private static final int LONGEST_SCAN = 32 * 1024 * 1024;

    private final byte[] code;
    private final int length;
    private final int step;

    private CodeSearch(byte[] code, int length, int step) {
        this.code = code;
        this.length = length;
        this.step = step;
    }

    static KnownCode.Offsets in(MemoryMapping mapping, ProcessMemory memory, CallPatterns patterns) {
        byte[] code = new byte[(int) Math.min(mapping.length(), LONGEST_SCAN)];
        int length = memory.readSome(mapping.start(), code, 0, code.length);
        CodeSearch search = new CodeSearch(code, length, patterns.alignment());
        return new KnownCode.Offsets(
                search.find(patterns.systemCallReturn()),
                search.find(patterns.restorer()),
                search.find(patterns.systemCall()));
    }

    /** @return the offset of the first match, negative if there is none */
    private int find(byte[] wanted) {
        for (int i = 0; i <= length - wanted.length; i += step) {
            int matched = 0;
            while (matched < wanted.length && code[i + matched] == wanted[matched]) {
                matched++;
            }
            if (matched == wanted.length) {
                return i;
            }
        }
        return -1;
    }
}
