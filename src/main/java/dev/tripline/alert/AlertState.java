// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import java.util.Locale;

/** How certain an alert is. */
public enum AlertState {
    /** What has arrived says so; an event that is still on its way may speak against it. */
    PROVISIONAL,
    /** All events have come that could speak against it. */
    FINAL,
    /** It was provisional, and an event has spoken against it. */
    WITHDRAWN;

    /** The word for it in alerts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
