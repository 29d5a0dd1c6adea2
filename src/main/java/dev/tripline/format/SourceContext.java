// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Redactor;
import java.io.Serializable;

/**
 * What is known of a source before any of its records is read.
 *
 * @param cluster for events that do not say which cluster they come from
 * @param trustedProxies whose word about a request's origin is believed
 * @param callers which callers of the Kubernetes API are of which class
 * @param networks from where requests are expected
 * @param redactor cleans messages, which may quote a record, and names tokens by their hash
 */
public record SourceContext(
        Cluster cluster,
        TrustedProxies trustedProxies,
        CallerClasses callers,
        ExpectedNetworks networks,
        Redactor redactor)
        implements Serializable {

    /** Of a source that nothing is said about. */
    public static SourceContext of(Redactor redactor) {
        return of(Cluster.UNKNOWN, redactor);
    }

    public static SourceContext of(Cluster cluster, Redactor redactor) {
        return new SourceContext(
                cluster, TrustedProxies.NONE, CallerClasses.NONE, ExpectedNetworks.NONE, redactor);
    }
}
