// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.event.Event;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fields of a document in, one derived field out. */
final class Deriving {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Deriving() {}

    static Event from(Map<String, ?> fields, String... derived) {
        Map<String, Object> document = new HashMap<>(fields);
        document.put("time", 0);
        try {
            byte[] record = JSON.writeValueAsBytes(document);
            return Readings.of(Readings.DOCUMENTS, record, derived).event();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** All values of {@code derived}. */
    static List<Object> of(String derived, Map<String, ?> fields) {
        return List.of(FieldValues.each(from(fields, derived).get(derived)));
    }
}
