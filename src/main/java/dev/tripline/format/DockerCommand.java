// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a command line asks a container runtime for: a tool's subcommand, or the URL that an HTTP
 * client is given. The words are those of {@link DockerRequest}.
 */
final class DockerCommand {

    private static final Set<String> TOOLS =
            Set.of(
                    "docker",
                    "docker-compose",
                    "podman",
                    "nerdctl",
                    "crictl",
                    "ctr",
                    "com.docker.cli");

    private static final Map<String, String> SUBCOMMANDS =
            Map.ofEntries(
                    Map.entry("logs", "logs"),
                    Map.entry("attach", "logs"),
                    Map.entry("inspect", "inspect"),
                    Map.entry("inspectp", "inspect"),
                    Map.entry("top", "inspect"),
                    Map.entry("history", "inspect"),
                    Map.entry("cp", "files"),
                    Map.entry("export", "files"),
                    Map.entry("save", "files"),
                    Map.entry("commit", "files"),
                    Map.entry("checkpoint", "files"),
                    Map.entry("mount", "files"),
                    Map.entry("unlock-key", "keys"),
                    Map.entry("join-token", "keys"),
                    Map.entry("login", "auth"),
                    Map.entry("exec", "exec"),
                    Map.entry("run", "create"),
                    Map.entry("create", "create"),
                    Map.entry("ps", "list"),
                    Map.entry("images", "list"),
                    Map.entry("info", "list"),
                    Map.entry("version", "list"),
                    Map.entry("pull", "other"),
                    Map.entry("push", "other"),
                    Map.entry("build", "other"),
                    Map.entry("start", "other"),
                    Map.entry("stop", "other"),
                    Map.entry("rm", "other"),
                    Map.entry("up", "other"),
                    Map.entry("down", "other"));

    /** What ends a word, and the quotes around a command that is one argument. */
    private static final String DELIMITERS = " \t\r\n\"'`;|&<>(){}";

    /** How far behind the tool its subcommand may stand: options and their values come first. */
    private static final int REACH = 12;

    /** A socket or a port of a runtime. */
    private static final Pattern RUNTIME =
            Pattern.compile("(?:docker|podman)\\.sock|unix-socket|:(?:2375|2376|4243)\\b");

    private static final Pattern SIGN =
            Pattern.compile(
                    "docker|podman|nerdctl|crictl|ctr\\b|/containers/|/v1\\.[0-9]|:(?:2375|2376|4243)");

    private static final Pattern PATH =
            Pattern.compile(
                    "(?:[a-z]+://[^/]*)?((?:/v[0-9][0-9.]*)?(?:/libpod)?/(?:containers|images|exec|swarm"
                            + "|secrets|services|tasks|configs|pods|info|version|_ping|commit)(?:[/?].*)?)");

    private static final Pattern METHOD =
            Pattern.compile("(?:^|\\s)(?:-[a-zA-Z]*X\\s?|--(?:request|method)[\\s=])([A-Z]+)");

    private DockerCommand() {}

    /**
     * @param name of the process; some sensors leave it out of its arguments
     * @return {@code null} for other commands
     */
    static Object operation(Object name, Object args) {
        Object[] arguments = FieldValues.each(args);
        if (arguments.length == 0) {
            return null;
        }
        if (!mayBe(name, arguments)) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        for (Object argument : arguments) {
            line.append(argument).append(' ');
        }
        List<String> words = words(line.toString());
        int tool = TOOLS.contains(String.valueOf(Event.first(name))) ? 0 : -1;
        for (int i = 0; i < words.size() && tool < 0; i++) {
            tool = TOOLS.contains(basename(words.get(i))) ? i : -1;
        }
        return tool >= 0 ? subcommand(words, tool) : request(words, line.toString());
    }

    /** Nearly no process is one, so nothing is taken apart before a sign of it. */
    private static boolean mayBe(Object name, Object[] arguments) {
        if (TOOLS.contains(String.valueOf(Event.first(name)))) {
            return true;
        }
        for (Object argument : arguments) {
            if (argument instanceof String text && SIGN.matcher(text).find()) {
                return true;
            }
        }
        return false;
    }

    private static Object subcommand(List<String> words, int tool) {
        for (int i = tool; i < Math.min(words.size(), tool + REACH); i++) {
            String operation = SUBCOMMANDS.get(words.get(i));
            // The name of a group of subcommands may be one itself: ctr images export.
            boolean group = i + 1 < words.size() && SUBCOMMANDS.containsKey(words.get(i + 1));
            if (operation != null && !(group && operation.equals("list"))) {
                return operation.equals("other") ? null : operation;
            }
        }
        return null;
    }

    private static Object request(List<String> words, String line) {
        boolean runtime = RUNTIME.matcher(line).find();
        for (String word : words) {
            Matcher path = PATH.matcher(word);
            if (path.matches()) {
                int query = path.group(1).indexOf('?');
                String asked = query < 0 ? path.group(1) : path.group(1).substring(0, query);
                Matcher method = METHOD.matcher(line);
                Object operation =
                        DockerRequest.operation(
                                runtime ? asked : null,
                                asked,
                                method.find() ? method.group(1) : "GET");
                if (operation != null) {
                    return operation;
                }
            }
        }
        return null;
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringTokenizer pieces = new StringTokenizer(line, DELIMITERS);
        while (pieces.hasMoreTokens()) {
            words.add(pieces.nextToken());
        }
        return words;
    }

    private static String basename(String word) {
        return word.substring(word.lastIndexOf('/') + 1);
    }
}
