// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import dev.tripline.alert.Alert;
import java.util.Locale;

/** An alert on one line for people. */
public final class AlertLine {

    private AlertLine() {}

    public static String of(Alert alert) {
        return String.format(
                "%s  %-8s  %s",
                alert.time(), alert.severity().toUpperCase(Locale.ROOT), alert.message());
    }
}
