// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Event;

/**
 * What became of a request to a Kubernetes API server, whichever way its source says so: by the
 * code of the answer, by the decision of the authorizer, or by a word of its own.
 */
final class RequestOutcome {

    private static final String ALLOWED = "allowed";
    private static final String DENIED = "denied";

    private static final long UNAUTHORIZED = 401;
    private static final long FORBIDDEN = 403;
    private static final long FIRST_FAILURE = 400;

    private RequestOutcome() {}

    /**
     * @return {@code null} if there is no answer yet, or nothing is said of it
     */
    static String of(Object stage, Object code, Object decision, Object outcome) {
        if ("RequestReceived".equals(Event.first(stage))) {
            return null;
        }
        long status = number(code);
        if ("forbid".equals(Event.first(decision))
                || status == UNAUTHORIZED
                || status == FORBIDDEN) {
            return DENIED;
        }
        if (status > 0) {
            return status < FIRST_FAILURE ? ALLOWED : "failed";
        }
        if ("allow".equals(Event.first(decision)) || "success".equals(Event.first(outcome))) {
            return ALLOWED;
        }
        return "failure".equals(Event.first(outcome)) ? DENIED : null;
    }

    private static long number(Object code) {
        Object first = Event.first(code);
        if (first instanceof Number number) {
            return number.longValue();
        }
        return first instanceof String text && text.matches("[0-9]{1,4}")
                ? Long.parseLong(text)
                : 0;
    }
}
