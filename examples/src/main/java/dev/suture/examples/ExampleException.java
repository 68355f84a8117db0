package dev.suture.examples;

/** An example could not be unpacked, built, started or talked to; the message is for people. */
public final class ExampleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ExampleException(String message) {
        super(message);
    }

    public ExampleException(String message, Throwable cause) {
        super(message, cause);
    }
}
