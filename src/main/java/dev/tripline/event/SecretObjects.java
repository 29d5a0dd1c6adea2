// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Secret of Kubernetes holds, in the JSON of the object. */
final class SecretObjects {

    private static final Pattern KIND = Pattern.compile("\"(?:Secret|SecretList|secrets)\"");

    private static final Pattern DATA = Pattern.compile("\"(?:data|stringData)\"\\s*+:\\s*+\\{");

    /** One entry; data that was cut off has none that ends. */
    private static final Pattern ENTRY =
            Pattern.compile(
                    "\\s*+,?+\\s*+\"(?:[^\"\\\\]|\\\\.)*+\"\\s*+:\\s*+"
                            + "(?:null|\"((?:[^\"\\\\]|\\\\.)*+)\"?+)");

    private SecretObjects() {}

    static void find(String text, List<Secret> found) {
        if (!KIND.matcher(text).find()) {
            return;
        }
        Matcher data = DATA.matcher(text);
        Matcher entry = ENTRY.matcher(text);
        for (int from = 0; data.find(from); ) {
            from = data.end();
            while (entry.region(from, text.length()).lookingAt()) {
                from = entry.end();
                String value = entry.group(1);
                if (value != null && !value.isEmpty() && !NamedSecrets.isNoSecret(value)) {
                    found.add(
                            new Secret(
                                    SecretKind.SECRET,
                                    entry.start(1),
                                    entry.end(1),
                                    plain(value),
                                    false));
                }
            }
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
