package dev.suture.agent.server;

import dev.suture.agent.rpc.Connection;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The clients that are connected: so many and no more, and none that keeps a place without using it. */
final class Sessions implements AutoCloseable {
    static final int MOST = 64;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(Sessions.class.getName());

    private final Function<Connection.Streams, Session> begin;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();

    Sessions(Function<Connection.Streams, Session> begin) {
        this.begin = begin;
    }

    /** Serves a new client, or closes the connection where there is no place for it. */
    void add(Connection.Streams streams) {
        if (sessions.size() >= MOST && !makeRoom()) {
            LOG.log(Level.WARNING, "A client was turned away: {0} are connected.", MOST);
            try {
                streams.transport().close();
            } catch (IOException e) {
                // It is gone already.
            }
            return;
        }
        Session session = begin.apply(streams);
        sessions.add(session);
        session.connection().ended().thenRun(() -> sessions.remove(session));
    }

    private boolean makeRoom() {
        Optional<Session> idlest = sessions.stream().filter(Session::givesWay).max(Comparator.comparing(Session::idle));
        idlest.ifPresent(s -> {
            sessions.remove(s);
            s.connection().close();
        });
        return idlest.isPresent();
    }

    /** Closes those that hold a place without using it. */
    void sweep() {
        for (Session session : sessions) {
            session.fault().ifPresent(why -> {
                LOG.log(Level.WARNING, "A client was disconnected: {0}.", why);
                session.connection().close();
            });
        }
    }

    int size() {
        return sessions.size();
    }

    /** Ends all conversations; before, each client gets what was said to it, if it reads. */
    @Override
    public void close() {
        sessions.forEach(s -> s.connection().finish());
        sessions.forEach(s -> s.connection().awaitEnd(LAST_WORDS));
        sessions.forEach(s -> s.connection().close());
    }
}
