// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How to reach an Elasticsearch or OpenSearch.
 *
 * @param hosts where it speaks HTTP or HTTPS; at least one
 * @param login of the requests, with secrets only named
 * @param secrets finds them
 * @param caFile certificates to trust, PEM, instead of Java's own; {@code null} for those
 * @param compression send bodies gzipped
 * @param timeout of a whole request
 */
public record SearchCluster(
        List<URI> hosts,
        SearchLogin login,
        Secrets secrets,
        String caFile,
        boolean compression,
        Duration timeout)
        implements Serializable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Returns when the host has answered somehow and knows the login.
     *
     * @throws IOException if it does not; says why
     * @throws IllegalArgumentException if a certificate or the login cannot be used
     */
    public void greet(URI host) throws IOException {
        new SearchClient(this, PATIENCE).greet(host);
    }
}
