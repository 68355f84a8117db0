package dev.suture.workbench.parts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javafx.geometry.Rectangle2D;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Transform;

/** The program's own picture, drawn from the file that desktops show too. */
public final class AppIcon {
    /** The file is this project's, so that no more of SVG need be read than it uses. */
    private static final Pattern PATH = Pattern.compile("<path fill=\"([^\"]+)\" d=\"([^\"]+)\"/>");

    private static final String FILE = "/dev/suture/workbench/suture.svg";
    private static final double DRAWN_SIZE = 64;

    private AppIcon() {}

    /** In the sizes that window managers ask for; on the FX thread. */
    public static List<Image> images() {
        String svg = svg();
        return IntStream.of(16, 32, 48, 64, 128)
                .mapToObj(size -> image(svg, size))
                .toList();
    }

    private static Image image(String svg, int size) {
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setFill(Color.TRANSPARENT);
        parameters.setTransform(Transform.scale(size / DRAWN_SIZE, size / DRAWN_SIZE));
        parameters.setViewport(new Rectangle2D(0, 0, size, size));
        List<Node> paths = PATH.matcher(svg)
                .results()
                .map(m -> path(m.group(1), m.group(2)))
                .toList();
        return new Group(paths).snapshot(parameters, null);
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
