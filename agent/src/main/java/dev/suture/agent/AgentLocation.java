package dev.suture.agent;

import dev.suture.manager.StoreLocation;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where an agent listens.
 *
 * @param socket absolute path of its UNIX socket; what else the agent keeps while it runs lies in the same folder
 */
public record AgentLocation(Path socket) {
    /** {@code sun_path} of unix(7) has 108 bytes, the last of which is a zero; a socket is made under a longer name. */
    private static final int LONGEST = 107 - ".new".length();

    public AgentLocation {
        socket = socket.toAbsolutePath().normalize();
    }

    /** The agent of whoever runs this program. */
    public static AgentLocation standard() {
        return of(System.getenv(), "root".equals(System.getProperty("user.name")), StoreLocation.standard());
    }

    /**
     * {@code SUTURE_SOCKET}; else, where {@code SUTURE_HOME} names a store, in it, so that each store has an agent of its own;
     * else the system's folder for root, and {@code XDG_RUNTIME_DIR} or the store for others.
     */
    static AgentLocation of(Map<String, String> environment, boolean root, Path store) {
        return new AgentLocation(variable(environment, "SUTURE_SOCKET")
                .or(() -> variable(environment, "SUTURE_HOME").map(AgentLocation::inStore))
                .or(() -> Optional.of(Path.of("/run/suture/agent.sock")).filter(p -> root))
                // The XDG base directory specification has relative paths ignored.
                .or(() -> variable(environment, "XDG_RUNTIME_DIR")
                        .filter(Path::isAbsolute)
                        .map(folder -> folder.resolve("suture/agent.sock")))
                .orElseGet(() -> inStore(store)));
    }

    private static Path inStore(Path store) {
        return store.resolve("run/agent.sock");
    }

    private static Optional<Path> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(Predicate.not(String::isBlank))
                .map(Path::of);
    }

    /** Held locked by the agent that runs, whatever became of its socket; holds its pid. */
    public Path lock() {
        return socket.resolveSibling(socket.getFileName() + ".lock");
    }

    /** @throws PatchException (TROUBLE) if no socket can have that path */
    public AgentLocation requireUsable() {
        int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "socket-path",
                    "The agent cannot listen at %s: a UNIX socket's path has at most %d bytes, and this one %d."
                            .formatted(socket, LONGEST, length),
                    "Name a shorter one in SUTURE_SOCKET, or work without an agent: SUTURE_AGENT=off.");
        }
        return this;
    }
}
