// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.format.Format.Shape;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the records of a source may look like: one format by name, or whichever recognises a record.
 */
public final class SourceFormat implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String AUTO_NAME = "auto";

    /** In the order in which they are tried: the last one takes nearly anything. */
    private static final List<Format> TABLES =
            Stream.of("kubernetes-audit", "elastic-agent").map(FormatLoader::load).toList();

    /** Every record is recognised by its content, or else is a dead letter. */
    public static final SourceFormat AUTO = new SourceFormat(AUTO_NAME, TABLES, true);

    private final String name;
    private final List<Format> tables;
    private final boolean recognising;

    private SourceFormat(String name, List<Format> tables, boolean recognising) {
        this.name = name;
        this.tables = tables;
        this.recognising = recognising;
    }

    /** All names that {@link #named} takes. */
    public static List<String> names() {
        return Stream.concat(Stream.of(AUTO_NAME), TABLES.stream().map(Format::name)).toList();
    }

    /**
     * @return empty if there is no format of that name
     */
    public static Optional<SourceFormat> named(String name) {
        if (name.equals(AUTO_NAME)) {
            return Optional.of(AUTO);
        }
        return TABLES.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .map(table -> new SourceFormat(name, List.of(table), false));
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
                        List.of(timestampField),
                        List.of(),
                        List.of(),
                        null,
                        "",
                        List.of(),
                        Map.of(),
                        Map.of());
        String name = "documents";
        return new SourceFormat(name, List.of(new Format(name, null, List.of(shape))), false);
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
