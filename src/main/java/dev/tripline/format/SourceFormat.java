// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.format.Format.Mapping;
import dev.tripline.format.Format.Shape;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What the records of a source may look like: one format by name, or whichever recognises a record.
 */
public final class SourceFormat implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Every record is recognised by its content, or else is a dead letter. */
    public static final SourceFormat AUTO = Formats.SHIPPED.named(Formats.AUTO).orElseThrow();

    private final String name;
    private final List<Format> tables;
    private final boolean recognising;

    SourceFormat(String name, List<Format> tables, boolean recognising) {
        this.name = name;
        this.tables = tables;
        this.recognising = recognising;
    }

    /**
     * Any JSON documents whose fields are where their names say, in the order in which they stand
     * where times are equal.
     *
     * @param timestampField where their time stands
     */
    public static SourceFormat documents(String timestampField) {
        Shape shape =
                new Shape(
                        List.of(),
                        Mapping.of(timestampField),
                        List.of(),
                        List.of(),
                        null,
                        "",
                        Map.of(),
                        List.of(),
                        Map.of(),
                        Map.of());
        String name = "documents";
        Format table = new Format(name, List.of(), List.of(), List.of(), List.of(), List.of(shape));
        return new SourceFormat(name, List.of(table), false);
    }

    public String name() {
        return name;
    }

    List<Format> tables() {
        return tables;
    }

    /** Whether a record that no shape recognises is refused, or else read as the last shape. */
    boolean isRecognising() {
        return recognising;
    }
}
