package dev.suture.manager;

import dev.suture.pack.DistributionPackage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Where installed patch packages lie if nobody says otherwise. */
public final class InstalledLocation {
    private InstalledLocation() {}

    /** The folder that {@code .deb} and {@code .rpm} packages of patches install to. */
    public static Path standard() {
        return of(System.getenv());
    }

    /** {@code SUTURE_INSTALLED}, else the system's folder. */
    static Path of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("SUTURE_INSTALLED"))
                .filter(Predicate.not(String::isBlank))
                .map(Path::of)
                .orElse(Path.of(DistributionPackage.INSTALLED));
    }
}
