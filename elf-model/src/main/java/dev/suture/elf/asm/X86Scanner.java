package dev.suture.elf.asm;

/** x86-64: lengths of instructions and their distances. What is no instruction in 64-bit mode comes out as one byte. */
final class X86Scanner implements CodeScanner {
    @Override
    public void scan(byte[] code, int from, int to, Visitor visitor) {
        X86Decoder decoder = new X86Decoder(code, to);
        for (int at = from; at < to; ) {
            int length = decoder.decode(at);
            boolean whole = length > 0 && at + length <= to;
            int taken = whole ? length : 1;
            visitor.instruction(at, taken);
            if (whole && decoder.field >= 0) {
                visitor.reference(new CodeReference(
                        at, decoder.field, decoder.width, 0, at + length + decoder.distance(), decoder.branch));
            }
            if (whole) {
                tell(decoder, decoder.displacement, decoder.threadLocal, visitor);
                tell(decoder, decoder.immediate, false, visitor);
            }
            at += taken;
        }
    }

    private static void tell(X86Decoder decoder, int field, boolean threadLocal, Visitor visitor) {
        if (field >= 0) {
            visitor.number(field, decoder.word(field), threadLocal);
        }
    }
}
