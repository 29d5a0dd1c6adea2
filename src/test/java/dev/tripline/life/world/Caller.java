// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who asks the API server, as audit events say it.
 *
 * @param user JSON of the field {@code user}
 * @param addresses JSON of the field {@code sourceIPs}
 * @param reason why the authorizer allows what it asks for
 */
public record Caller(String name, String user, String addresses, String userAgent, String reason) {

    /** Collects what is known of a caller. */
    public static final class Sketch {
        private final String name;
        private final List<String> groups = new ArrayList<>();
        private final Map<String, String> extra = new TreeMap<>();
        private String uid;
        private String addresses = "[]";
        private String userAgent = "";
        private String reason = "";

        private Sketch(String name) {
            this.name = name;
        }

        public Sketch groups(String... names) {
            groups.addAll(List.of(names));
            return this;
        }

        public Sketch uid(String id) {
            uid = id;
            return this;
        }

        public Sketch extra(String key, String value) {
            extra.put(key, value);
            return this;
        }

        /** The address of the connection, and those before it that it claims. */
        public Sketch from(String... ips) {
            addresses = "[\"" + String.join("\",\"", ips) + "\"]";
            return this;
        }

        public Sketch with(String client) {
            userAgent = client;
            return this;
        }

        public Sketch because(String binding) {
            reason = binding;
            return this;
        }

        public Caller caller() {
            Json json = new Json().begin().text("username", name);
            if (uid != null) {
                json.text("uid", uid);
            }
            json.texts("groups", groups);
            if (!extra.isEmpty()) {
                json.open("extra");
                extra.forEach((key, value) -> json.texts(key, List.of(value)));
                json.close();
            }
            return new Caller(name, json.end().toString(), addresses, userAgent, reason);
        }
    }

    public static Sketch of(String name) {
        return new Sketch(name);
    }

    static Sketch ofServiceAccount(String namespace, String name) {
        return of("system:serviceaccount:" + namespace + ":" + name)
                .groups(
                        "system:serviceaccounts",
                        "system:serviceaccounts:" + namespace,
                        "system:authenticated")
                .uid(Dice.of(7, namespace + "/" + name).uuid());
    }

    /** The same one with another client. */
    public Caller with(String client) {
        return new Caller(name, user, addresses, client, reason);
    }

    /** The same one, or whoever has its credential, from elsewhere. */
    public Caller from(String... ips) {
        String others = "[\"" + String.join("\",\"", ips) + "\"]";
        return new Caller(name, user, others, userAgent, reason);
    }
}
