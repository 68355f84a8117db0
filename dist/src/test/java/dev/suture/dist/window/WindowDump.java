package dev.suture.dist.window;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The X window dump format (XWDFile.h, version 7), which Xvfb keeps its screen in; 32 bits a pixel only. */
final class WindowDump {
    private static final int WORD = Integer.BYTES;
    private static final int COLOUR_SIZE = 12;
    private static final int RGB = 0xffffff;

    private WindowDump() {}

    static BufferedImage read(Path file) throws IOException {
        ByteBuffer dump = ByteBuffer.wrap(Files.readAllBytes(file));
        int headerSize = dump.getInt(0);
        int width = dump.getInt(4 * WORD);
        int height = dump.getInt(5 * WORD);
        boolean leastFirst = dump.getInt(7 * WORD) == 0;
        int bitsPerPixel = dump.getInt(11 * WORD);
        int bytesPerLine = dump.getInt(12 * WORD);
        int colours = dump.getInt(19 * WORD);
        if (bitsPerPixel != Integer.SIZE) {
            throw new IOException(file + " has " + bitsPerPixel + " bits a pixel");
        }
        dump.order(leastFirst ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int pixels = headerSize + colours * COLOUR_SIZE;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, dump.getInt(pixels + y * bytesPerLine + x * WORD) & RGB);
            }
        }
        return image;
    }
}
