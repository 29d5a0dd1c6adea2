// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * One spelling for each file, however it was reached: relative steps and doubled slashes are
 * resolved, the mount points under which another root file system shows are taken off, and the
 * projected volume of a service account has one path. Purely lexical: a symbolic link that an
 * intruder made is not seen.
 */
final class CanonicalPath {

    private static final String SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

    /** The same directory through the symbolic link /var/run, which most images have. */
    private static final String SERVICE_ACCOUNT_SHORT = SERVICE_ACCOUNT.substring("/var".length());

    private static final Set<String> CREDENTIALS = Set.of("token", "ca.crt", "namespace");

    /**
     * The kubelet swaps volumes atomically: ..data is a link to a directory named after its time.
     */
    private static final Pattern PROJECTION =
            Pattern.compile("\\.\\.(?:data|\\d{4}_\\d\\d_\\d\\d_\\d\\d_\\d\\d_\\d\\d\\.\\d+)");

    private static final Pattern FOREIGN_ROOT =
            Pattern.compile("(?:/proc/[^/]+/root|/hostfs|/host|/rootfs)(?=/)");

    /**
     * What ends a path inside a command line: white space, quotes, and the characters that shells
     * and tools put before one.
     */
    private static final String DELIMITERS = " \t\r\n\"'`;|&<>()=@,:{}$";

    private CanonicalPath() {}

    /**
     * The canonical spelling of {@code path}; a relative one is taken to start in {@code
     * directory}.
     */
    static String of(String path, String directory) {
        String clean = clean(path.startsWith("/") ? path : directory + "/" + path);
        for (var root = FOREIGN_ROOT.matcher(clean); root.lookingAt(); root.reset(clean)) {
            clean = clean.substring(root.end());
        }
        return serviceAccountPath(clean);
    }

    /**
     * Hands out every path in one argument of a command, which may be a whole command line of its
     * own ({@code sh -c}).
     *
     * @param directory where the process works, or {@code null} if that is not known
     */
    static void inArgument(String argument, String directory, Consumer<String> paths) {
        boolean besideTheToken =
                directory != null && of(directory + "/token", "").startsWith(SERVICE_ACCOUNT);
        if (argument.indexOf('/') < 0 && !besideTheToken) {
            return;
        }
        String base = directory == null ? "" : directory;
        StringTokenizer pieces = new StringTokenizer(argument, DELIMITERS);
        while (pieces.hasMoreTokens()) {
            String piece = pieces.nextToken();
            if (piece.indexOf('/') >= 0 || besideTheToken && CREDENTIALS.contains(piece)) {
                paths.accept(of(piece, base));
            }
        }
    }

    private static String clean(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/")) {
            switch (segment) {
                case "", "." -> {}
                case ".." -> segments.pollLast();
                default -> segments.addLast(segment);
            }
        }
        return "/" + String.join("/", segments);
    }

    private static String serviceAccountPath(String path) {
        String directory =
                List.of(SERVICE_ACCOUNT, SERVICE_ACCOUNT_SHORT).stream()
                        .filter(candidate -> path.startsWith(candidate + "/"))
                        .findFirst()
                        .orElse(null);
        if (directory == null) {
            return path;
        }
        String rest = path.substring(directory.length() + 1);
        int slash = rest.indexOf('/');
        if (slash > 0 && PROJECTION.matcher(rest.substring(0, slash)).matches()) {
            rest = rest.substring(slash + 1);
        }
        return SERVICE_ACCOUNT + "/" + rest;
    }
}
