// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Event;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One spelling for each file, however it was reached: relative steps and doubled slashes are
 * resolved, the directories under which another root file system shows are taken off, and secrets
 * that the kubelet mounts have one path. Purely lexical: a symbolic link that an intruder made is
 * not seen.
 */
final class CanonicalPath {

    private static final String SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

    /** Seen through the symbolic link /var/run, which most images have. */
    private static final String SECRETS = "/run/secrets";

    private static final String KUBELET = "/var/lib/kubelet/";

    /** Where distributions that bring their own kubelet let it work: MicroK8s and k0s. */
    private static final List<String> KUBELETS_ELSEWHERE =
            List.of("/var/snap/microk8s/common/var/lib/kubelet/", "/var/lib/k0s/kubelet/");

    /** Where the variables point that clouds set in pods which have an identity of theirs. */
    private static final Map<String, String> TOKEN_FILES =
            Map.of(
                    "AWS_WEB_IDENTITY_TOKEN_FILE",
                    "/var/run/secrets/eks.amazonaws.com/serviceaccount/token",
                    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                    "/var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token",
                    "AZURE_FEDERATED_TOKEN_FILE",
                    "/var/run/secrets/azure/tokens/azure-identity-token");

    private static final String TOKEN_FILE = "_TOKEN_FILE";

    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{?([A-Z_]{1,64}" + TOKEN_FILE + ")(?![A-Za-z0-9_])");

    private static final Set<String> CREDENTIALS = Set.of("token", "ca.crt", "namespace");

    /**
     * The kubelet swaps volumes atomically: ..data is a link to a directory named after its time.
     */
    private static final Pattern PROJECTION =
            Pattern.compile("\\.\\.(?:data|\\d{4}_\\d\\d_\\d\\d_\\d\\d_\\d\\d_\\d\\d\\.\\d+)");

    /** Where people mount the file system of the host. */
    private static final Set<String> HOST_MOUNTS = Set.of("host", "hostfs", "rootfs");

    /**
     * What ends a path inside a command line: white space, quotes, and the characters that shells
     * and tools put before one.
     */
    private static final String DELIMITERS = " \t\r\n\"'`;|&<>()=@,:{}$\\";

    private static final String LOCAL_URL = "//localhost/";

    /** What the kubelet and the runtimes keep on a node for one pod or one container. */
    private static final Pattern KEPT_FOR =
            Pattern.compile(
                    "/var/lib/kubelet/pods/([^/]+)/.*"
                            + "|/var/lib/docker/containers/([^/]+)/.*"
                            + "|/var/log/pods/([^/]+)/.*"
                            + "|/var/log/containers/(.+)\\.log[^/]*"
                            + "|.*/io\\.containerd\\.[^/]+/k8s\\.io/([^/]+)/.*");

    private CanonicalPath() {}

    /**
     * Which pods or containers files on a node belong to, as their paths say.
     *
     * @param paths canonical
     */
    static Object owners(Object paths) {
        Set<String> owners = new LinkedHashSet<>();
        for (Object path : FieldValues.each(paths)) {
            Matcher matcher = KEPT_FOR.matcher((String) path);
            if (matcher.matches()) {
                IntStream.rangeClosed(1, matcher.groupCount())
                        .mapToObj(matcher::group)
                        .filter(Objects::nonNull)
                        .forEach(owners::add);
            }
        }
        return FieldValues.of(owners);
    }

    /**
     * Of all files that an event names, each once.
     *
     * @param commands arguments and command lines of the process in {@code directory}
     * @param remote command of a process that starts elsewhere
     */
    static Object all(Object file, Object[] commands, Object directory, Object remote) {
        String base = Event.first(directory) instanceof String path ? path : null;
        Set<String> paths = new LinkedHashSet<>();
        for (Object path : FieldValues.each(file)) {
            if (path instanceof String text) {
                paths.add(of(text, base == null ? "" : base));
            }
        }
        for (Object command : commands) {
            inArguments(command, base, paths::add);
        }
        inArguments(remote, null, paths::add);
        return FieldValues.of(paths);
    }

    private static void inArguments(Object arguments, String directory, Consumer<String> paths) {
        for (Object argument : FieldValues.each(arguments)) {
            if (argument instanceof String text) {
                inArgument(text, directory, paths);
            }
        }
    }

    /**
     * The canonical spelling of {@code path}; a relative one is taken to start in {@code
     * directory}.
     */
    static String of(String path, String directory) {
        String absolute = path.startsWith("/") ? path : directory + "/" + path;
        List<String> segments = new ArrayList<>();
        for (String segment : absolute.split("/")) {
            step(segments, segment);
        }
        segments.removeIf(segment -> PROJECTION.matcher(segment).matches());
        String clean = "/" + String.join("/", segments);
        return clean.equals(SECRETS) || clean.startsWith(SECRETS + "/")
                ? "/var" + clean
                : inUsualKubelet(clean);
    }

    private static String inUsualKubelet(String path) {
        for (String directory : KUBELETS_ELSEWHERE) {
            if (path.startsWith(directory)) {
                return KUBELET + path.substring(directory.length());
            }
        }
        return path;
    }

    private static void step(List<String> segments, String segment) {
        if (segment.isEmpty() || segment.equals(".")) {
            return;
        }
        if (isForeignRoot(segments)) {
            segments.clear();
        }
        if (!segment.equals("..")) {
            segments.add(segment);
        } else if (!segments.isEmpty()) {
            segments.remove(segments.size() - 1);
        }
    }

    /** {@code /host} and the like, {@code /proc/1/root} or {@code /proc/1/task/2/root}. */
    private static boolean isForeignRoot(List<String> segments) {
        int size = segments.size();
        return switch (size) {
            case 1 -> HOST_MOUNTS.contains(segments.get(0));
            case 3, 5 ->
                    segments.get(0).equals("proc")
                            && segments.get(size - 1).equals("root")
                            && (size == 3 || segments.get(2).equals("task"));
            default -> false;
        };
    }

    /**
     * Hands out every path in one argument of a command, which may be a whole command line of its
     * own ({@code sh -c}).
     *
     * @param directory where the process works, or {@code null} if that is not known
     */
    static void inArgument(String argument, String directory, Consumer<String> paths) {
        if (argument.contains(TOKEN_FILE)) {
            VARIABLE.matcher(argument)
                    .results()
                    .map(variable -> TOKEN_FILES.get(variable.group(1)))
                    .filter(Objects::nonNull)
                    .forEach(paths);
        }
        boolean besideTheToken =
                directory != null && of("token", directory).startsWith(SERVICE_ACCOUNT + "/");
        if (argument.indexOf('/') < 0 && !besideTheToken) {
            return;
        }
        String base = directory == null ? "" : directory;
        StringTokenizer pieces = new StringTokenizer(argument, DELIMITERS);
        while (pieces.hasMoreTokens()) {
            String piece = pieces.nextToken();
            if (piece.indexOf('/') >= 0 || besideTheToken && CREDENTIALS.contains(piece)) {
                paths.accept(of(withoutPrefix(piece), base));
            }
        }
    }

    /** Takes off a short option that its value is glued to, or the host of a file URL. */
    private static String withoutPrefix(String piece) {
        if (piece.startsWith("-")) {
            return piece.substring(Math.max(0, piece.indexOf('/')));
        }
        return piece.startsWith(LOCAL_URL) ? piece.substring(LOCAL_URL.length() - 1) : piece;
    }
}
