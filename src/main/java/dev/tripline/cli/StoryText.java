// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.detect.Evidence;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** How explanations write events, chains of them, and time. */
final class StoryText {

    private StoryText() {}

    /** When and where. */
    static String place(Evidence event) {
        return event.time() + "  " + event.coordinates();
    }

    static String chain(List<Evidence> chain) {
        return chain.stream()
                .map(event -> event.coordinates().toString())
                .collect(Collectors.joining(" → "));
    }

    static String distance(Evidence first, Evidence last) {
        return length(Duration.between(first.time().toInstant(), last.time().toInstant()));
    }

    /** {@code 1 h 2 min 0.5 s}. */
    static String length(Duration duration) {
        StringBuilder text = new StringBuilder();
        if (duration.toHours() > 0) {
            text.append(duration.toHours()).append(" h ");
        }
        if (duration.toMinutes() > 0) {
            text.append(duration.toMinutesPart()).append(" min ");
        }
        String seconds =
                BigDecimal.valueOf(duration.toNanos() % 60_000_000_000L, 9)
                        .stripTrailingZeros()
                        .toPlainString();
        return text.append(seconds).append(" s").toString();
    }
}
