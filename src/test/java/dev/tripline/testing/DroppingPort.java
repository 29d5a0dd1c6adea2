// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A port on 127.0.0.1 that neither takes nor refuses a connection, as if a firewall dropped its
 * packets. Its queue of connections is full and nobody takes one out, and the system does not
 * answer those that come then.
 */
public final class DroppingPort implements AutoCloseable {

    /** Longer than a machine under load takes to answer itself. */
    private static final int MILLIS_TO_ANSWER = 500;

    private static final int BACKLOG = 1;
    private static final int LONGEST_QUEUE = 100;

    private final ServerSocket listener;
    private final List<Socket> queue = new ArrayList<>();

    private DroppingPort() throws IOException {
        listener = new ServerSocket(LoopbackPort.free(), BACKLOG, InetAddress.getLoopbackAddress());
    }

    public static DroppingPort open() throws IOException {
        DroppingPort port = new DroppingPort();
        try {
            while (port.takesOneMore()) {
                if (port.queue.size() > LONGEST_QUEUE) {
                    throw new IOException("This system has no queue of connections that is full");
                }
            }
            return port;
        } catch (IOException e) {
            port.close();
            throw e;
        }
    }

    private boolean takesOneMore() throws IOException {
        Socket socket = new Socket();
        queue.add(socket);
        try {
            socket.connect(
                    new InetSocketAddress(listener.getInetAddress(), number()), MILLIS_TO_ANSWER);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    public int number() {
        return listener.getLocalPort();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + number());
    }

    /** The port is free then: somebody else may answer there. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : queue) {
            socket.close();
        }
    }
}
