// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import dev.tripline.detect.Detection;
import dev.tripline.rule.Rule;

/** What goes out when a detection is the first of its alert. */
final class Raised {

    private Raised() {}

    static Alert by(Rule rule, Detection detection) throws Exception {
        AlertStatus status =
                new AlertStatus(
                        AlertId.of(rule, detection),
                        AlertState.FINAL,
                        1,
                        AppliedModifiers.of(rule, detection),
                        false,
                        null);
        return new AlertBuilder().build(rule, detection, status);
    }
}
