// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

/** A regular expression that cannot be used; the message says why. */
final class UnusableRegex extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableRegex(String message) {
        super(message);
    }
}
