// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * What a request to a Kubernetes API server is about. The URL is what was asked; the audit event's
 * own reading of it fills the gaps.
 *
 * @param command what a process in a container is started with: one text or several
 * @param path of the URL, in one spelling
 * @param proxied the path that a node, pod or service is asked for
 * @param parameters of the URL, each with its value
 */
record ApiRequest(
        String verb,
        String namespace,
        String resource,
        String subresource,
        String name,
        Object command,
        String path,
        String proxied,
        Object parameters) {

    private static final Set<String> STARTING = Set.of("exec", "attach");

    /** Handlers of a kubelet, behind {@code nodes/NAME/proxy}. */
    private static final Set<String> KUBELET_STARTING = Set.of("exec", "attach", "run");

    private static final Set<String> READING = Set.of("get", "list");

    /** Groups of the API whose name has no dot. */
    private static final Set<String> PLAIN_GROUPS =
            Set.of("apps", "autoscaling", "batch", "extensions", "policy");

    private static final String CORE_GROUP = "core/";

    private static final Set<String> FALSE = Set.of("false", "0");

    /**
     * The values that an audit event itself has, and the request's method.
     *
     * @param resourceName what Google Cloud calls the object
     */
    record Stated(
            Object resourceName,
            Object verb,
            Object method,
            Object namespace,
            Object resource,
            Object subresource,
            Object name,
            Object command) {}

    /** {@code null} if there is neither a URL nor anything else. */
    static ApiRequest of(Object uri, Stated stated) {
        String target = text(uri) == null ? url(text(stated.resourceName)) : text(uri);
        if (target == null && text(stated.resource) == null && text(stated.verb) == null) {
            return null;
        }
        String url = target == null ? "" : withoutHost(target);
        int question = url.indexOf('?');
        ApiPath path = ApiPath.of(question < 0 ? url : url.substring(0, question));
        String query = question < 0 ? "" : url.substring(question + 1);
        String name = path.resource() == null ? null : name(path, query);
        String subresource = either(path.subresource(), stated.subresource);
        Object command = command(path, query);
        return new ApiRequest(
                verb(stated, path, name, query),
                either(path.namespace(), stated.namespace),
                either(path.resource(), stated.resource),
                subresource,
                either(name, stated.name),
                command == null && subresource != null && STARTING.contains(subresource)
                        ? stated.command
                        : command,
                target == null
                        ? null
                        : ApiPath.plain(question < 0 ? url : url.substring(0, question)),
                path.proxied(),
                FieldValues.of(parameters(query)));
    }

    /** {@code core/v1/namespaces/shop/pods} is {@code /api/v1/namespaces/shop/pods}. */
    private static String url(String resourceName) {
        if (resourceName == null || resourceName.startsWith("/")) {
            return resourceName;
        }
        if (resourceName.startsWith(CORE_GROUP)) {
            return "/api/" + resourceName.substring(CORE_GROUP.length());
        }
        int slash = resourceName.indexOf('/');
        String group = slash < 0 ? "" : resourceName.substring(0, slash);
        boolean isGroup = group.indexOf('.') > 0 || PLAIN_GROUPS.contains(group);
        return (isGroup ? "/apis/" : "/") + resourceName;
    }

    /** A proxy may be asked for {@code https://host/path}. */
    private static String withoutHost(String uri) {
        int scheme = uri.startsWith("/") ? -1 : uri.indexOf("://");
        int path = scheme < 0 ? 0 : uri.indexOf('/', scheme + 3);
        return path < 0 ? "/" : uri.substring(path);
    }

    /** An object may also be selected out of its collection. */
    private static String name(ApiPath path, String query) {
        if (path.name() != null) {
            return path.name();
        }
        for (String selector : parameters(query, Set.of("fieldSelector"))) {
            for (String term : selector.split(",", -1)) {
                if (term.startsWith("metadata.name=")) {
                    return text(term.substring(term.lastIndexOf('=') + 1));
                }
            }
        }
        return null;
    }

    private static String verb(Stated stated, ApiPath path, String name, String query) {
        String verb = text(stated.verb);
        String method = text(stated.method);
        if (verb != null) {
            String said = verb.toLowerCase(Locale.ROOT);
            return READING.contains(said) && path.resource() != null && !path.isProxy()
                    ? reading(path, query)
                    : said;
        }
        if (path.prefixVerb() != null || method == null) {
            return path.prefixVerb();
        }
        String lower = method.toLowerCase(Locale.ROOT);
        if (path.resource() == null) {
            return lower;
        }
        return switch (lower) {
            case "get", "head" -> reading(path, query);
            case "post" -> "create";
            case "put" -> "update";
            case "delete" -> name == null ? "deletecollection" : "delete";
            default -> lower;
        };
    }

    /**
     * Where one object, all of a kind or what becomes of them is read, the URL alone tells which.
     */
    private static String reading(ApiPath path, String query) {
        if (path.prefixVerb() != null) {
            return path.prefixVerb();
        }
        if (path.name() != null) {
            return "get";
        }
        return parameters(query, Set.of("watch")).stream().anyMatch(ApiRequest::isOn)
                ? "watch"
                : "list";
    }

    private static boolean isOn(String value) {
        return !FALSE.contains(value.toLowerCase(Locale.ROOT));
    }

    private static Object command(ApiPath path, String query) {
        if (path.subresource() != null && STARTING.contains(path.subresource())) {
            return FieldValues.of(parameters(query, Set.of("command")));
        }
        boolean kubelet =
                path.isProxy()
                        && "nodes".equals(path.resource())
                        && !path.rest().isEmpty()
                        && KUBELET_STARTING.contains(path.rest().get(0));
        return kubelet ? FieldValues.of(parameters(query, Set.of("command", "cmd"))) : null;
    }

    private static List<String> parameters(String query, Set<String> names) {
        List<String> values = new ArrayList<>();
        for (String parameter : parameters(query)) {
            int equals = parameter.indexOf('=');
            if (names.contains(parameter.substring(0, equals))) {
                values.add(parameter.substring(equals + 1));
            }
        }
        return values;
    }

    private static List<String> parameters(String query) {
        List<String> parameters = new ArrayList<>();
        StringTokenizer pairs = new StringTokenizer(query, "&");
        while (pairs.hasMoreTokens()) {
            String pair = pairs.nextToken();
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.add(PercentCode.decodeQuery(name) + "=" + PercentCode.decodeQuery(value));
        }
        return parameters;
    }

    private static String either(String asked, Object stated) {
        return asked == null ? text(stated) : asked;
    }

    private static String text(Object value) {
        return Event.first(value) instanceof String text && !text.isEmpty() ? text : null;
    }
}
