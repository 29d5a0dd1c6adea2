// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.alert.Alert;
import dev.tripline.alert.LedgerEntry;
import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.Timestamp;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkTypesTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                Hit.class,
                Evidence.class,
                Timestamp.class,
                Coordinates.class,
                Detection.class,
                PartialMatch.class,
                PartialMatches.class,
                MissingSoFar.class,
                LeadingEvents.class,
                CompletedMatch.class,
                SampleEvents.class,
                CountedEvent.class,
                ThresholdHit.class,
                GroupMemory.class,
                GroupedEvent.class,
                ShownValues.class,
                Period.class,
                Count.class,
                Sighting.class,
                TermHash.class,
                LearningGroup.class,
                LateHit.class,
                DeadLetter.class,
                LedgerEntry.class,
                Alert.class
            })
    void whatFlowsOrIsStoredNeedsNoKryo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }
}
