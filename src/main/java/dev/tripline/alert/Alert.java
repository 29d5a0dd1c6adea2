// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

/**
 * What a SOC is told.
 *
 * @param id the same for the same rule, join key and completing event, whenever and however often
 *     it is found
 * @param revision from 1; a higher one replaces the lower under the same id
 * @param state how certain it is
 * @param severity low, medium, high or critical
 * @param time of the completing event, ISO-8601
 * @param message one sentence for a person
 * @param document the ECS document, JSON in one line
 */
public record Alert(
        String id,
        int revision,
        AlertState state,
        String ruleId,
        String severity,
        String time,
        String message,
        String document) {}
