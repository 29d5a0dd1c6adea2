// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.alert.Alert;
import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** An alert on its way into an index, until the server has said what became of it. */
final class BulkItem {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int FIRST_REVISION = 1;
    private static final int YEAR_AND_MONTH = "2026-03".length();

    private final String index;
    private final String id;
    private final int revision;
    private final byte[] document;
    private final byte[] lines;
    private final long arrival;
    private final Consumer<Outcome> done;

    /** What became of an alert: a letter if it was rejected, an error if nobody knows. */
    record Outcome(DeadLetter letter, Throwable error) {}

    /**
     * @param prefix of the index, which the month of the alert completes
     * @param arrival by the clock of the sender
     * @param done is told once
     */
    BulkItem(String prefix, Alert alert, long arrival, Consumer<Outcome> done) {
        this.index = prefix + "-" + alert.time().substring(0, YEAR_AND_MONTH).replace('-', '.');
        this.id = alert.id();
        this.revision = alert.revision();
        this.document = alert.document().getBytes(StandardCharsets.UTF_8);
        this.lines = lines(index, alert, document);
        this.arrival = arrival;
        this.done = done;
    }

    /**
     * A first revision never replaces anything, and a later one only an older. So neither a
     * repetition nor the order of requests matters.
     */
    private static byte[] lines(String index, Alert alert, byte[] document) {
        ObjectNode action = JSON.createObjectNode();
        if (alert.revision() == FIRST_REVISION) {
            action.putObject("create").put("_index", index).put("_id", alert.id());
        } else {
            action.putObject("index")
                    .put("_index", index)
                    .put("_id", alert.id())
                    .put("version", alert.revision())
                    .put("version_type", "external");
        }
        byte[] head = (action + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] lines = new byte[head.length + document.length + 1];
        System.arraycopy(head, 0, lines, 0, head.length);
        System.arraycopy(document, 0, lines, head.length, document.length);
        lines[lines.length - 1] = '\n';
        return lines;
    }

    String index() {
        return index;
    }

    /** What a bulk holds of it: two lines, of action and document. */
    byte[] lines() {
        return lines;
    }

    int bytes() {
        return lines.length;
    }

    long arrival() {
        return arrival;
    }

    void indexed() {
        done.accept(new Outcome(null, null));
    }

    /**
     * @param sink that wanted to index it
     * @param why the server's words
     */
    void rejected(String sink, String why) {
        done.accept(
                new Outcome(
                        DeadLetter.ofAlert(
                                id, revision, why, Coordinates.ofIndex(sink, index), document),
                        null));
    }

    void failed(Throwable error) {
        done.accept(new Outcome(null, error));
    }
}
