// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import java.io.Serializable;

/** Finds what a text only names, on the machine that needs it. */
@FunctionalInterface
public interface Secrets extends Serializable {

    /**
     * @return {@code text} with the secrets in the place of their names
     * @throws RuntimeException if one is not there; says which
     */
    String reveal(String text);
}
