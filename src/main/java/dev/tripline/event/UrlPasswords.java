// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.util.List;

/** The password in {@code scheme://user:password@host}. */
final class UrlPasswords {

    private static final String SCHEME_END = "://";

    /** Nobody's password is longer, and no text makes the search take long. */
    private static final int LONGEST = 512;

    private UrlPasswords() {}

    static void find(String text, List<Secret> found) {
        int scheme = text.indexOf(SCHEME_END);
        while (scheme >= 0) {
            int start = scheme + SCHEME_END.length();
            int limit = Math.min(text.length(), start + LONGEST);
            int end = start;
            while (end < limit && !endsUrl(text.charAt(end))) {
                end++;
            }
            int authority = start;
            while (authority < end && "/?#".indexOf(text.charAt(authority)) < 0) {
                authority++;
            }
            int colon = start;
            while (colon < authority && text.charAt(colon) != ':') {
                colon++;
            }
            if (colon < authority) {
                find(text, colon + 1, authority, end, found);
            }
            scheme = text.indexOf(SCHEME_END, start);
        }
    }

    private static void find(String text, int start, int authority, int end, List<Secret> found) {
        int at = lastAt(text, start, authority);
        if (at < 0 && !isPort(text, start, authority)) {
            // A password with a slash that should have been escaped.
            at = lastAt(text, start, end);
        }
        if (at > start && !NamedSecrets.isNoSecret(text.substring(start, at))) {
            String password = text.substring(start, at);
            found.add(new Secret(SecretKind.PASSWORD, start, at, password, true));
        }
    }

    private static int lastAt(String text, int from, int end) {
        int at = end - 1;
        while (at >= from && text.charAt(at) != '@') {
            at--;
        }
        return at < from ? -1 : at;
    }

    private static boolean endsUrl(char c) {
        return Character.isWhitespace(c) || c == '"' || c == '\'' || c == SecretFinder.BETWEEN;
    }

    private static boolean isPort(String text, int from, int end) {
        for (int i = from; i < end; i++) {
            if (!Character.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
