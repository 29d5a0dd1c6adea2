// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * That somebody asks a cloud's metadata service, as a command, a request, a connection or a name
 * look-up shows it.
 *
 * @param hosts canonical; at least one
 * @param requests every plain text of the event that may hold a path or a header
 * @param pathKnown whether it can be seen what is asked
 */
record MetadataAccess(Set<String> hosts, List<String> requests, boolean pathKnown) {

    /** Services at the same addresses that tell names and the time. */
    private static final Set<String> OTHER_PORTS = Set.of("53", "123");

    /** Fields that hold commands, URLs and documents. */
    private static final List<String> TEXTS =
            List.of(
                    "process.args",
                    "process.command_line",
                    "tripline.request.command",
                    "url.original",
                    "url.full",
                    "url.query",
                    "http.request.referrer",
                    "http.request.body.content");

    /** Where web servers write of each request in lines: looked at if it is such a line. */
    private static final String LOG_LINE = "message";

    private static final String REQUEST_LINE = " HTTP/";

    /** Fields that hold a host; the path that it is asked for stands beside it, if anywhere. */
    private static final List<String> HOSTS = List.of("url.domain", "dns.question.name");

    /** Likewise, of a connection. */
    private static final List<String> DESTINATIONS =
            List.of("destination.ip", "destination.domain", "destination.address");

    private static final int PATH = TEXTS.size();
    private static final int HOST = PATH + 1;
    private static final int DESTINATION = HOST + HOSTS.size();
    private static final int PORT = DESTINATION + DESTINATIONS.size();
    private static final int LINE = PORT + 1;

    /** Every field that {@link #of} looks at, in its order. */
    static final List<String> INPUTS =
            Stream.of(
                            TEXTS,
                            List.of("url.path"),
                            HOSTS,
                            DESTINATIONS,
                            List.of("destination.port", LOG_LINE))
                    .flatMap(List::stream)
                    .toList();

    /**
     * @param values of {@link #INPUTS}
     * @return {@code null} if no metadata service is named
     */
    static MetadataAccess of(Object[] values) {
        Set<String> found = null;
        for (int i = 0; i < PATH; i++) {
            found = inTexts(values[i], found);
        }
        Object line = isOfRequest(values[LINE]) ? values[LINE] : null;
        found = inTexts(line, found);
        boolean pathKnown = found != null || values[PATH] != null;
        int end = OTHER_PORTS.contains(String.valueOf(values[PORT])) ? DESTINATION : PORT;
        for (int i = HOST; i < end; i++) {
            found = inHosts(values[i], found);
        }
        return found == null ? null : new MetadataAccess(found, requests(values, line), pathKnown);
    }

    private static boolean isOfRequest(Object line) {
        return line instanceof String text && text.contains(REQUEST_LINE);
    }

    private static Set<String> inTexts(Object values, Set<String> before) {
        Set<String> found = before;
        for (Object value : FieldValues.each(values)) {
            if (value instanceof String text && mayName(text)) {
                List<String> hosts = new ArrayList<>(0);
                MetadataHost.in(LooseText.plain(text), hosts::add);
                found = with(found, hosts);
            }
        }
        return found;
    }

    private static Set<String> inHosts(Object values, Set<String> before) {
        Set<String> found = before;
        for (Object value : FieldValues.each(values)) {
            if (value instanceof String text && mayName(text)) {
                String host = MetadataHost.of(withoutBrackets(LooseText.plain(text)));
                found = with(found, host == null ? List.of() : List.of(host));
            }
        }
        return found;
    }

    /** Nearly no event names one, so there is no set until there is a host. */
    private static Set<String> with(Set<String> found, List<String> more) {
        if (more.isEmpty()) {
            return found;
        }
        Set<String> all = found == null ? new LinkedHashSet<>() : found;
        all.addAll(more);
        return all;
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }

    /** Cheap, because nearly no text does: addresses have digits, names have {@code data}. */
    private static boolean mayName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9'
                    || c == '%'
                    || c > '\u007f'
                    || (c == 'd' || c == 'D') && text.regionMatches(true, i, "data", 0, 4)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> requests(Object[] values, Object line) {
        List<String> requests = new ArrayList<>();
        for (int i = 0; i <= PATH; i++) {
            addRequests(values[i], requests);
        }
        addRequests(line, requests);
        return requests;
    }

    private static void addRequests(Object values, List<String> requests) {
        for (Object value : FieldValues.each(values)) {
            if (value instanceof String text) {
                requests.add(LooseText.withoutDetours(LooseText.plain(text)));
            }
        }
    }

    Object host() {
        return FieldValues.of(hosts);
    }

    Object provider() {
        return FieldValues.of(providers(), MetadataProvider::id);
    }

    /** Whether what is asked gives credentials; {@code null} if it cannot be seen. */
    Object credential() {
        for (MetadataProvider provider : providers()) {
            if (requests.stream().anyMatch(provider::givesCredentials)) {
                return true;
            }
        }
        return pathKnown ? false : null;
    }

    /** What kinds of data are asked for, of those that count as credentials. */
    Object asked() {
        List<String> asking =
                requests.stream()
                        .filter(
                                request ->
                                        providers().stream()
                                                .anyMatch(one -> one.givesCredentials(request)))
                        .toList();
        return FieldValues.of(
                Stream.of(MetadataKind.values())
                        .filter(kind -> asking.stream().anyMatch(kind::isAskedBy))
                        .toList(),
                MetadataKind::id);
    }

    private List<MetadataProvider> providers() {
        return hosts.stream().map(this::provider).filter(Objects::nonNull).distinct().toList();
    }

    private MetadataProvider provider(String host) {
        MetadataProvider owner = MetadataProvider.ofHost(host);
        return owner != null
                ? owner
                : requests.stream()
                        .map(MetadataProvider::ofRequest)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }
}
