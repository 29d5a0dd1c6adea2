// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.util.Optional;
import java.util.regex.Pattern;

/** Fields whose whole value is a secret, as only their names tell. */
final class SecretFields {

    /** What a Secret holds in an audit event. ConfigMaps look alike. */
    private static final Pattern DATA =
            Pattern.compile(
                    "(?i).*\\b(?:request|response)(?:object)?\\.(?:.*\\.)?(?:data|stringdata)\\..+"
                            + "|docker\\.request\\.body\\.data");

    /** A variable's value stands apart from its name. */
    private static final Pattern VARIABLE =
            Pattern.compile("(?i).*\\b(?:request|response)object\\..*\\benv\\.value");

    private static final Pattern PASSWORD =
            Pattern.compile("(?i).*(?:passw(?:or)?d|passphrase|_pass)");

    private static final Pattern SECRET =
            Pattern.compile(
                    "(?i).*(?:secret|token|(?:api|secret|account|client|private)[-_]?key"
                            + "|secret_?access_?key|registry-auth|registryauth|client-key-data)");

    private static final Pattern HEADER =
            Pattern.compile("(?i)(?:.*\\.)?(?:(?:proxy-)?authorization|cookie|set-cookie)");

    private SecretFields() {}

    /** What the values of a field are; empty if its name says nothing. */
    static Optional<SecretKind> kind(String field) {
        if (PASSWORD.matcher(field).matches()) {
            return Optional.of(SecretKind.PASSWORD);
        }
        return DATA.matcher(field).matches()
                        || VARIABLE.matcher(field).matches()
                        || SECRET.matcher(field).matches()
                ? Optional.of(SecretKind.SECRET)
                : Optional.empty();
    }

    /** The header that a field is, so that its value can be read behind it. */
    static Optional<String> header(String field) {
        return HEADER.matcher(field).matches()
                ? Optional.of(field.substring(field.lastIndexOf('.') + 1) + ": ")
                : Optional.empty();
    }
}
