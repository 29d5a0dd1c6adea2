// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import java.util.function.Function;

/**
 * What was found out about texts that came lately: images, containers and flags come again and
 * again. Where two texts would stand at one place the newer one stays. Not thread-safe.
 */
final class RecentAnswers {

    private static final int PLACES = 256;

    /** So that nobody can make it large. */
    private static final int MAX_LENGTH = 256;

    private final String[] texts = new String[PLACES];
    private final Object[] answers = new Object[PLACES];

    /** The answer of {@code question}, which must be the same for equal texts. */
    Object to(String text, Function<Object, Object> question) {
        if (text.length() > MAX_LENGTH) {
            return question.apply(text);
        }
        int hash = text.hashCode();
        int place = (hash ^ hash >>> 16) & (PLACES - 1);
        if (!text.equals(texts[place])) {
            answers[place] = question.apply(text);
            texts[place] = text;
        }
        return answers[place];
    }
}
