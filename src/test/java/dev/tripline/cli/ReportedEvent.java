// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import java.time.Instant;

/**
 * An event on both ways that it can take.
 *
 * @param source who reports it, and so on which topic
 * @param time when it happened
 * @param record as it stands in the topic
 * @param document as an index holds it: under {@code @timestamp} the time at which it happened
 */
record ReportedEvent(String source, Instant time, String record, String document) {

    static final String RUNTIME = "runtime";
    static final String AUDIT = "audit";
}
