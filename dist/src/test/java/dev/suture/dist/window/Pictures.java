package dev.suture.dist.window;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** What can be said of a picture without looking at it. */
final class Pictures {
    private static final Path FOLDER = Path.of("target", "screenshots");

    private Pictures() {}

    /** Keeps it, for people. */
    static void keep(BufferedImage picture, String name) throws IOException {
        Files.createDirectories(FOLDER);
        ImageIO.write(picture, "png", FOLDER.resolve(name + ".png").toFile());
    }

    /** How many colours there are; a blank one has one, and text alone makes dozens. */
    static int colours(BufferedImage picture) {
        return (int) pixels(picture).distinct().count();
    }

    /** From 0, all black, to 255. */
    static double brightness(BufferedImage picture) {
        return pixels(picture)
                .map(p -> ((p >> 16 & 0xff) + (p >> 8 & 0xff) + (p & 0xff)) / 3)
                .average()
                .orElseThrow();
    }

    /** The share of the pixels that differ. */
    static double difference(BufferedImage one, BufferedImage other) {
        int[] first = pixels(one).toArray();
        int[] second = pixels(other).toArray();
        if (first.length != second.length) {
            return 1;
        }
        return (double) IntStream.range(0, first.length)
                        .filter(i -> first[i] != second[i])
                        .count()
                / first.length;
    }

    private static IntStream pixels(BufferedImage picture) {
        // A part of a picture shares the whole's memory, so that its own has to be asked for.
        return IntStream.of(picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth()));
    }
}
