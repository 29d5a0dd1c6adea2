// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets that only the program tells which gets them: {@code -p} is a password for {@code mysql},
 * and a port for others. No pattern ever steps back over more than a name, because the text is an
 * attacker's.
 */
final class CommandSecrets {

    /** How far behind its program an option may stand. */
    private static final int REACH = 512;

    /** Between two arguments, also in the URL that starts a command in a pod. */
    private static final String GAP = "(?:[\\s\uFFFF\"',\\\\]|&command=)";

    private static final String CHARACTER = "(?:[^\\s\"'\\\\\uFFFF&]|&(?!command=))";

    private static final String VALUE = "(" + CHARACTER + "{3,}+)";

    /** Before an option that stands by itself. */
    private static final String ALONE = "(?<=[\\s\uFFFF\"']|&command=)";

    /** As {@code curl -u} takes it. */
    private static final Pattern USER =
            Pattern.compile(
                    "(?<![\\w-])(?:-[uU]|--user|--proxy-user)(?:[\\s=\uFFFF]|&command=)*+[\"']?+"
                            + "([^\\s:<\"'\uFFFF/]{1,64}+):((?:[^\\s\"'\uFFFF&]|&(?!command=))++)");

    private static final Pattern ASKS_WITH_USER = Pattern.compile("(?i)curl|wget|http|ftp|etcdctl");

    private static final Pattern NUMBER = Pattern.compile("[0-9]++");

    /**
     * What follows an option of some programs.
     *
     * @param option its first group is the secret
     */
    private record Habit(SecretKind kind, Pattern program, Pattern option) {

        Habit(SecretKind kind, String programs, String option) {
            this(
                    kind,
                    Pattern.compile("(?<![\\w-])(?:" + programs + ")(?=" + GAP + ")"),
                    Pattern.compile(option));
        }
    }

    private static final List<Habit> HABITS =
            List.of(
                    new Habit(
                            SecretKind.PASSWORD,
                            "mysql(?:dump|admin|import|sh)?|mariadb(?:-dump|-admin)?",
                            ALONE + "-p" + VALUE),
                    new Habit(SecretKind.PASSWORD, "sshpass", ALONE + "-p" + GAP + "*+" + VALUE),
                    new Habit(
                            SecretKind.PASSWORD,
                            "(?:redis|keydb|valkey)-cli",
                            ALONE + "(?:-a|--pass)" + GAP + "++" + VALUE),
                    new Habit(
                            SecretKind.PASSWORD,
                            "(?:docker|podman|nerdctl|buildah|skopeo|crane|oras|registry|oc|az|argocd)"
                                    + (GAP + "++login"),
                            ALONE + "-p" + GAP + "*+(?!-)" + VALUE),
                    new Habit(
                            SecretKind.PASSWORD,
                            "ldap[a-z]{3,9}",
                            ALONE + "-w" + GAP + "*+" + VALUE),
                    new Habit(
                            SecretKind.PASSWORD,
                            "sqlcmd|isql|osql",
                            ALONE + "-P" + GAP + "*+" + VALUE),
                    new Habit(
                            SecretKind.PASSWORD,
                            "smbclient|rpcclient",
                            ALONE
                                    + "(?:-U|--user)(?:=|"
                                    + GAP
                                    + ")*+[^\\s%\uFFFF]{1,64}+%"
                                    + VALUE),
                    new Habit(
                            SecretKind.PASSWORD,
                            "htpasswd",
                            ALONE
                                    + "-[a-zA-Z]{0,8}?b[a-zA-Z]*+"
                                    + ("(?:" + GAP + "++[^\\s\"'\uFFFF]++){2}")
                                    + (GAP + "++" + VALUE)),
                    new Habit(
                            SecretKind.PASSWORD,
                            "curl",
                            ALONE
                                    + "(?:-E|--cert)(?:=|"
                                    + GAP
                                    + ")*+[^\\s:\uFFFF]{1,256}+:"
                                    + VALUE),
                    new Habit(
                            SecretKind.COOKIE,
                            "curl",
                            ALONE + "-b" + GAP + "*+[^=;\\s\"'\uFFFF]{1,256}+=" + VALUE),
                    new Habit(
                            SecretKind.SECRET,
                            "create",
                            ALONE
                                    + "--from-literal(?:=|"
                                    + GAP
                                    + ")++[^\\s=\uFFFF]{1,256}+=[\"']?+"
                                    + VALUE),
                    new Habit(
                            SecretKind.SECRET,
                            "kubeadm",
                            ALONE + "--certificate-key(?:=|" + GAP + ")++([0-9a-fA-F]{32,}+)"),
                    new Habit(
                            SecretKind.AWS_KEY,
                            "configure",
                            "aws_(?:secret_access_key|session_token)" + GAP + "++" + VALUE),
                    // What is read from standard input, so that it stands in no argument.
                    new Habit(
                            SecretKind.PASSWORD,
                            "echo",
                            "\\G[\\s\uFFFF]++(?:-[neE]++[\\s\uFFFF]++)?+[\"']?+([^\\s|\"'\uFFFF]{3,}+)[\"']?+"
                                    + "[\\s\uFFFF]*+\\|[^|\\n]{0,128}?(?:-stdin|--with-token|passwd|sudo [^|\\n]{0,64}?-S)"));

    private CommandSecrets() {}

    static void find(String text, List<Secret> found) {
        for (Habit habit : HABITS) {
            find(habit, text, found);
        }
    }

    static void users(String text, List<Secret> found) {
        if (!ASKS_WITH_USER.matcher(text).find()) {
            return;
        }
        Matcher user = USER.matcher(text);
        while (user.find()) {
            // User and group of a container are numbers.
            if (!NUMBER.matcher(user.group(1)).matches()) {
                NamedSecrets.add(SecretKind.PASSWORD, user, 2, true, found);
            }
        }
    }

    private static void find(Habit habit, String text, List<Secret> found) {
        Matcher program = habit.program.matcher(text);
        Matcher option = habit.option.matcher(text).useTransparentBounds(true);
        boolean more = program.find();
        while (more) {
            int start = program.end();
            int end = Math.min(text.length(), start + REACH);
            more = program.find();
            // An option belongs to the program before it, so nothing is looked at twice.
            option.region(start, more ? Math.min(end, program.end()) : end);
            while (option.find()) {
                NamedSecrets.add(habit.kind, option, 1, false, found);
            }
        }
    }
}
