package dev.suture.workbench.build;

import dev.suture.plugin.PatchException;
import dev.suture.workbench.text.Messages;
import java.io.IOException;

/**
 * What is wrong with an answer, and what to do.
 *
 * @param text what is wrong
 * @param remedy what to do about it
 */
public record Advice(String text, String remedy) {
    static Advice of(PatchException e) {
        return new Advice(e.getMessage(), e.remedy());
    }

    static Advice of(IOException e, Messages messages) {
        return new Advice(
                messages.text("build.unreadable", String.valueOf(e.getMessage())),
                messages.text("build.unreadable.do"));
    }
}
