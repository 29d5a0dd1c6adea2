// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Event;

/** What a client calls itself, without everything that differs between two of its kind. */
final class UserAgent {

    private static final String NAMELESS = "-";

    private UserAgent() {}

    /**
     * What stands before the version, the platform or a comment; {@code -} for nothing.
     *
     * @return {@code null} if the event says nothing of a client
     */
    static String family(Object stated) {
        if (!(Event.first(stated) instanceof String text)) {
            return null;
        }
        String agent = text.strip();
        int end = 0;
        while (end < agent.length() && "/ (\t".indexOf(agent.charAt(end)) < 0) {
            end++;
        }
        return end == 0 ? NAMELESS : agent.substring(0, end);
    }
}
