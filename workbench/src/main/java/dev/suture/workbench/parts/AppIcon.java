package dev.suture.workbench.parts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javafx.geometry.Rectangle2D;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Transform;

/** The program's own picture, drawn from the file that desktops show too. */
public final class AppIcon {
    /** The file is this project's, so that no more of SVG need be read than it uses. */
    private static final Pattern PATH = Pattern.compile("<path fill=\"([^\"]+)\" d=\"([^\"]+)\"/>");

    private static final String FILE = "/dev/suture/workbench/suture.svg";
    private static final double DRAWN_SIZE = 64;
    private static final int SIZE = 128;

    private AppIcon() {}

    /** Large enough for all that desktops make of it; on the FX thread. */
    public static Image image() {
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setFill(Color.TRANSPARENT);
        parameters.setTransform(Transform.scale(SIZE / DRAWN_SIZE, SIZE / DRAWN_SIZE));
        parameters.setViewport(new Rectangle2D(0, 0, SIZE, SIZE));
        List<Node> paths = PATH.matcher(svg())
                .results()
                .map(m -> path(m.group(1), m.group(2)))
                .toList();
        return plain(new Group(paths).snapshot(parameters, null));
    }

    /** The same with bytes as pixels: JavaFX sets no icon from what a snapshot makes. */
    private static Image plain(Image image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        byte[] pixels = new byte[width * height * Integer.BYTES];
        image.getPixelReader()
                .getPixels(0, 0, width, height, PixelFormat.getByteBgraPreInstance(), pixels, 0, width * Integer.BYTES);
        return new WritableImage(
                new PixelBuffer<>(width, height, ByteBuffer.wrap(pixels), PixelFormat.getByteBgraPreInstance()));
    }

    private static Node path(String fill, String shape) {
        SVGPath path = new SVGPath();
        path.setContent(shape);
        path.setFill(Color.web(fill));
        return path;
    }

    private static String svg() {
        try (InputStream in = Objects.requireNonNull(AppIcon.class.getResourceAsStream(FILE), FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
