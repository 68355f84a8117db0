package dev.suture.diff.compare;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.item.Reference;
import dev.suture.diff.item.Target;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Comparison;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a change is made of, in a few characters. Changes of different builds have equal ones if their items hold the same
 * bytes and refer to the same things, wherever these lie.
 */
public final class Fingerprint {
    private static final int LENGTH = 16;

    private final MessageDigest digest;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** That of a change of this comparison. */
    public static String of(Comparison comparison, Change change) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.side(comparison.base(), change.base());
        fingerprint.side(comparison.patched(), change.patched());
        return HexFormat.of().formatHex(fingerprint.digest.digest(), 0, LENGTH);
    }

    private void side(ObjectItems items, Optional<Item> item) {
        number(item.isPresent() ? 1 : 0);
        item.ifPresent(i -> {
            List<Reference> references = items.references(i);
            contents(i, references);
            for (Reference reference : references) {
                number(reference.offset());
                number(reference.type());
                target(items, reference);
            }
        });
    }

    private void contents(Item item, List<Reference> references) {
        number(item.size());
        number(item.isZeroInitialised() ? 1 : 0);
        if (!item.isZeroInitialised()) {
            digest.update(Meaning.contents(item.bytes(), references));
        }
    }

    /** Literals and what has no name are what they hold; how far their own references lead is not followed. */
    private void target(ObjectItems items, Reference reference) {
        switch (reference.target()) {
            case Target.Undefined(String name) -> {
                text(name);
                number(reference.addend());
            }
            case Target.Absolute(long value) -> number(value + reference.addend());
            case Target.Defined(Item item, long delta) -> {
                number(delta + reference.addend());
                if (item.isNamed()) {
                    text(item.name());
                } else {
                    contents(item, items.references(item));
                }
            }
        }
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        digest.update(bytes);
    }

    private void number(long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
    }
}
