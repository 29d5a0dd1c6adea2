// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

import java.util.Set;

/** The API server's audit log. */
public final class Audit {

    /** Of these the audit policy keeps no bodies. */
    private static final Set<String> CONFIDENTIAL =
            Set.of("secrets", "configmaps", "serviceaccounts", "tokenreviews");

    private final Post post;
    private final Dice dice;
    private final Json json = new Json();
    private final Request request = new Request();

    public Audit(Post post, Dice dice) {
        this.post = post;
        this.dice = dice;
    }

    /**
     * @return the request that is being described; there is only one at a time
     */
    public Request by(Caller caller) {
        return request.of(caller);
    }

    /** One request to the API server. Its last word is {@link #at}. */
    public final class Request {

        private final StringBuilder uri = new StringBuilder();
        private Caller caller;
        private String verb;
        private String resource;
        private String namespace;
        private String name;
        private String subresource;
        private String query;
        private String body;
        private String impersonated;
        private String annotation;
        private String path;
        private int code;
        private long lasts;

        private Request of(Caller who) {
            caller = who;
            verb = null;
            resource = null;
            namespace = null;
            name = null;
            subresource = null;
            query = null;
            body = null;
            impersonated = null;
            annotation = null;
            path = null;
            code = 200;
            lasts = 0;
            return this;
        }

        public Request get(String kind, String inNamespace, String called) {
            return verb("get", kind, inNamespace, called);
        }

        /**
         * @param inNamespace {@code null} for all of the cluster
         */
        public Request list(String kind, String inNamespace) {
            return verb("list", kind, inNamespace, null);
        }

        /** One that the server ends after so long, as it ends all. */
        public Request watch(String kind, String inNamespace, long duration) {
            lasts = duration;
            query =
                    "allowWatchBookmarks=true&resourceVersion="
                            + (880_000_000 + dice.below(9_000_000))
                            + "&timeout=7m1s&timeoutSeconds=421&watch=true";
            return verb("watch", kind, inNamespace, null);
        }

        public Request verb(String does, String kind, String inNamespace, String called) {
            verb = does;
            resource = kind;
            namespace = inNamespace;
            name = called;
            if (does.equals("create")) {
                code = 201;
            }
            return this;
        }

        /** What is no object: {@code /healthz}, {@code /apis} and the like. */
        public Request path(String url) {
            verb = "get";
            path = url;
            return this;
        }

        /** Part of the object; what stands behind a slash is a path of that part. */
        public Request sub(String part) {
            subresource = part;
            return this;
        }

        public Request query(String parameters) {
            query = parameters;
            return this;
        }

        /**
         * @param object JSON
         */
        public Request body(String object) {
            body = object;
            return this;
        }

        /** A connection that stays open: there is a record at its start and one at its end. */
        public Request lasting(long duration) {
            lasts = duration;
            code = 101;
            return this;
        }

        public Request as(String other) {
            impersonated = other;
            return this;
        }

        /**
         * @param json one more annotation, with its key
         */
        public Request annotated(String json) {
            annotation = json;
            return this;
        }

        public Request answered(int status) {
            code = status;
            return this;
        }

        /**
         * @param now when the API server is asked
         */
        public void at(long now) {
            long id = dice.next();
            if (lasts > 0) {
                write(id, "ResponseStarted", now, 2);
                send(now + 2);
                write(id, "ResponseComplete", now, lasts);
                send(now + lasts);
            } else {
                long took = 1 + dice.below(verb.equals("list") ? 200 : 30);
                write(id, "ResponseComplete", now, took);
                send(now + took);
            }
        }

        private void send(long time) {
            post.send(Wire.AUDIT, time, json.end());
        }

        private void write(long id, String stage, long received, long took) {
            Dice same = Dice.of(id, "request");
            boolean denied = code == 401 || code == 403;
            json.begin()
                    .text("kind", "Event")
                    .text("apiVersion", "audit.k8s.io/v1")
                    .text("level", body == null ? "Metadata" : "Request")
                    .uuid("auditID", same)
                    .text("stage", stage)
                    .text("requestURI", uri())
                    .text("verb", verb)
                    .raw("user", caller.user());
            if (impersonated != null) {
                json.raw("impersonatedUser", impersonated);
            }
            json.raw("sourceIPs", caller.addresses()).text("userAgent", caller.userAgent());
            if (resource != null) {
                objectRef();
            }
            json.open("responseStatus");
            if (denied) {
                json.text("status", "Failure").text("reason", "Forbidden");
            }
            json.number("code", code).close();
            if (body != null && !CONFIDENTIAL.contains(resource)) {
                json.raw("requestObject", body);
            }
            json.time("requestReceivedTimestamp", received, 6, same);
            json.time("stageTimestamp", received + took, 6, same);
            json.open("annotations");
            if (code != 401) {
                json.text("authorization.k8s.io/decision", denied ? "forbid" : "allow")
                        .text("authorization.k8s.io/reason", denied ? "" : caller.reason());
            }
            if (annotation != null) {
                json.raw("authentication.kubernetes.io/issued-credential-id", annotation);
            }
            json.close();
        }

        private void objectRef() {
            String group = ApiGroup.of(resource);
            json.open("objectRef").text("resource", resource);
            if (namespace != null) {
                json.text("namespace", namespace);
            }
            if (name != null) {
                json.text("name", name);
            }
            if (ApiGroup.isCore(group)) {
                json.text("apiVersion", group);
            } else {
                int slash = group.indexOf('/');
                json.text("apiGroup", group.substring(0, slash))
                        .text("apiVersion", group.substring(slash + 1));
            }
            if (subresource != null) {
                int slash = subresource.indexOf('/');
                json.text("subresource", slash < 0 ? subresource : subresource.substring(0, slash));
            }
            json.close();
        }

        private CharSequence uri() {
            if (path != null) {
                return path;
            }
            String group = ApiGroup.of(resource);
            uri.setLength(0);
            uri.append(ApiGroup.isCore(group) ? "/api/" : "/apis/").append(group);
            if (namespace != null) {
                uri.append("/namespaces/").append(namespace);
            }
            uri.append('/').append(resource);
            if (name != null && !verb.equals("create") || subresource != null) {
                uri.append('/').append(name);
            }
            if (subresource != null) {
                uri.append('/').append(subresource);
            }
            if (query != null) {
                uri.append('?').append(query);
            }
            return uri;
        }
    }
}
