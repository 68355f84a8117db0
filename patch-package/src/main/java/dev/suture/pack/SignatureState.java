package dev.suture.pack;

/** What is known of a package's signature. */
public enum SignatureState {
    /** It has none. */
    UNSIGNED("not signed"),
    /** It has one, and no key was given to check it with. */
    NOT_CHECKED("signed, not checked as no key was given"),
    /** It fits the key that was given. */
    VALID("signed, and the signature fits the key");

    private final String label;

    SignatureState(String label) {
        this.label = label;
    }

    /** For people. */
    public String label() {
        return label;
    }
}
