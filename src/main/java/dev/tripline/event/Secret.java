// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

/**
 * A secret in a text.
 *
 * @param start of what has to go
 * @param end behind it
 * @param value the secret itself, the same however it was written there; never to be shown
 * @param certain whether its own form proves it: a signature that decodes, a checksum, a prefix
 *     that nothing else has; what merely follows a name such as {@code token=} is not
 */
public record Secret(SecretKind kind, int start, int end, String value, boolean certain) {

    /** The same, found in a piece of another text. */
    Secret at(int otherStart, int otherEnd) {
        return new Secret(kind, otherStart, otherEnd, value, certain);
    }

    /** Kinds only: a secret is not for logs. */
    @Override
    public String toString() {
        return kind.word() + "[" + start + "," + end + ")";
    }
}
