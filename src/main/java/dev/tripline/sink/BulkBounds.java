// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import java.io.Serializable;
import java.time.Duration;

/**
 * How much each parallel writer sends at once and holds at most. What it holds is in checkpoints.
 *
 * @param alerts in one bulk
 * @param bytes in one bulk, which a single larger alert exceeds
 * @param age of an alert that is sent without waiting for others
 * @param concurrent bulks on their way at the same time
 * @param bufferedAlerts not indexed yet; with more, what comes before has to wait
 * @param bufferedBytes of them, likewise
 * @param maxRetryDelay the longest pause between two attempts
 */
public record BulkBounds(
        int alerts,
        int bytes,
        Duration age,
        int concurrent,
        int bufferedAlerts,
        int bufferedBytes,
        Duration maxRetryDelay)
        implements Serializable {}
