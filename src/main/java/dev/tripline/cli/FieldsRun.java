// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.Event;
import dev.tripline.event.Redactor;
import dev.tripline.format.FieldNames;
import dev.tripline.format.FormatReader;
import dev.tripline.format.FormatReader.TimeCheck;
import dev.tripline.format.ReadLimits;
import dev.tripline.format.SourceContext;
import dev.tripline.format.SourceFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * All fields of the events of one file. The first time through finds the names; the second asks for
 * them, and reads the way the job reads.
 */
final class FieldsRun implements FormatReader.Receiver {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FormatReader reader;
    private final Redactor redactor;
    private final PrintWriter out;

    private FieldsRun(FormatReader reader, Redactor redactor, PrintWriter out) {
        this.reader = reader;
        this.redactor = redactor;
        this.out = out;
    }

    /**
     * @return whether all fields were shown
     */
    static boolean show(Path file, SourceFormat format, SourceContext source, PrintWriter out)
            throws IOException {
        FieldNames names = new FieldNames(format);
        EventLines.read(file, (record, line) -> names.read(record));
        FormatReader reader =
                new FormatReader(
                        format,
                        names.fields(),
                        source,
                        ReadLimits.DEFAULT,
                        TimeCheck.NOT_TOO_EARLY);
        FieldsRun run = new FieldsRun(reader, source.redactor(), out);
        EventLines.read(
                file,
                (record, line) ->
                        reader.read(
                                record, Coordinates.ofLine("input", file.toString(), line), run));
        return names.isComplete();
    }

    @Override
    public void event(Event event) {
        ObjectNode line = line(event.coordinates());
        line.put("format", reader.format(event));
        ObjectNode fields = line.putObject("fields");
        for (int slot = 0; slot < event.fields().size(); slot++) {
            Object value = event.get(slot);
            if (value != null) {
                ArrayNode values = fields.putArray(redactor.redact(event.fields().name(slot)));
                addAll(values, redactor.redact(value));
            }
        }
        print(line);
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        ObjectNode line = line(letter.coordinates());
        ObjectNode error = line.putObject("error");
        error.put("code", letter.reason().code());
        error.put("message", letter.message());
        print(line);
    }

    private static ObjectNode line(Coordinates place) {
        ObjectNode line = JSON.createObjectNode();
        ObjectNode source = line.putObject("source");
        source.put("file", place.stream());
        source.put("line", place.position());
        if (place.item() != Coordinates.NONE) {
            source.put("item", place.item());
        }
        return line;
    }

    private static void addAll(ArrayNode values, Object value) {
        if (value instanceof Object[] several) {
            for (Object one : several) {
                values.addPOJO(one);
            }
        } else {
            values.addPOJO(value);
        }
    }

    private void print(ObjectNode line) {
        try {
            out.println(JSON.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
