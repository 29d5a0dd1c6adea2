// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets that only what stands before them tells: a name, an option, a header. No pattern ever
 * steps back over more than a name, because the text is an attacker's.
 */
final class NamedSecrets {

    private static final String PASSWORD = "passw(?:or)?d|passphrase|passcode|(?<![a-z])pass|pwd";

    private static final String KEY =
            "(?:api|shared|access|secret|account|encryption|signing|client)[-_ ]?(?:access[-_]?)?key";

    private static final String SECRET = "secret|registry-auth|" + KEY;

    /**
     * What a name or an option may be joined to its value by, also where URLs or JSON escape it.
     */
    private static final String GAP =
            "(?:[\\s=:+]|%20|%3[ad]|\\\\[nrt]|\\\\u[0-9a-f]{4}|\\\\*+\"\\s*+,\\s*+|&command=)++";

    /** A value in quotes, or up to where one without them ends. */
    private static final String VALUE =
            "(?:\"((?:[^\"\\\\\\n]|\\\\.)++)|'([^'\\n\uFFFF]++)"
                    + "|((?![{\\[<(\"'])(?:[^\\s\"'\\\\&;,\uFFFF]"
                    + "|\\\\(?![\"'nrtu\\\\])|[&;,](?![\\s\"'\uFFFF]|$|[A-Za-z_][\\w.-]*+=))++))";

    /** Introductions may follow each other ({@code --token "Bearer …"}). */
    private static final Pattern BEARER =
            Pattern.compile(
                    "(?i)(?:(?:(?:bearer|--oauth2-bearer|--token)"
                            + GAP
                            + "|token(?:=|%3d|\\\\u003d))\\\\*+[\"']?+)++"
                            + "(?:([A-Za-z0-9._~+/=%-]{6,}+)(?!\\\\*+\"\\s*+:))?+");

    /** {@code password=…}, {@code "clientSecret": "…"}. */
    private static final Pattern ASSIGNED =
            Pattern.compile(
                    "(?i)(?:("
                            + PASSWORD
                            + ")|("
                            + SECRET
                            + ")|token)[\"'\\\\]*+[ \\t]*+(?:[:=]|=>)[ \\t]*+"
                            + VALUE);

    /** {@code --client-secret …}: only options that nothing but the secret itself can follow. */
    private static final Pattern OPTION =
            Pattern.compile(
                    "(?i)--[a-z0-9-]{0,32}?(?:(passw(?:or)?d|passphrase)|client-secret|"
                            + KEY
                            + "|token)(?:[ \\t]++|%20|\\\\*+\"\\s*+,\\s*+\\\\*+|&command=)(?!-)"
                            + VALUE);

    /** The argument after one that announces it, whatever it holds. */
    private static final Pattern NEXT =
            Pattern.compile(
                    "(?i)(?:bearer|--oauth2-bearer|--[a-z0-9-]{0,32}?(?:(passw(?:or)?d|passphrase)"
                            + "|client-secret|"
                            + KEY
                            + "|token)|(?:"
                            + PASSWORD
                            + "|"
                            + SECRET
                            + "|token)[:=]|authorization:)[^\\w\uFFFF]*+\uFFFF"
                            + "(?!(?:basic|bearer|digest|negotiate|token|apikey)[\\s\uFFFF])"
                            + "(?!--)([^\uFFFF]++)");

    /** {@code {"name": "DB_PASSWORD", "value": "…"}}, as Kubernetes writes variables. */
    private static final Pattern VARIABLE =
            Pattern.compile(
                    "(?i)\"name\"\\s*+:\\s*+\"[A-Z0-9_.-]{0,64}?(?:("
                            + PASSWORD
                            + ")|"
                            + SECRET
                            + "|token)[A-Z0-9_.-]*+\"\\s*+,\\s*+\"value\"\\s*+:\\s*+"
                            + "\"((?:[^\"\\\\]|\\\\.)++)");

    /** An unknown scheme may itself be the secret. */
    private static final Pattern AUTHORIZATION =
            Pattern.compile(
                    "(?i)authorization[\"'\\\\]*+\\s*+[:=][\\s\"'\\\\+\\[]*+(?:"
                            + "(?:basic|bearer|digest|negotiate|ntlm|token|api-?key|key|oauth|sso-key"
                            + "|splunk|jwt|aws4-hmac-sha256|scram-sha-[0-9]{1,3}+)[ +\uFFFF]++"
                            + "([^\\s\"'\\\\\uFFFF]++)"
                            + "|([^\\s\"'\\\\\uFFFF]++)"
                            + "(?: ([^\\s\"'\\\\\uFFFF]++)(?=[\"'\\n\uFFFF]|$))?)");

    private static final Pattern BASIC =
            Pattern.compile("(?i)basic(?:[\\s+\uFFFF]|%20)++([A-Za-z0-9+/_-]{4,}+={0,2}+)");

    /** {@code Authorization: Digest …}, which says nothing else that is secret. */
    private static final Pattern DIGEST =
            Pattern.compile("(?i)(?<![a-z])response=[\\\\\"]*+([0-9a-f]{32,128}+)");

    private static final Pattern COOKIES =
            Pattern.compile("(?i)(?:--cookie|cookie[\"'\\\\]*+\\s*+:)[\\s\"'\\\\=\\[\uFFFF]*+");

    private static final Pattern COOKIE =
            Pattern.compile("\\s*+([^=;\\s\"'\\\\\uFFFF]++)=([^;\\s\"'\\\\\uFFFF]*+)");

    private static final Pattern COOKIE_ATTRIBUTE =
            Pattern.compile("(?i)path|domain|expires|max-age|samesite|priority|version");

    private static final Pattern AZURE_SIGNATURE =
            Pattern.compile("(?i)(?<![a-z])sig=([A-Za-z0-9+/%_-]{20,}+={0,2}+)");

    private static final Pattern DOCKER_AUTH =
            Pattern.compile("\"auth\"\\s*+:\\s*+\"([A-Za-z0-9+/_-]{8,}+={0,2}+)\"");

    private static final Pattern CONNECTION =
            Pattern.compile("(?i)\\b(?:server|host|hostaddr|data source|addr|endpoint|dsn)=");

    /** What a secret was replaced by. */
    private static final Pattern MASK =
            Pattern.compile("(?s)<" + SecretKind.anyWord() + ":[0-9a-f]{8}>.*");

    /**
     * How a shell or a tool is told to fetch the secret from elsewhere, what says none, and the end
     * of a mask, whose beginning can be taken for a name.
     */
    private static final Pattern NO_SECRET =
            Pattern.compile(
                    "(?si)\\$\\w++|\\$[{(].*|`.*|@[\\w./~-].*|<[({].*|<withheld>|\\{\\{.*|\\*++|x{3,}+"
                            + "|[0-9a-f]{8}>.*|true|false|null|none|nil|yes|no|required|optional|redacted");

    /** What may stand between a name and the sign that gives it its value. */
    private static final String BEFORE_SIGN = "\"'\\ \t";

    /** The group of {@link #ASSIGNED} that holds a value without quotes. */
    private static final int UNQUOTED = 5;

    private static final int MIN_PASSWORD = 3;
    private static final int MIN_OTHER = 6;

    private NamedSecrets() {}

    /** Whether {@code value} only says where a secret comes from, or stands for one. */
    static boolean isNoSecret(String value) {
        return NO_SECRET.matcher(value).matches() || MASK.matcher(value).matches();
    }

    static void bearers(String text, List<Secret> found) {
        Matcher matcher = BEARER.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                add(SecretKind.TOKEN, matcher, 1, false, found);
            }
        }
    }

    static void named(String text, List<Secret> found) {
        // Much cheaper than to look for what begins or ends with them.
        if (mayAssign(text)) {
            assigned(text, found);
        }
        if (text.contains("--")) {
            options(text, found);
        }
        if (text.contains("\"value\"")) {
            variables(text, found);
        }
        if (text.indexOf(SecretFinder.BETWEEN) >= 0) {
            announced(text, found);
        }
        if (text.contains("\"auth\"")) {
            credentials(DOCKER_AUTH, SecretKind.DOCKER_AUTH, text, found);
        }
    }

    /** Whether something like the end of one of the names of {@link #ASSIGNED} gets a value. */
    private static boolean mayAssign(String text) {
        for (int i = 2; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (sign != '=' && sign != ':') {
                continue;
            }
            int end = i - 1;
            while (end > 0 && BEFORE_SIGN.indexOf(text.charAt(end)) >= 0) {
                end--;
            }
            if (end > 0 && isEndOfName(text.charAt(end - 1), text.charAt(end))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEndOfName(char lastButOne, char last) {
        return switch (Character.toLowerCase(last)) {
            case 'd' -> "rw".indexOf(Character.toLowerCase(lastButOne)) >= 0;
            case 'e' -> "sd".indexOf(Character.toLowerCase(lastButOne)) >= 0;
            case 's' -> Character.toLowerCase(lastButOne) == 's';
            case 'h' -> Character.toLowerCase(lastButOne) == 't';
            case 't', 'y', 'n' -> Character.toLowerCase(lastButOne) == 'e';
            default -> false;
        };
    }

    private static void assigned(String text, List<Secret> found) {
        Matcher assigned = ASSIGNED.matcher(text);
        Boolean connects = null;
        while (assigned.find()) {
            int group = value(assigned, 3);
            String value = assigned.group(group);
            SecretKind kind = kind(assigned);
            if (isLongEnough(assigned, kind, group)) {
                if (connects == null) {
                    connects = CONNECTION.matcher(text).find();
                }
                add(kind, assigned, group, isCertain(kind, value, connects), found);
            }
        }
    }

    private static boolean isLongEnough(Matcher assigned, SecretKind kind, int group) {
        String value = assigned.group(group);
        if (group != UNQUOTED) {
            return true;
        }
        // PWD=/home/web is in every environment.
        boolean directory = "pwd".equalsIgnoreCase(assigned.group(1)) && value.startsWith("/");
        return !directory
                && value.length() >= (kind == SecretKind.PASSWORD ? MIN_PASSWORD : MIN_OTHER);
    }

    private static boolean isCertain(SecretKind kind, String value, boolean connects) {
        return switch (kind) {
            case PASSWORD -> connects;
            case AZURE_KEY -> isKey(value);
            case AWS_KEY -> AwsKeys.isKey(value);
            default -> false;
        };
    }

    /** Of 32 or 64 bytes, as Azure makes them. */
    private static boolean isKey(String value) {
        String bytes = Base64Runs.decoded(value);
        return bytes != null && (bytes.length() == 32 || bytes.length() == 64);
    }

    private static void options(String text, List<Secret> found) {
        Matcher option = OPTION.matcher(text);
        while (option.find()) {
            add(passwordOr(SecretKind.TOKEN, option), option, value(option, 2), false, found);
        }
    }

    private static void variables(String text, List<Secret> found) {
        Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
            add(passwordOr(SecretKind.SECRET, variable), variable, 2, false, found);
        }
    }

    private static void announced(String text, List<Secret> found) {
        Matcher next = NEXT.matcher(text);
        // Announcements may stand side by side, so what one announces can announce the next.
        for (int from = 0; next.find(from); from = next.start(2)) {
            add(passwordOr(SecretKind.TOKEN, next), next, 2, false, found);
        }
    }

    private static SecretKind passwordOr(SecretKind other, Matcher named) {
        return named.group(1) == null ? other : SecretKind.PASSWORD;
    }

    private static SecretKind kind(Matcher assigned) {
        if (assigned.group(1) != null) {
            return SecretKind.PASSWORD;
        }
        String name = assigned.group(2);
        if (name == null) {
            return SecretKind.TOKEN;
        }
        String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return switch (letters) {
            case "secretaccesskey" -> SecretKind.AWS_KEY;
            case "accountkey" -> SecretKind.AZURE_KEY;
            case "sharedaccesskey" -> SecretKind.AZURE_KEY;
            default -> SecretKind.SECRET;
        };
    }

    /** Which of three ways a value is written in. */
    private static int value(Matcher matcher, int first) {
        for (int group = first; group < first + 2; group++) {
            if (matcher.group(group) != null) {
                return group;
            }
        }
        return first + 2;
    }

    static void signatures(String text, List<Secret> found) {
        Matcher signature = AZURE_SIGNATURE.matcher(text);
        while (signature.find()) {
            add(SecretKind.AZURE_SAS, signature, 1, text.contains("sv="), found);
        }
    }

    static void headers(String text, List<Secret> found) {
        Matcher authorization = AUTHORIZATION.matcher(text);
        while (authorization.find()) {
            if (authorization.group(1) != null) {
                add(SecretKind.TOKEN, authorization, 1, false, found);
                continue;
            }
            add(SecretKind.TOKEN, authorization, 2, false, found);
            if (authorization.group(3) != null && !isNoSecret(authorization.group(2))) {
                add(SecretKind.TOKEN, authorization, 3, false, found);
            }
        }
        Matcher digest = DIGEST.matcher(text);
        while (digest.find()) {
            add(SecretKind.TOKEN, digest, 1, false, found);
        }
        credentials(BASIC, SecretKind.PASSWORD, text, found);
        Matcher cookies = COOKIES.matcher(text);
        Matcher cookie = COOKIE.matcher(text);
        for (int from = 0; cookies.find(from); ) {
            from = cookies.end();
            while (cookie.region(from, text.length()).lookingAt()) {
                from = cookie.end();
                if (!COOKIE_ATTRIBUTE.matcher(cookie.group(1)).matches()
                        && !cookie.group(2).isEmpty()) {
                    add(SecretKind.COOKIE, cookie, 2, false, found);
                }
                if (from == text.length() || text.charAt(from) != ';') {
                    break;
                }
                from++;
            }
        }
    }

    /** A user name and a password in base64; it is the password that counts. */
    private static void credentials(
            Pattern pattern, SecretKind kind, String text, List<Secret> found) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            String pair = Base64Runs.decoded(matcher.group(1));
            int colon = pair == null ? -1 : pair.indexOf(':');
            if (colon >= 0 && pair.chars().allMatch(c -> c >= ' ' && c != 0x7f)) {
                String password = pair.substring(colon + 1);
                found.add(new Secret(kind, matcher.start(1), matcher.end(1), password, true));
            }
        }
    }

    /** Adds what a group holds, unless that only says where a secret comes from. */
    static void add(
            SecretKind kind, Matcher matcher, int group, boolean certain, List<Secret> found) {
        String value = matcher.group(group);
        if (!isNoSecret(value)) {
            found.add(new Secret(kind, matcher.start(group), matcher.end(group), value, certain));
        }
    }
}
