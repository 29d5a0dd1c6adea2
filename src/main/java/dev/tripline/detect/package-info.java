// SPDX-License-Identifier: Apache-2.0
/**
 * From events to detections: every rule's predicates are evaluated where the event was read, and
 * only hits travel on, to be correlated by Flink CEP or by the exact sequence machine. Knows no
 * sinks.
 */
package dev.tripline.detect;
