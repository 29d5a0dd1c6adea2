// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the path of a request to a Kubernetes API server names, {@code null} for what it does not.
 *
 * @param prefixVerb {@code watch} or {@code proxy} where the path itself says so
 * @param rest what follows the subresource, or the name behind a {@code proxy} prefix
 * @see <a
 *     href="https://github.com/kubernetes/apiserver/blob/master/pkg/endpoints/request/requestinfo.go">how
 *     API servers read it</a>
 */
record ApiPath(
        String prefixVerb,
        String namespace,
        String resource,
        String name,
        String subresource,
        List<String> rest) {

    private static final ApiPath NO_RESOURCE = new ApiPath(null, null, null, null, null, List.of());

    private static final Set<String> PREFIX_VERBS = Set.of("watch", "proxy");
    private static final Set<String> OF_THE_NAMESPACE = Set.of("status", "finalize");
    private static final Set<String> STEPS = Set.of("", ".", "..");

    /**
     * Reads a path as an API server does: decoded once, cut at its slashes. Only where that names
     * nothing, empty and dotted steps are resolved first, as a proxy before the server may do.
     */
    static ApiPath of(String encoded) {
        List<String> steps = steps(PercentCode.decode(encoded));
        ApiPath path = read(steps);
        boolean named = path.resource != null && isPlain(path.resource) && isPlain(path.name);
        return named || steps.stream().noneMatch(STEPS::contains) ? path : read(resolved(steps));
    }

    /** One spelling of a path, decoded once and without empty and dotted steps. */
    static String plain(String encoded) {
        return "/" + String.join("/", resolved(steps(PercentCode.decode(encoded))));
    }

    private static boolean isPlain(String step) {
        return step == null || !STEPS.contains(step);
    }

    private static List<String> steps(String path) {
        int start = 0;
        int end = path.length();
        while (start < end && path.charAt(start) == '/') {
            start++;
        }
        while (end > start && path.charAt(end - 1) == '/') {
            end--;
        }
        return List.of(path.substring(start, end).split("/", -1));
    }

    private static List<String> resolved(List<String> steps) {
        List<String> resolved = new ArrayList<>();
        for (String step : steps) {
            if (!STEPS.contains(step)) {
                resolved.add(step);
            } else if (step.equals("..") && !resolved.isEmpty()) {
                resolved.remove(resolved.size() - 1);
            }
        }
        return resolved;
    }

    /** {@code api/VERSION/…} or {@code apis/GROUP/VERSION/…}. */
    private static ApiPath read(List<String> steps) {
        int prefix = steps.isEmpty() ? 0 : steps.get(0).equals("api") ? 2 : 3;
        boolean api =
                steps.size() > prefix
                        && (prefix == 2 || prefix == 3 && steps.get(0).equals("apis"))
                        && steps.subList(0, prefix).stream().allMatch(ApiPath::isPlain);
        if (!api) {
            return NO_RESOURCE;
        }
        List<String> parts = steps.subList(prefix, steps.size());
        String verb = null;
        if (PREFIX_VERBS.contains(parts.get(0))) {
            if (parts.size() < 2) {
                return NO_RESOURCE;
            }
            verb = parts.get(0);
            parts = parts.subList(1, parts.size());
        }
        String namespace = null;
        if (parts.get(0).equals("namespaces") && parts.size() > 1) {
            namespace = parts.get(1);
            if (parts.size() > 2 && !OF_THE_NAMESPACE.contains(parts.get(2))) {
                parts = parts.subList(2, parts.size());
            }
        }
        boolean proxy = "proxy".equals(verb);
        boolean withSubresource = parts.size() > 2 && !proxy;
        int known = proxy ? 2 : 3;
        return new ApiPath(
                verb,
                orNull(namespace),
                orNull(parts.get(0)),
                parts.size() > 1 ? orNull(parts.get(1)) : null,
                withSubresource ? orNull(parts.get(2)) : null,
                parts.size() > known ? parts.subList(known, parts.size()) : List.of());
    }

    /**
     * What is asked of a node, pod or service through the API server, as that hands it on: without
     * empty and dotted steps.
     *
     * @return {@code null} if it is asked nothing
     */
    String proxied() {
        return isProxy() ? "/" + String.join("/", resolved(rest)) : null;
    }

    boolean isProxy() {
        return "proxy".equals(prefixVerb) || "proxy".equals(subresource);
    }

    private static String orNull(String step) {
        return step == null || step.isEmpty() ? null : step;
    }
}
