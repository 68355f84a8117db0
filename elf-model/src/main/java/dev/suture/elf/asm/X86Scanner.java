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
            at += taken;
        }
    }
}
