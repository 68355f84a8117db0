package dev.suture.examples;

/** The source patches that come with ticketd. */
public enum ExamplePatch {
    /**
     * Corrects the group fare's first traveller and refuses parties that overflow the price. Changes {@code
     * party_parse}, {@code group_discount} and (through inlining) {@code price_party}, adds {@code can_be_priced} and
     * a string literal, and leaves every initial value as it was.
     */
    PARTY_PRICE("fix-party-price.patch"),

    /** Changes an initial value in {@code fares}, a writable table: a running process cannot take it. */
    ADULT_FARE("raise-adult-fare.patch");

    private final String fileName;

    ExamplePatch(String fileName) {
        this.fileName = fileName;
    }

    public String fileName() {
        return fileName;
    }
}
