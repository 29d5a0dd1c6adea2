// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.JsonProjection;
import dev.tripline.format.Format.Envelope;
import java.util.List;
import java.util.Objects;

/** Tells the documents that hold several events from those that are one. */
final class EnvelopeReader {

    private final Envelope envelope;
    private Recogniser recogniser;

    private EnvelopeReader(Envelope envelope) {
        this.envelope = envelope;
    }

    static EnvelopeReader of(List<Format> formats) {
        return new EnvelopeReader(
                formats.stream()
                        .map(Format::envelope)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }

    /** The top-level key of the array of events; {@code null} if no format has an envelope. */
    String items() {
        return envelope == null ? null : envelope.items();
    }

    List<String> paths() {
        return envelope == null ? List.of() : Recogniser.paths(envelope.recognise());
    }

    void bind(JsonProjection projection) {
        recogniser = envelope == null ? null : new Recogniser(envelope.recognise(), projection);
    }

    boolean recognises(Object[] document) {
        return recogniser != null && recogniser.recognises(document);
    }
}
