// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import dev.tripline.detect.Detection;
import dev.tripline.detect.Evidence;
import dev.tripline.event.Sha256;
import dev.tripline.event.Timestamp;
import dev.tripline.rule.Rule;
import dev.tripline.rule.Suppression;

/**
 * Names an alert by what it is about: rule, join key and completing event. At most one match of a
 * sequence ends at an event under a key, so no two alerts share a name. The event's time belongs to
 * it, because clients can give two requests one audit ID. What has an {@linkplain
 * Detection#occasion() occasion} is named by that instead: which event completes it may change.
 */
final class AlertId {

    private AlertId() {}

    /**
     * Of the alert that {@code detection} belongs to, 64 hex digits: its own, or that of all
     * detections which are about the same in the same time.
     */
    static String of(Rule rule, Detection detection) {
        Suppression suppression = rule.suppression();
        if (suppression == null) {
            return of(rule.id(), detection);
        }
        SuppressionGroup group = SuppressionGroup.of(rule, detection);
        if (!suppression.suppressMissing() && !group.isComplete()) {
            return of(rule.id(), detection);
        }
        long begin = suppression.begin(detection.completing().time().millis());
        String name =
                String.join(
                        "\n",
                        // No rule has an id with a space.
                        "suppression of " + rule.id(),
                        group.values().toString(),
                        Timestamp.ofMillis(begin).toString(),
                        suppression.duration().toString());
        return Sha256.of(name);
    }

    /** Of an alert that stands for {@code detection} alone, 64 hex digits. */
    static String of(String ruleId, Detection detection) {
        if (detection.occasion() != null) {
            return Sha256.of(String.join("\n", ruleId, detection.joinKey(), detection.occasion()));
        }
        Evidence completing = detection.completing();
        // No part can contain the separator: ids and JSON have no raw newline.
        String name =
                String.join(
                        "\n",
                        ruleId,
                        detection.joinKey(),
                        completing.time().toString(),
                        completing.identity());
        return Sha256.of(name);
    }
}
