// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Secret of Kubernetes holds and what the variables of a pod are, in the JSON of the object.
 */
final class SecretObjects {

    private static final Pattern KIND = Pattern.compile("\"(?:Secret|SecretList|secrets)\"");

    private static final Pattern DATA = Pattern.compile("\"(?:data|stringData)\"\\s*+:\\s*+\\{");

    /** One entry; data that was cut off has none that ends. */
    private static final Pattern ENTRY =
            Pattern.compile(
                    "\\s*+,?+\\s*+\"(?:[^\"\\\\]|\\\\.)*+\"\\s*+:\\s*+"
                            + "(?:null|\"((?:[^\"\\\\]|\\\\.)*+)\"?+)");

    private static final Pattern VARIABLES = Pattern.compile("\"env\"\\s*+:\\s*+\\[");

    /** May be cut off, as may be all that follows. */
    private static final Pattern VALUE =
            Pattern.compile("\"value\"\\s*+:\\s*+\"((?:[^\"\\\\]|\\\\.)*+)\"?+");

    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"?+");

    private SecretObjects() {}

    static void find(String text, List<Secret> found) {
        variables(text, found);
        if (KIND.matcher(text).find()) {
            data(text, found);
        }
    }

    private static void variables(String text, List<Secret> found) {
        Matcher variables = VARIABLES.matcher(text);
        for (int from = 0; variables.find(from); ) {
            from = values(text, variables.end(), found);
        }
    }

    /** Those in the list that has begun; returns the place behind it. */
    private static int values(String text, int from, List<Secret> found) {
        Matcher value = VALUE.matcher(text);
        Matcher other = TEXT.matcher(text);
        int depth = 1;
        int i = from;
        while (i < text.length() && depth > 0) {
            char c = text.charAt(i);
            if (c == '"' && value.region(i, text.length()).lookingAt()) {
                add(value, found);
                i = value.end();
            } else if (c == '"' && other.region(i, text.length()).lookingAt()) {
                i = other.end();
            } else {
                depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
                i++;
            }
        }
        return i;
    }

    private static void data(String text, List<Secret> found) {
        Matcher data = DATA.matcher(text);
        Matcher entry = ENTRY.matcher(text);
        for (int from = 0; data.find(from); ) {
            from = data.end();
            while (entry.region(from, text.length()).lookingAt()) {
                from = entry.end();
                add(entry, found);
            }
        }
    }

    private static void add(Matcher entry, List<Secret> found) {
        String value = entry.group(1);
        if (value != null && !value.isEmpty() && !NamedSecrets.isNoSecret(value)) {
            int start = entry.start(1);
            found.add(new Secret(SecretKind.SECRET, start, entry.end(1), plain(value), false));
        }
    }

    /** What stands in {@code data} in base64 stands in {@code stringData} as it is. */
    static String plain(String value) {
        String decoded = Base64Runs.decoded(value);
        return decoded != null && decoded.chars().allMatch(c -> c >= ' ' && c < 0x7f)
                ? decoded
                : value;
    }
}
