package dev.suture.elf.unwind;

/**
 * The rules that hold from one address of a function to another: a row of the table that DWARF 5, 6.4.1 describes.
 * Immutable; {@link UnwindFrame#step} applies it.
 */
public final class UnwindRow {
    private final CommonEntry common;
    private final RuleSet rules;
    private final long start;
    private final long end;

    UnwindRow(CommonEntry common, RuleSet rules, long start, long end) {
        this.common = common;
        this.rules = rules;
        this.start = start;
        this.end = end;
    }

    /** The first address it holds for, as the file counts. */
    public long start() {
        return start;
    }

    /** The first address it no longer holds for. */
    public long end() {
        return end;
    }

    /** The CIE of the function. */
    public CommonEntry common() {
        return common;
    }

    /** Whether the return address carries an authentication code (AArch64). */
    public boolean returnAddressSigned() {
        return rules.signed;
    }

    public CfaRule cfa() {
        if (rules.cfaExpression != null) {
            return new CfaRule.Expression(rules.cfaExpression);
        }
        return rules.cfaRegister == RuleSet.NO_REGISTER
                ? new CfaRule.Unspecified()
                : new CfaRule.RegisterOffset(rules.cfaRegister, rules.cfaOffset);
    }

    /** The rule of a register, by its DWARF number. */
    public RegisterRule rule(int register) {
        int at = rules.find(register);
        if (at < 0) {
            return new RegisterRule.Unspecified();
        }
        long value = rules.values[at];
        return switch (rules.kinds[at]) {
            case RuleSet.UNDEFINED -> new RegisterRule.Undefined();
            case RuleSet.SAME_VALUE -> new RegisterRule.SameValue();
            case RuleSet.OFFSET -> new RegisterRule.AtOffset(value);
            case RuleSet.VALUE_OFFSET -> new RegisterRule.IsOffset(value);
            case RuleSet.REGISTER -> new RegisterRule.InRegister((int) value);
            case RuleSet.EXPRESSION -> new RegisterRule.AtExpression(rules.expressions[at]);
            case RuleSet.VALUE_EXPRESSION -> new RegisterRule.IsExpression(rules.expressions[at]);
            default -> new RegisterRule.Unspecified();
        };
    }

    RuleSet rules() {
        return rules;
    }

    @Override
    public String toString() {
        return "0x%x..0x%x: CFA %s, return address %s".formatted(start, end, cfa(), rule(common.returnRegister()));
    }
}
