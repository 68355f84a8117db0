package dev.suture.agent.wire;

import dev.suture.manager.Action;
import dev.suture.manager.ChangeRequest;
import dev.suture.manager.PackageKey;
import dev.suture.manager.Sweep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The parameters of calls. */
public sealed interface Params {
    /** Parameters of work that tells how far it is. */
    sealed interface Watched extends Params {
        /** What notifications of progress carry, to tell them apart; null if none are wanted. */
        String progressToken();
    }

    record None() implements Params {}

    /** @param protocolVersion the client's {@link Calls#PROTOCOL_VERSION} */
    record Hello(int protocolVersion, String client) implements Params {}

    /** @param identifier a patch or a package; in some calls it may be left out for all */
    record Identified(String identifier) implements Params {
        public String name() {
            return Fields.required(identifier, "identifier");
        }

        public Optional<String> maybe() {
            return Optional.ofNullable(identifier);
        }
    }

    /** @param count how many at most */
    record Latest(int count) implements Params {
        private static final int MOST = 500;

        /** As many as may go over the wire. */
        public int bounded() {
            return Math.clamp(count, 0, MOST);
        }
    }

    /** @param key an Ed25519 public key's SubjectPublicKeyInfo in Base64; may be left out */
    record Find(String identifier, String key) implements Params {
        public String name() {
            return Fields.required(identifier, "identifier");
        }

        public Optional<PackageKey> packageKey() {
            return Optional.ofNullable(key).map(PackageKey::new);
        }
    }

    /** @param file absolute path on the agent's machine; @param key as in {@link Find} */
    record Add(String file, String key) implements Params {
        public Path path() {
            return Path.of(Fields.required(file, "file"));
        }

        public Optional<PackageKey> packageKey() {
            return Optional.ofNullable(key).map(PackageKey::new);
        }
    }

    /** For what is done or only told. */
    record Forget(String identifier, Boolean dryRun) implements Params {
        public String name() {
            return Fields.required(identifier, "identifier");
        }

        public boolean dry() {
            return Fields.flag(dryRun);
        }
    }

    record Save(Boolean dryRun) implements Params {
        public boolean dry() {
            return Fields.flag(dryRun);
        }
    }

    record Recover(Boolean dryRun, long timeoutMillis, String progressToken) implements Watched {
        public static Recover of(boolean dryRun, Duration timeout, String progressToken) {
            return new Recover(dryRun, timeout.toMillis(), progressToken);
        }

        public Duration timeout() {
            return Duration.ofMillis(timeoutMillis);
        }

        public boolean dry() {
            return Fields.flag(dryRun);
        }
    }

    /** @param pids the processes; empty or left out for all */
    record Change(
            String action, String identifier, String key, List<Integer> pids, long timeoutMillis, String progressToken)
            implements Watched {
        public static Change of(ChangeRequest request, String progressToken) {
            return new Change(
                    Fields.word(request.action()),
                    request.identifier(),
                    request.key().map(PackageKey::spki).orElse(null),
                    List.copyOf(new TreeSet<>(request.pids())),
                    request.timeout().toMillis(),
                    progressToken);
        }

        public ChangeRequest request() {
            return new ChangeRequest(
                    Fields.constant(Action.class, action, "action"),
                    Fields.required(identifier, "identifier"),
                    Optional.ofNullable(key).map(PackageKey::new),
                    Set.copyOf(Fields.each(pids, (Integer p) -> p)),
                    Duration.ofMillis(timeoutMillis));
        }
    }

    /** @param pids the processes; empty or left out for all */
    record Sweeping(String sweep, List<Integer> pids, long timeoutMillis, String progressToken) implements Watched {
        public static Sweeping of(Sweep sweep, Set<Integer> pids, Duration timeout, String progressToken) {
            return new Sweeping(
                    Fields.word(sweep), List.copyOf(new TreeSet<>(pids)), timeout.toMillis(), progressToken);
        }

        public Set<Integer> processes() {
            return Set.copyOf(Fields.each(pids, (Integer p) -> p));
        }

        public Sweep what() {
            return Fields.constant(Sweep.class, sweep, "sweep");
        }

        public Duration timeout() {
            return Duration.ofMillis(timeoutMillis);
        }
    }
}
