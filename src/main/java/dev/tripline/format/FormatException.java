// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import java.util.List;

/** Format files that cannot be used; the message says everything that is wrong, a line each. */
public final class FormatException extends Exception {

    private static final long serialVersionUID = 1L;

    FormatException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
