// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Secrets that begin as nothing else does. No pattern ever steps back: the text is an attacker's.
 */
final class PrefixedSecrets {

    private static final String BASE62 =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static final int CHECKSUM_LENGTH = 6;
    private static final int CHECKED_LENGTH = 36;
    private static final int MIN_SESSION_LENGTH = 64;

    /**
     * @param sure tells a whole one from what looks alike
     */
    private record Shape(SecretKind kind, Pattern pattern, Predicate<String> sure) {

        Shape(SecretKind kind, String pattern, Predicate<String> sure) {
            this(kind, Pattern.compile(pattern), sure);
        }
    }

    /** JSON objects in base64url begin like this, so it finds whole and truncated JWTs alike. */
    private static final Shape JWT =
            new Shape(
                    SecretKind.JWT,
                    "eyJ[A-Za-z0-9_-]{13,}+(?:\\.[A-Za-z0-9_-]*+)*+",
                    PrefixedSecrets::isSigned);

    private static final List<Shape> OTHERS =
            List.of(
                    new Shape(
                            SecretKind.GITHUB_TOKEN,
                            "gh[opusr]_[A-Za-z0-9_]{20,}+",
                            PrefixedSecrets::hasChecksum),
                    new Shape(
                            SecretKind.GITHUB_TOKEN,
                            "github_pat_[A-Za-z0-9_]{20,}+",
                            fitting("github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}")),
                    new Shape(
                            SecretKind.GITLAB_TOKEN,
                            "glpat-[A-Za-z0-9_-]{16,}+(?:\\.[A-Za-z0-9_-]++)*+",
                            fitting("glpat-[A-Za-z0-9_.-]{20,}")),
                    new Shape(
                            SecretKind.SLACK_TOKEN,
                            "xox[a-z]-[A-Za-z0-9-]{10,}+",
                            fitting("xox[a-z]-(?:[0-9]+-)+[A-Za-z0-9-]{16,}")),
                    new Shape(
                            SecretKind.STRIPE_KEY,
                            "[rs]k_live_[A-Za-z0-9]{16,}+",
                            fitting(".{32,}")),
                    new Shape(
                            SecretKind.NPM_TOKEN,
                            "npm_[A-Za-z0-9]{30,}+",
                            fitting("npm_[A-Za-z0-9]{36}")),
                    new Shape(
                            SecretKind.GOOGLE_TOKEN,
                            "ya29\\.[A-Za-z0-9_.-]{20,}+",
                            fitting(".{40,}")),
                    unsure(SecretKind.SECRET, "AIza[A-Za-z0-9_-]{30,}+"),
                    unsure(SecretKind.TOKEN, "hv[sb]\\.[A-Za-z0-9_-]{16,}+"),
                    unsure(SecretKind.TOKEN, "pypi-[A-Za-z0-9_-]{40,}+"),
                    unsure(SecretKind.TOKEN, "dckr_pat_[A-Za-z0-9_-]{20,}+"),
                    unsure(SecretKind.TOKEN, "dop_v1_[0-9a-f]{40,}+"),
                    unsure(SecretKind.TOKEN, "sk-(?:ant|proj)-[A-Za-z0-9_-]{20,}+"),
                    unsure(
                            SecretKind.SECRET,
                            "(?<=hooks\\.slack\\.com/(?:services|workflows|triggers)/)[A-Za-z0-9/]{20,}+"),
                    // In base64 they begin with a few bytes and a name.
                    new Shape(
                            SecretKind.AWS_TOKEN,
                            "(?:FwoGZXIvYXdz|FQoGZXIvYXdz|IQoJb3JpZ2lu|AgoJb3JpZ2lu)"
                                    + "[A-Za-z0-9/+=%_-]{8,}+",
                            token -> token.length() >= MIN_SESSION_LENGTH));

    private PrefixedSecrets() {}

    /** What is masked to be on the safe side, and may be meant for everybody. */
    private static Shape unsure(SecretKind kind, String pattern) {
        return new Shape(kind, pattern, token -> false);
    }

    private static Predicate<String> fitting(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }

    static void jwts(String text, List<Secret> found) {
        find(JWT, text, found);
    }

    static void others(String text, List<Secret> found) {
        for (Shape shape : OTHERS) {
            find(shape, text, found);
        }
    }

    private static void find(Shape shape, String text, List<Secret> found) {
        Matcher matcher = shape.pattern.matcher(text);
        while (matcher.find()) {
            String value = matcher.group();
            found.add(
                    new Secret(
                            shape == JWT && !mayBeSigned(value) ? SecretKind.TOKEN : shape.kind,
                            matcher.start(),
                            matcher.end(),
                            value,
                            shape.sure.test(value)));
        }
    }

    /** Any JSON begins alike, and may hold secrets that are known better. */
    private static boolean mayBeSigned(String token) {
        return token.indexOf('.') >= 0 || Base64Runs.decode(token, 0).contains("\"alg\"");
    }

    /** Three parts, and both that are JSON hold an object. */
    private static boolean isSigned(String token) {
        String[] parts = token.split("\\.", -1);
        return parts.length == 3 && isObject(parts[0]) && isObject(parts[1]) && !parts[2].isEmpty();
    }

    private static boolean isObject(String part) {
        String json = Base64Runs.decode(part, 0).stripTrailing();
        return json.startsWith("{\"") && json.endsWith("}");
    }

    /** The last characters are a checksum of those before them. */
    private static boolean hasChecksum(String token) {
        String random = token.substring(token.indexOf('_') + 1);
        if (random.length() != CHECKED_LENGTH) {
            return false;
        }
        CRC32 checksum = new CRC32();
        int checked = CHECKED_LENGTH - CHECKSUM_LENGTH;
        checksum.update(random.substring(0, checked).getBytes(StandardCharsets.US_ASCII));
        long rest = checksum.getValue();
        for (int i = CHECKED_LENGTH - 1; i >= checked; i--) {
            if (random.charAt(i) != BASE62.charAt((int) (rest % BASE62.length()))) {
                return false;
            }
            rest /= BASE62.length();
        }
        return true;
    }
}
