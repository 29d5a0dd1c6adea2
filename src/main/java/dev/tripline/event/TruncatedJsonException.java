// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.io.IOException;

/** A document that ends in the middle of its JSON. */
public final class TruncatedJsonException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Object[] values;

    TruncatedJsonException(Object[] values, IOException cause) {
        super("the record ends in the middle of its JSON", cause);
        this.values = values;
    }

    /** What stood before the end, as in a whole {@link JsonReader.Document}. */
    public Object[] values() {
        return values;
    }
}
