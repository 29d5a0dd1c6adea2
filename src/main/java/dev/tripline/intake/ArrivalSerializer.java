// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Identity;
import dev.tripline.event.Timestamp;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Moves arrivals between tasks when a cluster does not chain source and evaluation. They are never
 * state, so the form may change with every version.
 */
final class ArrivalSerializer extends TypeSerializer<Arrival> {

    private static final long serialVersionUID = 1L;

    private static final int NONE = 0;
    private static final int TEXT = 1;
    private static final int LONG = 2;
    private static final int DOUBLE = 3;
    private static final int BOOLEAN = 4;
    private static final int SEVERAL = 5;

    private final FieldSet fields;

    ArrivalSerializer(FieldSet fields) {
        this.fields = fields;
    }

    @Override
    public void serialize(Arrival arrival, DataOutputView out) throws IOException {
        out.writeBoolean(arrival.isEvent());
        if (arrival.isEvent()) {
            writeEvent(arrival.event(), out);
            out.writeLong(arrival.ingested());
            out.writeBoolean(arrival.skewed());
        } else {
            writeDeadLetter(arrival.deadLetter(), out);
        }
    }

    @Override
    public Arrival deserialize(DataInputView in) throws IOException {
        return in.readBoolean()
                ? new Arrival(readEvent(in), null, in.readLong(), in.readBoolean())
                : Arrival.of(readDeadLetter(in));
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
    }

    private void writeEvent(Event event, DataOutputView out) throws IOException {
        for (int slot = 0; slot < fields.size(); slot++) {
            writeValue(event.get(slot), out);
        }
        out.writeLong(event.time().millis());
        out.writeInt(event.time().nanos());
        writeText(event.identity().id(), out);
        writeText(event.identity().order(), out);
        writeText(event.identity().request(), out);
        writeCoordinates(event.coordinates(), out);
        out.writeInt(event.kind());
    }

    private Event readEvent(DataInputView in) throws IOException {
        Object[] values = new Object[fields.size()];
        for (int slot = 0; slot < values.length; slot++) {
            values[slot] = readValue(in);
        }
        Timestamp time = new Timestamp(in.readLong(), in.readInt());
        Identity identity = Identity.of(readText(in), readText(in)).ofRequest(readText(in));
        return new Event(fields, values, time, identity, readCoordinates(in), in.readInt());
    }

    private static void writeDeadLetter(DeadLetter letter, DataOutputView out) throws IOException {
        out.writeInt(letter.reason().ordinal());
        writeText(letter.message(), out);
        writeCoordinates(letter.coordinates(), out);
        writeText(letter.format(), out);
        writeBytes(letter.bytes(), out);
        out.writeBoolean(letter.truncated());
        out.writeInt(letter.envelope().size());
        for (Map.Entry<String, String> field : letter.envelope().entrySet()) {
            writeText(field.getKey(), out);
            writeText(field.getValue(), out);
        }
    }

    private static DeadLetter readDeadLetter(DataInputView in) throws IOException {
        return new DeadLetter(
                DeadLetter.Reason.values()[in.readInt()],
                readText(in),
                readCoordinates(in),
                readText(in),
                readBytes(in),
                in.readBoolean(),
                readTexts(in));
    }

    private static Map<String, String> readTexts(DataInputView in) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.put(readText(in), readText(in));
        }
        return texts;
    }

    private static void writeCoordinates(Coordinates place, DataOutputView out) throws IOException {
        writeText(place.source(), out);
        writeText(place.stream(), out);
        out.writeInt(place.partition());
        out.writeLong(place.position());
        out.writeInt(place.item());
        out.writeLong(place.recordTime());
        StringValue.writeString(place.headers(), out);
    }

    private static Coordinates readCoordinates(DataInputView in) throws IOException {
        return new Coordinates(
                readText(in),
                readText(in),
                in.readInt(),
                in.readLong(),
                in.readInt(),
                in.readLong(),
                readText(in));
    }

    private static void writeValue(Object value, DataOutputView out) throws IOException {
        if (value == null) {
            out.writeByte(NONE);
        } else if (value instanceof String text) {
            out.writeByte(TEXT);
            writeText(text, out);
        } else if (value instanceof Long number) {
            out.writeByte(LONG);
            out.writeLong(number);
        } else if (value instanceof Double number) {
            out.writeByte(DOUBLE);
            out.writeDouble(number);
        } else if (value instanceof Boolean flag) {
            out.writeByte(BOOLEAN);
            out.writeBoolean(flag);
        } else {
            Object[] several = (Object[]) value;
            out.writeByte(SEVERAL);
            out.writeInt(several.length);
            for (Object one : several) {
                writeValue(one, out);
            }
        }
    }

    private static Object readValue(DataInputView in) throws IOException {
        int kind = in.readByte();
        switch (kind) {
            case NONE:
                return null;
            case TEXT:
                return readText(in);
            case LONG:
                return in.readLong();
            case DOUBLE:
                return in.readDouble();
            case BOOLEAN:
                return in.readBoolean();
            case SEVERAL:
                Object[] several = new Object[in.readInt()];
                for (int i = 0; i < several.length; i++) {
                    several[i] = readValue(in);
                }
                return several;
            default:
                throw new IOException("no kind of value: " + kind);
        }
    }

    /** Not {@code writeUTF}, which ends at 64 KiB; and JSON may hold half a surrogate pair. */
    private static void writeText(String text, DataOutputView out) throws IOException {
        StringValue.writeString(text, out);
    }

    private static String readText(DataInputView in) throws IOException {
        return StringValue.readString(in);
    }

    private static void writeBytes(byte[] bytes, DataOutputView out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputView in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public TypeSerializer<Arrival> duplicate() {
        return this;
    }

    @Override
    public Arrival createInstance() {
        return null;
    }

    @Override
    public Arrival copy(Arrival from) {
        return from;
    }

    @Override
    public Arrival copy(Arrival from, Arrival reuse) {
        return from;
    }

    @Override
    public Arrival deserialize(Arrival reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArrivalSerializer that
                && fields.names().equals(that.fields.names());
    }

    @Override
    public int hashCode() {
        return fields.names().hashCode();
    }

    @Override
    public TypeSerializerSnapshot<Arrival> snapshotConfiguration() {
        throw new UnsupportedOperationException("arrivals are never state");
    }
}
