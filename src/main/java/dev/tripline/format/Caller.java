// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Event;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

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

    private static final String BOOTSTRAP = "system:bootstrap:";
    private static final String ROLE = ":assumed-role/";

    /** What tools put into the name of a session to make it differ from the one before. */
    private static final Pattern COUNTER = Pattern.compile("[0-9]{4,}");

    private static final String EVERYBODY = "system:authenticated";

    /** People in more groups than this hardly have them in common with anybody. */
    private static final int MAX_GROUPS = 16;

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

    /**
     * The caller under a name that comes back: all kubelets are one, as are all machines that join,
     * and sessions of a role that differ by a number.
     *
     * @return {@code null} if nobody is named
     */
    static String principal(Object username) {
        if (!(Event.first(username) instanceof String name) || name.isEmpty()) {
            return null;
        }
        if (name.startsWith(NODE) && name.length() > NODE.length()) {
            return "system:node";
        }
        if (name.startsWith(BOOTSTRAP)) {
            return "system:bootstrap";
        }
        int role = name.indexOf(ROLE);
        int session = role < 0 ? -1 : name.indexOf('/', role + ROLE.length());
        return session < 0
                ? name
                : name.substring(0, session)
                        + COUNTER.matcher(name.substring(session)).replaceAll("*");
    }

    /**
     * Whom the caller can be compared with: of people, everybody in the same groups; of everything
     * else itself.
     */
    static String cohort(Object kind, Object principal, Object groups) {
        if (principal == null || !"user".equals(kind)) {
            return (String) principal;
        }
        List<String> own =
                Arrays.stream(FieldValues.each(groups))
                        .map(String::valueOf)
                        .filter(group -> !group.equals(EVERYBODY))
                        .sorted()
                        .toList();
        return own.isEmpty() || own.size() > MAX_GROUPS
                ? (String) principal
                : String.join(" ", own);
    }

    /** A token's id as the token itself states it, so that both can be joined. */
    static Object credentialId(Object stated) {
        Object id = Event.first(stated);
        return id instanceof String text && text.startsWith(TOKEN_ID)
                ? text.substring(TOKEN_ID.length())
                : id;
    }
}
