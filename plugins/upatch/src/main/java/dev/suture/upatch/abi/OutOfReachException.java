package dev.suture.upatch.abi;

/** A place cannot hold the address or distance that belongs there. */
public final class OutOfReachException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfReachException(long from, long to) {
        super("0x%x does not reach 0x%x".formatted(from, to));
    }
}
