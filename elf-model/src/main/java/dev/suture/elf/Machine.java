package dev.suture.elf;

/**
 * The processor architectures Suture knows, by their {@code e_machine} number (ELF gABI, chapter 4, and the psABI of
 * each).
 */
public enum Machine {
    X86_64(62, "x86_64"),
    AARCH64(183, "aarch64"),
    RISCV(243, "riscv64"),
    PPC64(21, "ppc64"),
    S390(22, "s390x"),
    LOONGARCH(258, "loongarch64"),
    /** Any other number; files of such machines can be listed but not compared. */
    OTHER(0, "unknown");

    private final int number;
    private final String label;

    Machine(int number, String label) {
        this.number = number;
        this.label = label;
    }

    /** The {@code e_machine} value; 0 for {@link #OTHER}. */
    public int number() {
        return number;
    }

    /** The name people use for it, as {@code uname -m} prints it. */
    public String label() {
        return label;
    }

    /** The machine with this {@code e_machine} number, {@link #OTHER} if Suture does not know it. */
    public static Machine of(int number) {
        for (Machine machine : values()) {
            if (machine.number == number && machine != OTHER) {
                return machine;
            }
        }
        return OTHER;
    }
}
