// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.List;

/** A text that is not a query. The message is that of the first error, with its position. */
public final class EqlException extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<EqlError> errors;

    EqlException(List<EqlError> errors) {
        super(errors.get(0).toString());
        this.errors = List.copyOf(errors);
    }

    /** At least one, in the order of the text. */
    public List<EqlError> errors() {
        return errors;
    }
}
