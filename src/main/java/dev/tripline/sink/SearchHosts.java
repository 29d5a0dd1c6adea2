// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whose turn it is: each in its turn, except those that failed lately. One that has rested gets a
 * single request, and more only when it has answered that: a host that says nothing would otherwise
 * hold up all requests until their timeout, again and again. For one thread; times are milliseconds
 * of any clock that does not go back.
 */
final class SearchHosts {

    private final List<Host> hosts;
    private final Backoff backoff;
    private int turn;

    private static final class Host {
        private final URI uri;
        private int failures;
        private boolean onTrial;
        private long restsUntil = Long.MIN_VALUE;

        /** What the host itself has asked for; another answer of it does not end that. */
        private long notBefore = Long.MIN_VALUE;

        Host(URI uri) {
            this.uri = uri;
        }

        boolean isFree(long now) {
            return !rests(now) && !onTrial;
        }

        boolean rests(long now) {
            return now < Math.max(restsUntil, notBefore);
        }
    }

    SearchHosts(List<URI> hosts, Backoff backoff) {
        this.hosts = hosts.stream().map(Host::new).toList();
        this.backoff = backoff;
    }

    /**
     * Whoever takes it says later how it went.
     *
     * @return empty while all rest or are on trial
     */
    Optional<URI> next(long now) {
        for (int i = 0; i < hosts.size(); i++) {
            Host host = hosts.get((turn + i) % hosts.size());
            if (host.isFree(now)) {
                turn = (turn + i + 1) % hosts.size();
                host.onTrial = host.failures > 0;
                return Optional.of(host.uri);
            }
        }
        return Optional.empty();
    }

    /**
     * Lets a host rest, longer each time. Several requests that were on their way together are one
     * failure.
     *
     * @param atLeast what the host asks for, which counts up to the longest pause
     * @return how long, in milliseconds
     */
    long failed(URI uri, long now, Duration atLeast) {
        Host host = host(uri);
        host.onTrial = false;
        if (now >= host.restsUntil) {
            host.failures++;
            host.restsUntil = now + backoff.millisAfter(host.failures);
        }
        if (!atLeast.isZero()) {
            host.notBefore = Math.max(host.notBefore, now + backoff.millisAfter(atLeast));
        }
        return Math.max(host.restsUntil, host.notBefore) - now;
    }

    /**
     * @return whether the host had failed before
     */
    boolean answered(URI uri) {
        Host host = host(uri);
        boolean recovered = host.failures > 0;
        host.failures = 0;
        host.onTrial = false;
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
