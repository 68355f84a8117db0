package dev.suture.agent.server;

import dev.suture.agent.Me;
import dev.suture.agent.rpc.Connection;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;

/** Lets clients in: those of the agent's own user and of root, by what the kernel says of them (SO_PEERCRED, unix(7)). */
final class Doorkeeper implements Runnable {
    private static final Logger LOG = System.getLogger(Doorkeeper.class.getName());
    /** Where none can be accepted, e.g. for want of descriptors, it may be otherwise a little later. */
    private static final long PAUSE_MILLIS = 100;

    private final AgentSocket socket;
    private final Me me;
    private final Consumer<Connection.Streams> guests;

    Doorkeeper(AgentSocket socket, Me me, Consumer<Connection.Streams> guests) {
        this.socket = socket;
        this.me = me;
        this.guests = guests;
    }

    /** Until the socket is closed. */
    @Override
    public void run() {
        while (true) {
            try {
                SocketChannel channel = socket.accept();
                try {
                    receive(channel);
                } catch (IOException | RuntimeException e) {
                    LOG.log(Level.WARNING, "A client could not be served: {0}", e);
                    channel.close();
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.log(Level.WARNING, "A connection could not be accepted: {0}", e);
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private void receive(SocketChannel channel) throws IOException {
        UserPrincipal peer =
                channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        if (!me.trusts(peer)) {
            LOG.log(Level.WARNING, "A client of user {0} was refused.", peer.getName());
            channel.close();
            return;
        }
        guests.accept(
                new Connection.Streams(Channels.newInputStream(channel), Channels.newOutputStream(channel), channel));
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
