package dev.suture.agent.rpc;

import java.io.IOException;

/** What was received is no message, or too long a one; where the next would begin is not known. */
final class MalformedFrameException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedFrameException(String message) {
        super(message);
    }
}
