// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import dev.tripline.detect.Detection;
import dev.tripline.detect.Evidence;
import dev.tripline.event.Sha256;

/**
 * Names an alert by what it is about: rule, join key and completing event. At most one match of a
 * sequence ends at an event under a key, so no two alerts share a name. The event's time belongs to
 * it, because clients can give two requests one audit ID. What has an {@linkplain
 * Detection#occasion() occasion} is named by that instead: which event completes it may change.
 */
final class AlertId {

    private AlertId() {}

    /** 64 hex digits. */
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
