// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds a free port on 127.0.0.1 for a server that must know it in advance and get it back after a
 * restart.
 *
 * <p>The port lies below the range that systems give to outgoing connections. A port from that
 * range could be lost while the server is down: a client that keeps trying to connect gets it as
 * its own end sooner or later, and then talks to itself.
 */
final class LoopbackPort {

    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 100;

    /** A port is not in use yet when the next one is asked for. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private LoopbackPort() {}

    static int free() throws IOException {
        IOException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                if (GIVEN.add(probe.getLocalPort())) {
                    return port;
                }
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IOException("No free port after " + ATTEMPTS + " attempts", last);
    }
}
