// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Coordinates;
import dev.tripline.event.FieldSet;
import dev.tripline.event.JsonLeaves;
import dev.tripline.format.Format.Shape;
import dev.tripline.format.Unwrapper.Found;
import dev.tripline.format.Unwrapper.Refused;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Collects the names of all fields that a rule could ask of the events in some records: those that
 * a {@link FormatReader} must be given to show them whole.
 */
public final class FieldNames {

    /** Attackers choose keys, so there may be any number of them, of any length. */
    private static final int MAX_NAMES = 10_000;

    private static final int MAX_LENGTH = 1_000;

    private static final Coordinates NOWHERE = Coordinates.ofLine("", "", 0);

    private final Set<String> names = new TreeSet<>();
    private final Unwrapper unwrapper;
    private final JsonLeaves leaves;
    private boolean complete = true;

    public FieldNames(SourceFormat format) {
        unwrapper = new Unwrapper(format, FieldSet.of(), ReadLimits.DEFAULT);
        Set<String> embedded = new HashSet<>();
        for (Format table : format.tables()) {
            embedded.addAll(table.embedded());
            table.envelopes().forEach(envelope -> names.addAll(envelope.fields().keySet()));
            table.envelopes().forEach(envelope -> names.addAll(envelope.constants().keySet()));
        }
        leaves = new JsonLeaves(embedded, MAX_LENGTH);
        names.add(FormatReader.EVENT_TIME);
        names.addAll(DerivedFields.names());
    }

    /** Adds the names of the events in one record. */
    public void read(byte[] record) {
        unwrapper.read(
                record,
                NOWHERE,
                null,
                new Unwrapper.Receiver() {
                    @Override
                    public void document(Found found) {
                        add(found);
                    }

                    @Override
                    public void refused(Refused refused) {}
                });
    }

    /** What the records had, with what it is derived from. */
    public FieldSet fields() {
        return DerivedFields.complete(names);
    }

    /** Whether no name was left out because there were too many. */
    public boolean isComplete() {
        return complete;
    }

    private void add(Found found) {
        Shape shape = found.shape().shape();
        shape.fields().keySet().forEach(this::add);
        shape.constants().keySet().forEach(this::add);
        List<FieldPrefix> prefixes = FieldPrefix.of(shape);
        if (found.texts() == null) {
            leaves.read(found.content(), path -> add(path, shape, prefixes));
        } else {
            found.texts()
                    .forEach(
                            (name, text) ->
                                    leaves.read(name, text, path -> add(path, shape, prefixes)));
        }
    }

    private void add(String path, Shape shape, List<FieldPrefix> prefixes) {
        for (FieldPrefix prefix : prefixes) {
            if (path.startsWith(prefix.path())) {
                String name = prefix.field() + path.substring(prefix.path().length());
                add(name);
                for (String object : shape.dedotted()) {
                    if (name.startsWith(object + ".")) {
                        int key = object.length() + 1;
                        add(name.substring(0, key) + name.substring(key).replace('.', '_'));
                    }
                }
            }
        }
    }

    private void add(String name) {
        if (names.size() < MAX_NAMES) {
            names.add(name);
        } else if (!names.contains(name)) {
            complete = false;
        }
    }
}
