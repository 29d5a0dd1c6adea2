// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

/** A file that is no schema. The message has a line with its place for each mistake. */
public final class SchemaException extends Exception {

    private static final long serialVersionUID = 1L;

    SchemaException(String message) {
        super(message);
    }
}
