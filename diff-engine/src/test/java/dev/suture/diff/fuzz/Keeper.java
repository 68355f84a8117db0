package dev.suture.diff.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Makes an input that fails smaller, so that fewer of its bytes differ from the sound files, and writes it to a folder. */
final class Keeper {
    private static final int MOST_TRIES = 600;

    private final Path folder;
    private final Subject subject;

    Keeper(String name, Subject subject) {
        this.folder = Path.of("target", "fuzz", name);
        this.subject = subject;
    }

    /** Where the input stands now, made as small as it goes while it still fails in the same way. */
    Path keep(Input input, String kind) {
        return write(new Smaller(input, kind).find());
    }

    /** As it is: for what does not come to an end. */
    Path keepWhole(Input input) {
        return write(input);
    }

    private Path write(Input input) {
        try {
            Path place = Files.createDirectories(folder.resolve(Long.toString(input.seed())));
            Files.write(place.resolve("base"), input.base());
            Files.write(place.resolve("patched"), input.patched());
            Files.writeString(place.resolve("what.txt"), "%s%n%s%n".formatted(input, differences(input)));
            return place;
        } catch (IOException e) {
            throw new UncheckedIOException("the input cannot be kept: " + e.getMessage(), e);
        }
    }

    private static String differences(Input input) {
        return differences("base", input.origin().base(), input.base())
                + differences("patched", input.origin().patched(), input.patched());
    }

    private static String differences(String side, byte[] sound, byte[] broken) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(sound.length, broken.length); i++) {
            if (sound[i] != broken[i]) {
                text.append("%s 0x%x: %02x, was %02x%n".formatted(side, i, broken[i], sound[i]));
            }
        }
        return text
                + (sound.length == broken.length
                        ? ""
                        : "%s: %d bytes, was %d%n".formatted(side, broken.length, sound.length));
    }

    /** Puts back ever smaller stretches of the sound bytes. */
    private final class Smaller {
        private final String kind;
        private Input best;
        private int tries;

        Smaller(Input input, String kind) {
            this.best = input;
            this.kind = kind;
        }

        Input find() {
            tryOut(best.with(best.origin().base(), best.patched()));
            tryOut(best.with(best.base(), best.origin().patched()));
            restore(true);
            restore(false);
            return best;
        }

        private void restore(boolean base) {
            byte[] sound = base ? best.origin().base() : best.origin().patched();
            int common = Math.min(sound.length, (base ? best.base() : best.patched()).length);
            for (int step = common; step >= 1; step /= 4) {
                for (int at = 0; at < common; at += step) {
                    byte[] broken = base ? best.base() : best.patched();
                    int end = Math.min(common, at + step);
                    if (!Arrays.equals(sound, at, end, broken, at, end)) {
                        byte[] restored = broken.clone();
                        System.arraycopy(sound, at, restored, at, end - at);
                        tryOut(base ? best.with(restored, best.patched()) : best.with(best.base(), restored));
                    }
                }
            }
        }

        private void tryOut(Input input) {
            if (tries++ > MOST_TRIES) {
                return;
            }
            try {
                subject.run(input);
            } catch (Throwable e) {
                if (Campaign.kind(e).equals(kind)) {
                    best = input;
                }
            }
        }
    }
}
