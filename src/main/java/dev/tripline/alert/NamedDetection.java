// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import dev.tripline.detect.Detection;

/**
 * A detection with the alert that it belongs to.
 *
 * @param id of the alert
 * @param provisional whether an event that is still on its way may speak against it
 */
public record NamedDetection(String id, boolean provisional, Detection detection) {}
