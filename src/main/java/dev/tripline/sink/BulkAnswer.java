// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a server says became of each item of a bulk. */
final class BulkAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int CONFLICT = 409;
    private static final int MAX_REASON = 1000;

    /** Worth another attempt, whatever the document: access, the index, the load. */
    private static final Set<Integer> PASSING = Set.of(401, 403, 404, 408, 429);

    /** Said with the status of a bad document, but about the index. */
    private static final Set<String> OF_THE_INDEX =
            Set.of("index_closed_exception", "validation_exception");

    private BulkAnswer() {}

    enum Fate {
        INDEXED,
        /** The same revision, or a later one, is there already. */
        PRESENT,
        RETRY,
        /** It would be refused for ever. */
        REJECTED
    }

    /**
     * @param why status, type and reason, for people
     */
    record Item(Fate fate, String why) {}

    /**
     * @param count of the items that were sent
     * @throws IOException if the answer is not about so many
     */
    static List<Item> read(byte[] body, int count) throws IOException {
        JsonNode items = json(body).path("items");
        if (items.size() != count) {
            throw new IOException("an answer about " + items.size() + " of " + count + " alerts");
        }
        List<Item> answers = new ArrayList<>(count);
        for (JsonNode item : items) {
            // Under the name of its action.
            answers.add(item(item.isEmpty() ? item : item.elements().next()));
        }
        return answers;
    }

    private static JsonNode json(byte[] body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            // Not its message, which has several lines.
            throw new IOException("an answer that is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Item item(JsonNode item) throws IOException {
        int status = item.path("status").asInt();
        if (status < 200 || (status >= 300 && status < 400)) {
            throw new IOException("an answer about an alert with status " + status);
        }
        JsonNode error = item.path("error");
        return new Item(fate(status, error.path("type").asText()), why(status, error));
    }

    private static Fate fate(int status, String type) {
        if (status < 300) {
            return Fate.INDEXED;
        }
        if (status == CONFLICT) {
            return Fate.PRESENT;
        }
        return status >= 500 || PASSING.contains(status) || OF_THE_INDEX.contains(type)
                ? Fate.RETRY
                : Fate.REJECTED;
    }

    private static String why(int status, JsonNode error) {
        StringBuilder why = new StringBuilder().append(status);
        for (JsonNode cause = error; cause.has("type"); cause = cause.path("caused_by")) {
            why.append(cause == error ? " " : "; ")
                    .append(cause.path("type").asText())
                    .append(": ")
                    .append(cause.path("reason").asText());
        }
        return why.length() > MAX_REASON ? why.substring(0, MAX_REASON) + "…" : why.toString();
    }
}
