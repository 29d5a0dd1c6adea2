// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import dev.tripline.event.FieldSet;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Tells Flink how to move arrivals, whose events are only as wide as one job's {@link FieldSet}.
 */
public final class ArrivalTypeInfo extends TypeInformation<Arrival> {

    private static final long serialVersionUID = 1L;

    private final FieldSet fields;

    public ArrivalTypeInfo(FieldSet fields) {
        this.fields = fields;
    }

    @Override
    public TypeSerializer<Arrival> createSerializer(SerializerConfig config) {
        return new ArrivalSerializer(fields);
    }

    @Override
    public Class<Arrival> getTypeClass() {
        return Arrival.class;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public String toString() {
        return "Arrival";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArrivalTypeInfo that && fields.names().equals(that.fields.names());
    }

    @Override
    public int hashCode() {
        return fields.names().hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof ArrivalTypeInfo;
    }
}
