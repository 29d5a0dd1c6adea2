// SPDX-License-Identifier: Apache-2.0
/**
 * Where events come in: Kafka topics and files, event time and watermarks for each of them, and
 * what becomes of records that are no events. Knows nothing of what rules mean.
 */
package dev.tripline.intake;
