// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Whose turn it is: each in its turn, except those that failed lately. For one thread; times are
 * milliseconds of any clock that does not go back.
 */
final class SearchHosts {

    private final List<Host> hosts;
    private final Backoff backoff;
    private int turn;

    private static final class Host {
        private final URI uri;
        private int failures;
        private long restsUntil = Long.MIN_VALUE;

        Host(URI uri) {
            this.uri = uri;
        }

        boolean rests(long now) {
            return now < restsUntil;
        }
    }

    SearchHosts(List<URI> hosts, Backoff backoff) {
        this.hosts = hosts.stream().map(Host::new).toList();
        this.backoff = backoff;
    }

    /**
     * @return empty while all rest
     */
    Optional<URI> next(long now) {
        for (int i = 0; i < hosts.size(); i++) {
            Host host = hosts.get((turn + i) % hosts.size());
            if (!host.rests(now)) {
                turn = (turn + i + 1) % hosts.size();
                return Optional.of(host.uri);
            }
        }
        return Optional.empty();
    }

    /**
     * Lets a host rest, longer each time. Several requests that were on their way together are one
     * failure.
     *
     * @return how long, in milliseconds
     */
    long failed(URI uri, long now) {
        Host host = host(uri);
        if (!host.rests(now)) {
            host.failures++;
            host.restsUntil = now + backoff.millisAfter(host.failures);
        }
        return host.restsUntil - now;
    }

    /**
     * @return whether the host had failed before
     */
    boolean answered(URI uri) {
        Host host = host(uri);
        boolean recovered = host.failures > 0;
        host.failures = 0;
        host.restsUntil = Long.MIN_VALUE;
        return recovered;
    }

    /** How many have failed and not answered since. */
    int failing() {
        return (int) hosts.stream().filter(host -> host.failures > 0).count();
    }

    private Host host(URI uri) {
        return hosts.stream().filter(host -> host.uri.equals(uri)).findFirst().orElseThrow();
    }
}
