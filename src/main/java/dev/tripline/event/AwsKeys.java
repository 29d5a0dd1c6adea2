// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secret keys of AWS: forty characters that only the id of the key beside them tells from other
 * text. The id itself is evidence and stays.
 */
final class AwsKeys {

    private static final Pattern ID =
            Pattern.compile("(?<![A-Za-z0-9])A[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])");

    private static final Pattern KEY =
            Pattern.compile("(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}+(?![A-Za-z0-9/+=])");

    /** How far from its id a key may stand. */
    private static final int REACH = 256;

    private AwsKeys() {}

    static void find(String text, List<Secret> found) {
        Matcher id = ID.matcher(text);
        int searched = 0;
        while (id.find()) {
            int from = Math.max(searched, id.start() - REACH);
            int end = Math.min(text.length(), id.end() + REACH);
            if (from >= end) {
                continue;
            }
            Matcher key = KEY.matcher(text).region(from, end).useTransparentBounds(true);
            while (key.find()) {
                if (isMixed(key.group())) {
                    found.add(
                            new Secret(
                                    SecretKind.AWS_KEY, key.start(), key.end(), key.group(), true));
                }
            }
            searched = Math.max(searched, end - KEY_LENGTH);
        }
    }

    private static final int KEY_LENGTH = 40;

    /** Whether a whole text looks like a secret key. */
    static boolean isKey(String text) {
        return KEY.matcher(text).matches() && isMixed(text);
    }

    /** A checksum has no capitals, and a path no digits. */
    private static boolean isMixed(String key) {
        return key.chars().anyMatch(Character::isUpperCase)
                && key.chars().anyMatch(Character::isLowerCase)
                && key.chars().anyMatch(Character::isDigit);
    }
}
