// SPDX-License-Identifier: Apache-2.0
/**
 * From detections to alerts: a stable id, and an ECS document that a person and a SIEM can work
 * with. Knows no sinks.
 */
package dev.tripline.alert;
