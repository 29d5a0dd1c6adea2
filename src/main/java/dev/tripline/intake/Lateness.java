// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import java.io.Serializable;
import java.time.Duration;

/**
 * How late the events of a source may be.
 *
 * @param delay an event arrives at most this long after it happened
 * @param quietAfter a partition that has sent nothing for so long is taken to have nothing to send
 * @param maxLag an event that was longer on its way than this holds no clock up; at least {@code
 *     delay}
 */
public record Lateness(Duration delay, Duration quietAfter, Duration maxLag)
        implements Serializable {

    public Lateness {
        maxLag = maxLag.compareTo(delay) < 0 ? delay : maxLag;
    }
}
