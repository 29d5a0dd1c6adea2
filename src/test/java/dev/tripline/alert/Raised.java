// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import dev.tripline.detect.Detection;
import dev.tripline.rule.Rule;
import java.time.Instant;

/** What goes out when a detection is the first of its alert. */
final class Raised {

    static final Instant CREATED = Instant.parse("2026-03-01T10:00:05Z");

    private Raised() {}

    static Alert by(Rule rule, Detection detection) throws Exception {
        return by(rule, detection, CREATED);
    }

    static Alert by(Rule rule, Detection detection, Instant created) throws Exception {
        AlertStatus status =
                new AlertStatus(
                        AlertId.of(rule, detection),
                        AlertState.FINAL,
                        1,
                        AppliedModifiers.of(rule, detection),
                        false,
                        null);
        return new AlertBuilder().build(rule, detection, status, created);
    }
}
