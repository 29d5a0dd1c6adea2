// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Where to begin in a topic that no checkpoint speaks of. */
public final class StartPosition {

    /** Where the group has committed to, else as {@link #EARLIEST}. */
    public static final StartPosition COMMITTED = new StartPosition("committed", null);

    /** With the first record that the topic still has. */
    public static final StartPosition EARLIEST = new StartPosition("earliest", null);

    /** With what is written from now on. */
    public static final StartPosition LATEST = new StartPosition("latest", null);

    private final String text;
    private final Instant time;

    private StartPosition(String text, Instant time) {
        this.text = text;
        this.time = time;
    }

    /**
     * @param text one of the three words, or a time with its zone in ISO 8601
     * @throws DateTimeException if it is neither
     */
    static StartPosition parse(String text) {
        return switch (text) {
            case "committed" -> COMMITTED;
            case "earliest" -> EARLIEST;
            case "latest" -> LATEST;
            default -> new StartPosition(text, OffsetDateTime.parse(text).toInstant());
        };
    }

    /** The time of the first record to read; {@code null} if the position is one of the words. */
    public Instant time() {
        return time;
    }

    @Override
    public String toString() {
        return text;
    }
}
