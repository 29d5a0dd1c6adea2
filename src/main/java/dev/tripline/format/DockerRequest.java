// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Event;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a request to the API of Docker, or of Podman in its likeness, is for. */
final class DockerRequest {

    /** Clients name the version that they speak; Podman has paths of its own behind it. */
    private static final Pattern VERSION = Pattern.compile("^/v[0-9][0-9.]*(?=/)");

    private static final String PODMAN = "/libpod/";

    /** The first that fits counts. */
    private static final List<Operation> OPERATIONS =
            List.of(
                    of("logs", "GET", "/(?:containers|services|tasks|pods)/[^/]+/logs"),
                    of("logs", "POST|GET", "/containers/.+/attach(?:/ws)?"),
                    of("keys", "GET", "/swarm(?:/unlockkey)?|/secrets(?:/.+)?"),
                    of("files", "GET|HEAD", "/containers/.+/(?:archive|export)"),
                    of("files", "POST", "/containers/.+/(?:copy|checkpoints?)|/commit"),
                    of("files", "GET", "/images/(?:.+/)?(?:get|export)|/volumes/.+/export"),
                    of("inspect", "GET", "/(?:containers|pods)/.+/(?:json|top)|/exec/.+/json"),
                    of("inspect", "GET", "/images/.+/(?:json|history)"),
                    of("list", "GET", "/(?:containers|images|pods|volumes|networks)(?:/json|/ps)?"),
                    of("inspect", "GET", "/(?:services|tasks|configs)(?:/.+)?"),
                    of("list", "GET|HEAD", "/_ping|/version|/info|/events|/nodes|/system/df"),
                    of("auth", "POST", "/auth|/session"),
                    of("exec", "POST", "/containers/.+/exec|/exec/.+/start"),
                    of("create", "POST", "/(?:containers|services)/create"));

    private DockerRequest() {}

    private record Operation(String name, Pattern methods, Pattern paths) {}

    private static Operation of(String name, String methods, String paths) {
        return new Operation(name, Pattern.compile(methods), Pattern.compile(paths));
    }

    /**
     * @param stated the path of a request that is known to be one to Docker
     * @param path of any request: only with a version is it known to be Docker's
     * @return {@code null} for other requests
     */
    static Object operation(Object stated, Object path, Object method) {
        String asked = text(stated) != null ? text(stated) : versioned(text(path));
        if (text(method) == null || asked == null) {
            return null;
        }
        String verb = text(method).toUpperCase(Locale.ROOT);
        String plain = plain(asked);
        return OPERATIONS.stream()
                .filter(operation -> operation.methods.matcher(verb).matches())
                .filter(operation -> operation.paths.matcher(plain).matches())
                .map(Operation::name)
                .findFirst()
                .orElse(null);
    }

    private static String versioned(String path) {
        return path != null && VERSION.matcher(path).find() ? path : null;
    }

    /** As the daemon reads it: decoded once; unclean paths it redirects to clean ones. */
    private static String plain(String path) {
        String clean = LooseText.withoutDetours(PercentCode.decode(path));
        String api = VERSION.matcher(clean).replaceFirst("");
        return api.startsWith(PODMAN) ? api.substring(PODMAN.length() - 1) : api;
    }

    private static String text(Object value) {
        return Event.first(value) instanceof String text ? text : null;
    }
}
