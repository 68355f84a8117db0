package dev.suture.diff.render;

import dev.suture.diff.compare.ReferenceNames;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.Reference;
import dev.suture.diff.item.Target;
import dev.suture.diff.render.DiffRow.Role;
import dev.suture.diff.render.DiffRow.Token;
import dev.suture.elf.asm.Instruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One instruction with its relocations as names, ready to be compared and drawn.
 *
 * @param instruction what was decoded
 * @param references the relocations inside the instruction
 * @param branch for a branch inside the function, the byte offset it leads to
 */
record CodeLine(Instruction instruction, List<Reference> references, OptionalLong branch) {
    private static final Pattern NUMBER = Pattern.compile("0x[0-9a-f]+|\\d+");
    private static final Pattern RIP = Pattern.compile("\\[rip(?: [+-] (?:0x)?[0-9a-f]+)?]");
    private static final int MNEMONIC_WIDTH = 8;
    private static final int WORD = 0;
    private static final int SPACE = 1;
    private static final int OTHER = 2;

    static CodeLine of(Instruction instruction, List<Reference> references, long codeSize) {
        return new CodeLine(
                instruction, references, references.isEmpty() ? branch(instruction, codeSize) : OptionalLong.empty());
    }

    /** A sole number as operand of a jump is where it leads; the code is decoded at address 0. */
    private static OptionalLong branch(Instruction instruction, long codeSize) {
        String operands =
                instruction.operands().substring(prefixLength(instruction)).replace("#", "");
        boolean jumps = instruction.mnemonic().startsWith("j")
                || instruction.mnemonic().startsWith("b")
                || instruction.mnemonic().startsWith("loop")
                || instruction.mnemonic().equals("call")
                || prefixLength(instruction) > 0;
        if (!jumps || !NUMBER.matcher(operands).matches()) {
            return OptionalLong.empty();
        }
        try {
            long target = Long.decode(operands);
            return target >= 0 && target < codeSize ? OptionalLong.of(target) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            // A number beyond 64 bits is no place in this function.
            return OptionalLong.empty();
        }
    }

    /** The operands in front of the place: AArch64's compare or test a register and branch in one instruction. */
    private static int prefixLength(Instruction instruction) {
        return switch (instruction.mnemonic()) {
            case "cbz", "cbnz", "tbz", "tbnz" ->
                Math.max(0, instruction.operands().lastIndexOf('#'));
            default -> 0;
        };
    }

    /** Whether the operand is nothing but a place; where a relocation fills it in, the number says nothing. */
    private boolean isSoleNumber() {
        return NUMBER.matcher(instruction.operands().replace("#", "")).matches();
    }

    /** What it does and on what, branch targets left out: equal keys mean the same line, wherever it stands. */
    String meaning() {
        StringBuilder meaning = new StringBuilder(instruction.mnemonic()).append(' ');
        if (branch.isPresent()) {
            meaning.append(instruction.operands(), 0, prefixLength(instruction));
        } else {
            meaning.append(references.isEmpty() ? instruction.operands() : withoutDistance());
        }
        references.forEach(r -> meaning.append('|').append(label(r)));
        return meaning.toString();
    }

    /** The operands without the number that stands where the object has a relocation, or linked code a distance. */
    private String withoutDistance() {
        String operands = instruction.operands();
        return isSoleNumber() ? "" : RIP.matcher(operands).replaceAll("[rip]");
    }

    /** The pieces of the line, none marked as different yet. */
    List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        String mnemonic = instruction.mnemonic();
        tokens.add(new Token(mnemonic, Role.MNEMONIC, false));
        if (instruction.operands().isEmpty()) {
            return tokens;
        }
        tokens.add(new Token(" ".repeat(Math.max(1, MNEMONIC_WIDTH - mnemonic.length())), Role.PLAIN, false));
        if (branch.isPresent()) {
            words(instruction.operands().substring(0, prefixLength(instruction)), tokens);
            tokens.add(new Token("+0x" + Long.toHexString(branch.getAsLong()), Role.OPERAND, false));
        } else if (references.isEmpty()) {
            words(instruction.operands(), tokens);
        } else {
            withNames(tokens);
        }
        return tokens;
    }

    private void withNames(List<Token> tokens) {
        String operands = instruction.operands();
        Reference first = references.getFirst();
        Matcher rip = RIP.matcher(operands);
        List<Reference> rest = references;
        if (rip.find()) {
            words(operands.substring(0, rip.start()) + "[rip + ", tokens);
            tokens.add(name(first));
            words("]" + operands.substring(rip.end()), tokens);
            rest = references.subList(1, references.size());
        } else if (isSoleNumber()) {
            tokens.add(name(first));
            rest = references.subList(1, references.size());
        } else {
            words(operands, tokens);
        }
        for (Reference reference : rest) {
            tokens.add(new Token("  ; ", Role.PLAIN, false));
            tokens.add(name(reference));
        }
    }

    /** Words, stretches of spaces, and each other sign alone. */
    private static void words(String text, List<Token> tokens) {
        for (int at = 0; at < text.length(); ) {
            int kind = kind(text.charAt(at));
            int end = at + 1;
            while (kind != OTHER && end < text.length() && kind(text.charAt(end)) == kind) {
                end++;
            }
            tokens.add(new Token(text.substring(at, end), Role.OPERAND, false));
            at = end;
        }
    }

    private static int kind(char c) {
        if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c == '_' || c == '.') {
            return WORD;
        }
        return c == ' ' || c == '\t' ? SPACE : OTHER;
    }

    private static Token name(Reference reference) {
        boolean literal = reference.target() instanceof Target.Defined(Item item, long delta)
                && item.origin() == Item.Origin.LITERAL;
        return new Token(label(reference), literal ? Role.LITERAL : Role.SYMBOL, false);
    }

    /** The target's name, and how far from it where that is not the usual distance to the next instruction. */
    private static String label(Reference reference) {
        long distance = reference.addend()
                + switch (reference.target()) {
                    case Target.Defined(Item item, long delta) -> delta;
                    case Target.Undefined(String name) -> 0;
                    case Target.Absolute(long value) -> -reference.addend();
                };
        String name = ReferenceNames.of(reference);
        boolean plain = distance == 0 || distance == -4;
        return plain ? name : "%s%+d".formatted(name, distance);
    }

    Optional<Reference> firstReference() {
        return references.stream().findFirst();
    }
}
