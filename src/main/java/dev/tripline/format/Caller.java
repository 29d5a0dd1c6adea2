// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Event;

/**
 * Who calls the Kubernetes API, told by the name that the API server authenticated.
 *
 * @param kind what the caller is
 * @param namespace of a service account, else {@code null}
 * @param serviceAccount its name, else {@code null}
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/">names that
 *     Kubernetes reserves</a>
 */
record Caller(String kind, String namespace, String serviceAccount) {

    private static final String RESERVED = "system:";
    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";
    private static final String NODE = "system:node:";
    private static final String ANONYMOUS = "system:anonymous";

    private static final String TOKEN_ID = "JTI=";

    /** {@code null} if nobody is named. */
    static Caller of(Object username) {
        if (!(Event.first(username) instanceof String name) || name.isEmpty()) {
            return null;
        }
        if (!name.startsWith(RESERVED)) {
            return new Caller("user", null, null);
        }
        if (name.startsWith(SERVICE_ACCOUNT)) {
            int start = SERVICE_ACCOUNT.length();
            int colon = name.indexOf(':', start);
            if (colon > start && colon < name.length() - 1 && name.indexOf(':', colon + 1) < 0) {
                return new Caller(
                        "service-account", name.substring(start, colon), name.substring(colon + 1));
            }
        }
        if (name.startsWith(NODE) && name.length() > NODE.length()) {
            return new Caller("node", null, null);
        }
        return new Caller(name.equals(ANONYMOUS) ? "anonymous" : "system", null, null);
    }

    /** A token's id as the token itself states it, so that both can be joined. */
    static Object credentialId(Object stated) {
        Object id = Event.first(stated);
        return id instanceof String text && text.startsWith(TOKEN_ID)
                ? text.substring(TOKEN_ID.length())
                : id;
    }
}
