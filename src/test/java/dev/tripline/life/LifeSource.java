// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life;

import dev.tripline.life.world.Delivery;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceEnumerator;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReader;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A life as a source of the job, in as many parts as there are readers. It is lived once: no
 * checkpoints.
 */
final class LifeSource implements Source<Delivery, LifeSource.Part, Collection<LifeSource.Part>> {

    private static final long serialVersionUID = 1L;

    private final LifeOptions options;
    private final int parts;

    LifeSource(LifeOptions options, int parts) {
        this.options = options;
        this.parts = parts;
    }

    record Part(LifeOptions options, int part, int parts)
            implements IteratorSourceSplit<Delivery, Life> {

        @Override
        public String splitId() {
            return String.valueOf(part);
        }

        @Override
        public Life getIterator() {
            return new Life(options, part, parts);
        }

        @Override
        public IteratorSourceSplit<Delivery, Life> getUpdatedSplitForIterator(Life iterator) {
            throw new UnsupportedOperationException("a life is lived once");
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<Delivery, Part> createReader(SourceReaderContext context) {
        return new IteratorSourceReader<>(context);
    }

    @Override
    public SplitEnumerator<Part, Collection<Part>> createEnumerator(
            SplitEnumeratorContext<Part> context) {
        List<Part> all = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            all.add(new Part(options, part, parts));
        }
        return new IteratorSourceEnumerator<>(context, all);
    }

    @Override
    public SplitEnumerator<Part, Collection<Part>> restoreEnumerator(
            SplitEnumeratorContext<Part> context, Collection<Part> checkpoint) {
        return new IteratorSourceEnumerator<>(context, checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<Part> getSplitSerializer() {
        return new PartSerializer(options, parts);
    }

    @Override
    public SimpleVersionedSerializer<Collection<Part>> getEnumeratorCheckpointSerializer() {
        return new NoCheckpoints();
    }

    private static final class NoCheckpoints
            implements SimpleVersionedSerializer<Collection<Part>> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Collection<Part> parts) {
            throw new UnsupportedOperationException("a life is lived once");
        }

        @Override
        public Collection<Part> deserialize(int version, byte[] serialized) {
            throw new UnsupportedOperationException("a life is lived once");
        }
    }

    private record PartSerializer(LifeOptions options, int parts)
            implements SimpleVersionedSerializer<Part> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Part part) {
            return ByteBuffer.allocate(Integer.BYTES).putInt(part.part()).array();
        }

        @Override
        public Part deserialize(int version, byte[] serialized) {
            return new Part(options, ByteBuffer.wrap(serialized).getInt(), parts);
        }
    }
}
